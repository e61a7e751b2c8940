/** What any emulated service answers with. */
package org.postlabel.emulator.answer;

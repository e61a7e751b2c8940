/** What the emulated service answers to one call: its rules, its errors and its invented scores. */
package org.postlabel.emulator.analyze;

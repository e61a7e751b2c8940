/** How an emulator behaves: checked, immutable settings and the options they come from. */
package org.postlabel.emulator.settings;

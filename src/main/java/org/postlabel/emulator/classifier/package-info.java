/** A classifier behind the servers that people run themselves, with invented outputs. */
package org.postlabel.emulator.classifier;

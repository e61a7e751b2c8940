/** A Perspective API on this machine, for demos, tests and benchmarks; its scores mean nothing. */
package org.postlabel.emulator;

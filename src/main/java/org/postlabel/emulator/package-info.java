/**
 * A Perspective API, chat completions, moderations and a classifier on this machine, for demos,
 * tests and benchmarks; their answers mean nothing.
 */
package org.postlabel.emulator;

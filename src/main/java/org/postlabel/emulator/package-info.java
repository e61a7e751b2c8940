/**
 * A Perspective API, chat completions and moderations on this machine, for demos, tests and
 * benchmarks; their answers mean nothing.
 */
package org.postlabel.emulator;

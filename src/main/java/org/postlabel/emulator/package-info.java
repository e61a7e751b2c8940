/**
 * A Perspective API and chat completions on this machine, for demos, tests and benchmarks; their
 * answers mean nothing.
 */
package org.postlabel.emulator;

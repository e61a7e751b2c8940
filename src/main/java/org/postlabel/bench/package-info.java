/** Measures what this project exists for, on this machine: quota use, throughput, memory. */
package org.postlabel.bench;

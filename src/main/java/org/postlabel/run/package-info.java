/** One execution: its row in {@code runs}, its heartbeat, its stop sign, its sums. */
package org.postlabel.run;

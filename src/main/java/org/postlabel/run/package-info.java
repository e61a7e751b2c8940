/** One execution: its row in {@code runs}, its list of posts, its stop sign, its sums. */
package org.postlabel.run;

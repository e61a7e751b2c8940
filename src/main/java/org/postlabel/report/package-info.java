/** What a run prints: progress while it is running, its sums at the end. */
package org.postlabel.report;

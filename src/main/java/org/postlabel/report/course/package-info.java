/** What happened in a run: its row, its sums, its traffic over time. */
package org.postlabel.report.course;

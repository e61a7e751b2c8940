/** What the scores of labels look like: spread, correlations, extremes. */
package org.postlabel.report.scores;

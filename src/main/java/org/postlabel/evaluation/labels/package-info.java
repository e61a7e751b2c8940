/** The labels of a scorer: one column of a table. */
package org.postlabel.evaluation.labels;

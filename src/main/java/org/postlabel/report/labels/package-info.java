/** One pass over the labels of a scorer: how many, why not, from where, when, and their scores. */
package org.postlabel.report.labels;

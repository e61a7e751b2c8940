/** What a scorer says of posts: one column of a table of labels. */
package org.postlabel.evaluation.labels;

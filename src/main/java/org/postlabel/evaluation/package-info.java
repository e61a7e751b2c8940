/** Compares the labels of any scorer with human labels of the same posts. */
package org.postlabel.evaluation;

/** Compares the labels of any scorer with what people say of the same posts. */
package org.postlabel.evaluation;

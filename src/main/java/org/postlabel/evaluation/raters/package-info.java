/** How several people agree with each other, and with the labels of the same posts. */
package org.postlabel.evaluation.raters;

/** How well labels agree with a gold standard, and how sure one can be of that. */
package org.postlabel.evaluation.statistics;

/** The two sides of a comparison, which of their columns belong together, and their numbers. */
package org.postlabel.comparison.pairs;

/** How the scores of one scorer compare with those of another on the same posts. */
package org.postlabel.comparison;

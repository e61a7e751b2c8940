/** Maps of the scores of one scorer to the scale of another's. */
package org.postlabel.comparison.map;

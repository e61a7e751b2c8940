/** From labels to rows. */
package org.postlabel.output;

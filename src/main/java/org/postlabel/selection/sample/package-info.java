/** A random sample of posts that anybody can draw again. */
package org.postlabel.selection.sample;

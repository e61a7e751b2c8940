/** How posts and labels are written as bytes between steps. */
package org.postlabel.coder;

/** From the table of posts to valid posts: read, keep what is known of them, part. */
package org.postlabel.input;

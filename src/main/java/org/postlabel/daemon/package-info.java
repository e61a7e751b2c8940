/** Threads that do not keep their process running. */
package org.postlabel.daemon;

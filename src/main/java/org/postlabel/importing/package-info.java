/** Reads posts from CSV and JSON Lines files into the table {@code posts}. */
package org.postlabel.importing;

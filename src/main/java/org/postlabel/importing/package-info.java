/**
 * Reads posts from CSV, JSON and Parquet files into the table {@code posts}: {@code container}
 * finds the bytes, {@code format} the rows, {@code mapping} the posts in them; here is what looks
 * at several posts, and writes them.
 */
package org.postlabel.importing;

/** Reads posts from CSV, JSON and Parquet files into the table {@code posts}. */
package org.postlabel.importing;

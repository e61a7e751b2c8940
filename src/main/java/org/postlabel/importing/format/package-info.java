/** From files of CSV, JSON and Parquet to rows of named values. */
package org.postlabel.importing.format;

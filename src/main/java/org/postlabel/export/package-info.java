/** From rows of labels to files that pandas, R, DuckDB and spreadsheets read. */
package org.postlabel.export;

package org.postlabel.importing;

/** Makes a post of one row of a file. */
interface RowParser {
  /** The columns that {@code row} gives, uri and text among them. */
  PostRow parse(String row) throws BadRowException;
}

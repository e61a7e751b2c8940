package org.postlabel.importing;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.postlabel.database.DatabaseOptions;

/** How files of posts are read, and into which database. */
public interface ImportOptions extends DatabaseOptions {
  @Description(
      "Whether ids that look rounded, such as 1.23E+18 or many that end in 000, are imported as"
          + " they are. The default is false: the file is refused, because posts whose ids were"
          + " rounded to the same number would replace each other.")
  @Default.Boolean(false)
  boolean getAllowRoundedIds();

  void setAllowRoundedIds(boolean allow);
}

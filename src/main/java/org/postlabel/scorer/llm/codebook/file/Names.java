package org.postlabel.scorer.llm.codebook.file;

import java.util.Set;
import java.util.regex.Pattern;
import org.postlabel.post.LabelTable;
import org.postlabel.scorer.llm.codebook.Codebook;

/** Which names codebooks, attributes and columns may have. */
final class Names {
  /** PostgreSQL takes 63 characters; a table's name ends in {@code _labels}. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,55}");

  private static final Set<String> OURS =
      Set.of(
          Codebook.MODEL,
          "id",
          LabelTable.AGREEMENT,
          LabelTable.JUDGEMENTS,
          "synctimestamp",
          "preprocessing_timestamp",
          "source",
          "url",
          "like_count",
          "reply_count",
          "repost_count",
          "author_did",
          "langs",
          "created_at");

  /** Words that PostgreSQL or SQLite take for something else than a column. */
  private static final Set<String> SQL =
      Set.of(
          ("add all alter analyse analyze and any array as asc asymmetric authorization"
                  + " autoincrement between binary both case cast check collate collation column"
                  + " commit concurrently constraint create cross current_catalog current_date"
                  + " current_role current_schema current_time current_timestamp current_user"
                  + " default deferrable delete desc distinct do drop else end escape except exists"
                  + " false fetch for foreign freeze from full glob grant group having if ilike in"
                  + " index indexed initially inner insert intersect into is isnull join lateral"
                  + " leading left like limit localtime localtimestamp match natural not nothing"
                  + " notnull null offset on only or order outer overlaps placing primary raise"
                  + " references regexp returning right rollback select session_user set similar"
                  + " some symmetric system_user table tablesample then to trailing transaction"
                  + " true union unique update user using values variadic verbose when where"
                  + " window with")
              .split(" ", -1));

  private Names() {}

  /** The name in {@code value}. */
  static String of(YamlValue value, String key) {
    String name = value.text(key);
    if (!NAME.matcher(name).matches()) {
      throw value.refusal(
          "'%s' must be a letter and then lowercase letters, digits and underscores, at most 56,"
                  .formatted(key)
              + " was "
              + name);
    }
    return name;
  }

  /** The name of a column in {@code value}. */
  static String ofColumn(YamlValue value, String key) {
    String name = of(value, key);
    if (LabelTable.isInEveryTable(name) || OURS.contains(name)) {
      throw value.refusal(
          "'%s' is a column that every table or export of labels has; choose another name"
              .formatted(name));
    }
    if (SQL.contains(name)) {
      throw value.refusal("'%s' is a word of SQL; choose another name".formatted(name));
    }
    return name;
  }
}

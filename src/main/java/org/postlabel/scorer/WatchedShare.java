package org.postlabel.scorer;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * A share of answers that does not collapse unless something is wrong: of those whose {@code
 * attribute} has a value.
 *
 * @param attribute a truth or a word
 * @param value the value, a {@code Boolean} or a {@code String}
 * @param table where labels are
 * @param column that holds the attribute there
 * @param maxDrop by which part the share may drop; 1 means any
 */
public record WatchedShare(
    String attribute, Object value, String table, String column, double maxDrop)
    implements Serializable {
  public WatchedShare {
    requireNonNull(attribute, "attribute");
    requireNonNull(value, "value");
    requireNonNull(table, "table");
    requireNonNull(column, "column");
  }
}

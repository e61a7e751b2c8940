package org.postlabel.comparison.map;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.postlabel.post.LabelTable.Scale;

/**
 * A column that a map leads from, or to.
 *
 * @param tableOrNull null when its scores were read from the ledger
 * @param scaleOrNull null when it is not recorded
 * @param labelledFrom when the first of its scores that were compared was made, in ISO 8601; null
 *     when that is not known
 */
public record MappedColumn(
    @JsonProperty("table") String tableOrNull,
    String column,
    String scorerId,
    @JsonProperty("scale") Scale scaleOrNull,
    String labelledFrom,
    String labelledTo) {
  public MappedColumn {
    requireNonNull(column);
    requireNonNull(scorerId);
  }
}

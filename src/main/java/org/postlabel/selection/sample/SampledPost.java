package org.postlabel.selection.sample;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * What decides whether a post is in a sample.
 *
 * @param scoreOrNull null where it has none, or none is asked for
 */
public record SampledPost(String uri, String sourceOrNull, Double scoreOrNull) {
  /** The name of {@link Sample#score} in a result. */
  public static final String SCORE = "sample_score";

  /** Reads uri, source and {@link #SCORE}. */
  public static SampledPost of(ResultSet row) throws SQLException {
    double score = row.getDouble(SCORE);
    Double scoreOrNull = row.wasNull() ? null : score;
    return new SampledPost(row.getString("uri"), row.getString("source"), scoreOrNull);
  }
}

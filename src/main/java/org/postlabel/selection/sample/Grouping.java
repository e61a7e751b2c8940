package org.postlabel.selection.sample;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The groups of posts that share a sample.
 *
 * @param deciles empty when scores do not matter
 */
record Grouping(Sample sample, Optional<Deciles> deciles) {
  /** Those of {@code sample} among {@code posts}. */
  static Grouping of(Sample sample, Connection connection, String posts) throws SQLException {
    if (sample.scores().isEmpty()) {
      return new Grouping(sample, Optional.empty());
    }
    ScoreColumn column = sample.scores().get(0);
    column.require(connection);
    return new Grouping(sample, Optional.of(Deciles.of(column, connection, posts)));
  }

  /** The group of {@code post}; empty when the sample does not draw such posts. */
  Optional<String> of(SampledPost post) {
    // The posts of no source are a group too.
    String source = sample.isBySource() && post.sourceOrNull() != null ? post.sourceOrNull() : "";
    if (deciles.isEmpty()) {
      return Optional.of(source);
    }
    return post.scoreOrNull() == null
        ? Optional.empty()
        : Optional.of(deciles.get().groupOf(post.scoreOrNull()) + " " + source);
  }
}

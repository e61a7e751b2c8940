package org.postlabel.command;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.postlabel.database.Database;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.options.CommandLine;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.plan.LastDay;
import org.postlabel.quota.Pace;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.scorer.ScorerOptions;
import org.postlabel.status.Status;
import org.postlabel.status.StatusReader;

/** What commands say of the last day of a provider when that is near. */
final class LastDayNotice {
  private LastDayNotice() {}

  /** The last day of the provider that a run with {@code options} would ask, if it matters. */
  static Optional<LastDay> of(LabelPostsOptions options, Instant now) {
    return options.getIgnoreLastDay()
        ? Optional.empty()
        : LastDay.near(
            ScorerKinds.of(options).provider(options),
            Pace.of(options.getQueriesPerSecond(), options.getQueriesPerMinute()),
            now);
  }

  /** The line for a run with {@code options}, which counts the posts that have no label. */
  static String line(LastDay lastDay, LabelPostsOptions options) {
    if (options.getPostsTable() != null || options.getPostsQuery() != null) {
      return lastDay.notice(); // They are not counted before they are read.
    }
    try {
      Status status =
          new StatusReader(
                  Database.from(options),
                  ScorerKinds.labels(options).name(),
                  false,
                  InstantSource.system())
              .read();
      return lastDay.notice(status.posts().withoutLabel());
    } catch (DatabaseUnusableException e) {
      return lastDay.notice(); // No run has made the tables yet.
    }
  }

  /**
   * The line for a status: of the newest run of the scorer, or of the scorer's defaults where there
   * was none. Empty when what that run asked cannot be told.
   */
  static Optional<String> line(Status status, ScorerOptions options, Instant now) {
    Map<String, String> ofRun =
        status.runs().stream()
            .map(run -> (Map<String, String>) run.options())
            .filter(run -> options.getScorer().equals(run.get("scorer")))
            .findFirst()
            .orElse(Map.of("scorer", options.getScorer()));
    try {
      return of(new CommandLine(List.of(), ofRun).as(LabelPostsOptions.class), now)
          .map(lastDay -> lastDay.notice(status.posts().withoutLabel()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

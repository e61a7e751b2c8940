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
import org.postlabel.scorer.LastDayOutlook;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.scorer.ScorerOptions;
import org.postlabel.status.Status;
import org.postlabel.status.StatusReader;

/** What commands say of the last day of a provider when that is near. */
final class LastDayNotice {
  private LastDayNotice() {}

  /**
   * The last day of the provider that a run with {@code options} would ask, if it matters. Asks
   * nobody but a provider that has named one.
   */
  static Optional<LastDay> of(LabelPostsOptions options, Instant now) {
    return options.getIgnoreLastDay()
        ? Optional.empty()
        : ScorerKinds.of(options)
            .lastDay(options)
            .flatMap(
                day ->
                    LastDay.near(
                        day,
                        ScorerKinds.of(options).provider(options),
                        Pace.of(options.getQueriesPerSecond(), options.getQueriesPerMinute()),
                        now));
  }

  /** The same for a run with the options {@code recorded}; empty when they do not tell. */
  static Optional<LastDay> ofRun(Map<String, String> recorded, Instant now) {
    try {
      return of(new CommandLine(List.of(), recorded).as(LabelPostsOptions.class), now);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The line for a run with {@code options}, which counts the posts that have no label. */
  static String line(LastDay lastDay, LabelPostsOptions options) {
    if (options.getPostsTable() != null || options.getPostsQuery() != null) {
      return lastDay.notice(); // They are not counted before they are read.
    }
    return withoutLabel(Database.from(options), ScorerKinds.labels(options).name())
        .map(lastDay::notice)
        .orElseGet(lastDay::notice); // No run has made the tables yet.
  }

  /** What it means for the posts that {@code labels} has no label of, in a database with labels. */
  static Optional<LastDayOutlook> outlook(LastDay lastDay, Database database, String labels) {
    return withoutLabel(database, labels).map(lastDay::outlook);
  }

  private static Optional<Long> withoutLabel(Database database, String labels) {
    try {
      return Optional.of(
          new StatusReader(database, labels, false, InstantSource.system())
              .read()
              .posts()
              .withoutLabel());
    } catch (DatabaseUnusableException e) {
      return Optional.empty();
    }
  }

  /**
   * The last day for a status: of the newest run of the scorer, or of the scorer's defaults where
   * there was none.
   */
  static Optional<LastDay> of(Status status, ScorerOptions options, Instant now) {
    return ofRun(
        status.runs().stream()
            .map(run -> (Map<String, String>) run.options())
            .filter(run -> options.getScorer().equals(run.get("scorer")))
            .findFirst()
            .orElse(Map.of("scorer", options.getScorer())),
        now);
  }
}

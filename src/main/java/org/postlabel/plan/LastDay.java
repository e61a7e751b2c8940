package org.postlabel.plan;

import static org.postlabel.output.Numbers.count;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.postlabel.plan.Timetable.Ending;
import org.postlabel.quota.Pace;
import org.postlabel.scorer.LastDayOutlook;
import org.postlabel.scorer.ScorerProvider;

/**
 * The last day of a provider that is near or over.
 *
 * @param timetable from now to the end of that day, in UTC
 */
public record LastDay(LocalDate day, ScorerProvider scorer, Timetable timetable) {
  /** Before that day. */
  private static final int DAYS_OF_NOTICE = 30;

  private static final String WAYS_ON =
      "go on with a compatible service (--endpoint) or another scorer (--scorer), and set its"
          + " scores against these with './pipeline compare'";

  /** Empty when {@code day} is more than thirty days off. */
  public static Optional<LastDay> near(
      LocalDate day, ScorerProvider scorer, Pace pace, Instant now) {
    return now.isBefore(day.minusDays(DAYS_OF_NOTICE).atStartOfDay(ZoneOffset.UTC).toInstant())
        ? Optional.empty()
        : Optional.of(new LastDay(day, scorer, new Timetable(pace, now, Optional.of(ending(day)))));
  }

  /** When a provider with this last day has ended. */
  public static Ending ending(LocalDate day) {
    return new Ending(
        day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
        "the provider's last day is " + day);
  }

  public boolean isOver() {
    return timetable.fitting() == 0;
  }

  /** Why a run after that day asks nothing, and what can be done. */
  public String ended() {
    return "the provider's last day was %s; nothing was asked and no post was marked: %s, or ask all the same with --ignoreLastDay"
        .formatted(day, WAYS_ON);
  }

  /** What comes of posts that have no label yet, and what can be done. */
  public String notice(long posts) {
    return notice(posts, scorer.queriesFor(posts));
  }

  /** The same where the queries for them are counted. */
  public String notice(long posts, long queries) {
    return isOver()
        ? "The provider's last day was %s: %s posts without a label get no scores from it; %s."
            .formatted(day, count(posts), WAYS_ON)
        : "The provider's last day is %s, in %s: %s."
            .formatted(day, daysLeft(), prospect(posts, unscored(posts, queries)));
  }

  /** The notice for programs. */
  public LastDayOutlook outlook(long posts) {
    return outlook(posts, scorer.queriesFor(posts));
  }

  /** The same where the queries for them are counted. */
  public LastDayOutlook outlook(long posts, long queries) {
    long unscored = unscored(posts, queries);
    return new LastDayOutlook(
        day.toString(), isOver(), posts, unscored, unscored == 0 ? null : whatToDo());
  }

  /** The same where nobody has counted the posts. */
  public String notice() {
    return isOver()
        ? "The provider's last day was %s; %s.".formatted(day, WAYS_ON)
        : "The provider's last day is %s, in %s; then %s.".formatted(day, daysLeft(), WAYS_ON);
  }

  private String prospect(long posts, long unscored) {
    return unscored == 0
        ? "at this pace all %s posts without a label have scores by then".formatted(count(posts))
        : "at this pace about %s of %s posts without a label will have no scores then; %s"
            .formatted(count(unscored), count(posts), whatToDo());
  }

  private String whatToDo() {
    return isOver()
        ? WAYS_ON
        : "'./pipeline plan' shows a sample that fits, a higher quota helps, or " + WAYS_ON;
  }

  private long unscored(long posts, long queries) {
    return timetable.fits(queries)
        ? 0
        : posts - (long) ((double) posts * timetable.fitting() / queries);
  }

  private String daysLeft() {
    long days = Duration.between(timetable.now(), timetable.ending().orElseThrow().at()).toDays();
    return days == 0 ? "less than a day" : days == 1 ? "1 day" : days + " days";
  }
}

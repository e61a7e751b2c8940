package org.postlabel.plan;

import java.sql.SQLException;
import java.util.Optional;
import org.postlabel.plan.Planner.Findings;
import org.postlabel.post.Usage;
import org.postlabel.quota.Pace;
import org.postlabel.quota.TokenLimits;
import org.postlabel.run.WorkList.Selection;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.ScorerProvider;

/**
 * What a run would do, and when it would be done.
 *
 * @param callsNeeded if none had to be repeated
 * @param calls of these, that the run may send
 * @param tokens about what all calls needed use and cost, where somebody counts tokens
 * @param fittingSample one that fits where {@code calls} do not
 * @param firstAsked the first text that would be asked about
 */
public record Plan(
    Workload workload,
    long callsNeeded,
    long calls,
    Optional<Tokens> tokens,
    Timetable timetable,
    Optional<FittingSample> fittingSample,
    Optional<Question> firstAsked) {
  /**
   * Plans a run of {@code selection}.
   *
   * @param maxQueries that the run may send; 0 means no limit
   */
  public static Plan of(
      Planner planner,
      Selection selection,
      ScorerProvider scorer,
      long maxQueries,
      TokenLimits limits,
      Timetable timetable)
      throws SQLException {
    Findings findings = planner.find(selection);
    Workload workload = findings.workload();
    long needed = scorer.queriesFor(workload.texts().toAsk());
    long calls = maxQueries == 0 ? needed : Math.min(needed, maxQueries);
    Usage usage = workload.texts().usage();
    Timetable slower =
        usage.tokens() == 0
            ? timetable
            : timetable.slowedBy(Pace.of(0, limits.tokensPerMinute() * needed / usage.tokens()));
    return new Plan(
        workload,
        needed,
        calls,
        Optional.of(usage)
            .filter(some -> some.tokens() > 0)
            .map(some -> new Tokens(some, limits.prices().microsOf(some), limits.maxCostMicros())),
        slower,
        slower.fits(calls)
            ? Optional.empty()
            : FittingSample.find(
                planner, selection, workload, scorer::queriesFor, slower.fitting()),
        findings.firstAsked());
  }

  /**
   * About what the tokens of a run are and cost.
   *
   * @param costMicros in millionths of the prices' currency; 0 when no price is known
   * @param maxCostMicros what the run may spend; 0 means no limit
   */
  public record Tokens(Usage usage, long costMicros, long maxCostMicros) {}
}

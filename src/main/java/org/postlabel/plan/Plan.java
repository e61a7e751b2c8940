package org.postlabel.plan;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.postlabel.plan.Planner.Findings;
import org.postlabel.post.Usage;
import org.postlabel.quota.Pace;
import org.postlabel.quota.TokenLimits;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.ScorerProvider;
import org.postlabel.selection.WorkList.Selection;

/**
 * What a run would do, and when it would be done.
 *
 * @param canaries calls for canary texts, which a run with any call sends first
 * @param callsNeeded without retries, canaries included
 * @param calls of these, that the run may send
 * @param tokens estimate for all calls needed; empty for a provider that counts none
 * @param fittingSample one that fits where {@code calls} do not
 * @param firstAsked the first text that would be sent
 */
public record Plan(
    Workload workload,
    long canaries,
    long callsNeeded,
    long calls,
    Optional<Tokens> tokens,
    Timetable timetable,
    Optional<FittingSample> fittingSample,
    Optional<Question> firstAsked) {
  /**
   * Plans a run of {@code selection}.
   *
   * @param canaryTexts sent first if there are any calls
   * @param maxQueries that the run may send; 0 means no limit
   */
  public static Plan of(
      Planner planner,
      Selection selection,
      ScorerProvider scorer,
      List<String> canaryTexts,
      long maxQueries,
      TokenLimits limits,
      Timetable timetable)
      throws SQLException {
    Findings findings = planner.find(selection);
    Workload workload = findings.workload();
    long asked = workload.texts().toAsk();
    List<String> first = asked == 0 ? List.of() : canaryTexts;
    long canaries = scorer.queriesFor(first.size());
    long needed = canaries + scorer.queriesFor(asked);
    long calls = maxQueries == 0 ? needed : Math.min(needed, maxQueries);
    // The first text is asked alone, before the canaries.
    boolean isFirstExtra = asked > 1 && scorer.queriesFor(asked) < asked;
    Usage usage =
        first.stream()
            .map(scorer::expectedUsage)
            .reduce(workload.texts().usage(), Usage::plus)
            .plus(scorer.expectedUsageOfQuery().times(needed + (isFirstExtra ? 1 : 0)));
    Timetable slower =
        usage.tokens() == 0
            ? timetable
            : timetable.slowedBy(Pace.of(0, limits.tokensPerMinute() * needed / usage.tokens()));
    return new Plan(
        workload,
        canaries,
        needed,
        calls,
        Optional.of(usage)
            .filter(some -> some.tokens() > 0)
            .map(some -> new Tokens(some, limits.prices().microsOf(some), limits.maxCostMicros())),
        slower,
        slower.fits(calls)
            ? Optional.empty()
            : FittingSample.find(
                planner, selection, workload, scorer::queriesFor, canaries, slower.fitting()),
        findings.firstAsked());
  }

  /**
   * Estimated tokens of a run and their cost.
   *
   * @param costMicros in millionths of the prices' currency; 0 when no price is known
   * @param maxCostMicros what the run may spend; 0 means no limit
   */
  public record Tokens(Usage usage, long costMicros, long maxCostMicros) {}
}

package org.postlabel.plan;

import java.sql.SQLException;
import java.util.Optional;
import org.postlabel.plan.Planner.Findings;
import org.postlabel.run.WorkList.Selection;
import org.postlabel.scorer.Question;

/**
 * What a run would do, and when it would be done.
 *
 * @param calls that the run would send if none had to be repeated
 * @param fittingSample one that fits where {@code calls} do not
 * @param firstAsked the first text that would be asked about
 */
public record Plan(
    Workload workload,
    long calls,
    Timetable timetable,
    Optional<FittingSample> fittingSample,
    Optional<Question> firstAsked) {
  /**
   * Plans a run of {@code selection}.
   *
   * @param maxQueries that the run may send; 0 means no limit
   */
  public static Plan of(Planner planner, Selection selection, long maxQueries, Timetable timetable)
      throws SQLException {
    Findings findings = planner.find(selection);
    Workload workload = findings.workload();
    long needed = workload.texts().calls();
    long calls = maxQueries == 0 ? needed : Math.min(needed, maxQueries);
    return new Plan(
        workload,
        calls,
        timetable,
        timetable.fits(calls)
            ? Optional.empty()
            : FittingSample.find(planner, selection, workload, timetable.fitting()),
        findings.firstAsked());
  }
}

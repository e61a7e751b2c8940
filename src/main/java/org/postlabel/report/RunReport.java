package org.postlabel.report;

import java.time.Instant;
import org.postlabel.database.Database;
import org.postlabel.post.LabelTable;
import org.postlabel.report.course.Course;
import org.postlabel.report.course.CourseReader;
import org.postlabel.report.labels.LabelOverview;
import org.postlabel.report.labels.LabelScan;
import org.postlabel.run.RecordedRun;
import org.postlabel.scorer.LastDayOutlook;

/**
 * The report of a run: its course, and the labels of its scorer as they are now. Holds sums and the
 * texts of a few posts, and no secrets.
 *
 * @param toolVersion of the Postlabel that wrote the report
 * @param database its URL, which never holds a password
 * @param lastDay null when the run's provider has named none, it is not near, or nobody looked
 */
public record RunReport(
    Instant writtenAt,
    String toolVersion,
    String database,
    RecordedRun run,
    Course course,
    LabelOverview labels,
    LastDayOutlook lastDay) {

  /** Reads it all, in memory that does not grow with the tables. */
  public static RunReport of(
      Database database, LabelTable table, RecordedRun run, String toolVersion) {
    return new RunReport(
        Instant.now(),
        toolVersion,
        database.url(),
        run,
        new CourseReader(database).of(run),
        new LabelScan(database, table).of(run.scorerId(), run.runId()),
        null);
  }

  /** The same, which says what the last day of the run's provider means. */
  public RunReport withLastDay(LastDayOutlook outlook) {
    return new RunReport(writtenAt, toolVersion, database, run, course, labels, outlook);
  }
}

package org.postlabel.report.page;

import static org.postlabel.output.Numbers.count;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.postlabel.output.HeatMap;
import org.postlabel.output.HeatMap.Cell;
import org.postlabel.output.Numbers;
import org.postlabel.report.labels.CrossTable;
import org.postlabel.report.labels.TruthShares;
import org.postlabel.report.labels.TruthShares.Share;
import org.postlabel.report.page.Chart.Kind;
import org.postlabel.report.page.Chart.Row;

/** Shares of posts: of truths by time and source, and of two columns together. */
public final class ShareCharts {
  private static final String UNIT = "% of posts";

  private ShareCharts() {}

  public static Chart byTime(TruthShares shares) {
    return chart(
        "share-by-time-" + shares.column(),
        Kind.STACKED,
        shares.column() + " by time",
        "%s Share by %s of the post's creation, or of its collection where creation is unknown."
            .formatted(whole(shares), shares.timeUnit()),
        "Time of post, by " + shares.timeUnit(),
        shares.byTime().stream()
            .map(share -> row(name(share.name(), "(unknown)"), share))
            .toList());
  }

  /** With the number of posts, since a share of a few means little. */
  public static Chart bySource(TruthShares shares) {
    return chart(
        "share-by-source-" + shares.column(),
        Kind.LYING,
        shares.column() + " by source",
        "Share of posts with the answer true, the most frequent sources first.",
        "Source",
        shares.bySource().stream()
            .map(
                share ->
                    row(
                        "%s (of %s)"
                            .formatted(name(share.name(), "(unknown)"), count(share.posts())),
                        share))
            .toList());
  }

  private static String whole(TruthShares shares) {
    long posts = shares.byTime().stream().mapToLong(Share::posts).sum();
    long truths = shares.byTime().stream().mapToLong(Share::truths).sum();
    return "True for %s of %s posts with an answer, %s."
        .formatted(count(truths), count(posts), Numbers.percent((double) truths, (double) posts));
  }

  private static Chart chart(
      String id, Kind kind, String title, String summary, String rowTitle, List<Row> rows) {
    return new Chart(id, kind, title, summary, rowTitle, UNIT, 1, List.of("true"), rows);
  }

  private static Row row(String name, Share share) {
    return new Row(
        name,
        share.posts() == 0
            ? Collections.singletonList(null)
            : List.of(100.0 * share.truths() / share.posts()));
  }

  /** Each cell with its share of the row. */
  public static HeatMap cross(CrossTable table) {
    return new HeatMap(
        table.columns().stream().map(name -> name(name, LabelCharts.NO_VALUE)).toList(),
        IntStream.range(0, table.rows().size())
            .mapToObj(
                row ->
                    new HeatMap.Row(
                        name(table.rows().get(row), LabelCharts.NO_VALUE),
                        table.posts().get(row).stream()
                            .map(posts -> Cell.withShare(posts, sum(table.posts().get(row))))
                            .toList()))
            .toList());
  }

  private static long sum(List<Long> posts) {
    return posts.stream().mapToLong(Long::longValue).sum();
  }

  private static String name(String name, String otherwise) {
    return name.isEmpty() ? otherwise : name;
  }
}

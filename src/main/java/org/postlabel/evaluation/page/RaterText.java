package org.postlabel.evaluation.page;

import static org.postlabel.output.Numbers.count;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.postlabel.evaluation.raters.RaterAgreement;
import org.postlabel.evaluation.raters.RaterAgreement.Line;
import org.postlabel.output.TextTable;

/** The agreement of raters in lines of text, and the phrases that the page shares. */
public final class RaterText {
  private RaterText() {}

  static List<String> lines(RaterAgreement raters) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(posts(raters));
    lines.addAll(
        TextTable.lines(
            "lr",
            Stream.of(
                    Stream.of(List.of("mean of pairs", "among raters", "raters with labels")),
                    raters.meansOfPairs().stream().map(RaterText::row),
                    Stream.of(List.of("all at once", "raters", "raters and labels")),
                    raters.allAtOnce().stream().map(RaterText::row))
                .flatMap(rows -> rows)
                .toList()));
    lines.add("");
    lines.addAll(
        TextTable.lines(
            "lr",
            Stream.concat(
                    Stream.of(
                        List.of("alpha by rater", "ratings", "with other raters", "with labels")),
                    raters.byRater().stream()
                        .map(
                            rater ->
                                List.of(
                                    rater.rater(),
                                    count(rater.ratings()),
                                    EstimateText.estimate(rater.withOthers()),
                                    EstimateText.estimate(rater.withLabels()))))
                .toList()));
    return lines;
  }

  /** How many posts and raters there are. */
  public static String posts(RaterAgreement raters) {
    return "Raters: %s, over %s posts that have a label and a rating%s; with 95 %% intervals"
        .formatted(
            count(raters.byRater().size()),
            count(raters.posts()),
            raters.unreadable() == 0
                ? ""
                : "; %s ratings are no value of the column, and count as missing"
                    .formatted(count(raters.unreadable())));
  }

  private static List<String> row(Line line) {
    return List.of(
        line.words(),
        EstimateText.estimate(line.amongRaters()),
        EstimateText.estimate(line.withLabels()));
  }
}

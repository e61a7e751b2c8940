package org.postlabel.plan;

import static org.postlabel.post.LabelTable.JUDGEMENTS;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.database.Snapshot;
import org.postlabel.ledger.LedgerLookup;
import org.postlabel.plan.Workload.Texts;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Question;
import org.postlabel.selection.Replaced;
import org.postlabel.selection.TextPolicy;
import org.postlabel.selection.WantedPosts;
import org.postlabel.selection.WorkList.Selection;
import org.postlabel.selection.sample.DrawnSample;
import org.postlabel.selection.sample.SampledPost;
import org.postlabel.selection.sample.ScoreColumn;
import org.postlabel.selection.source.PostSource;

/**
 * Works out from a snapshot of a database what a run would do: the same posts, the same texts, the
 * same answers in the ledger. Memory use does not grow with the table.
 */
public final class Planner {
  /** Replaces the table of labels before the first run has created it. */
  private static final String NO_LABELS =
      "(SELECT '' AS uri, '' AS text, FALSE AS was_successfully_labeled, '' AS reason, '' AS"
          + " scorer_id, 1 AS judgements WHERE 1 = 0)";

  private static final String IN_ORDER = "ORDER BY " + WantedPosts.ORDER;

  /** Enough to find a text that needs a call, even where many are too short. */
  private static final int TEXTS_TO_TRY = 200;

  private static final int FETCH_SIZE = 200;

  private final Handle handle;
  private final String posts;
  private final String labels;
  private final boolean hasLedger;
  private final boolean hasSeveral;
  private final TextPolicy policy;
  private final Function<String, Usage> expectedUsage;

  /**
   * @param labels the table of labels, which may be missing
   * @param expectedUsage estimated tokens of a text
   * @throws DatabaseUnusableException when there are no posts
   */
  public Planner(
      Snapshot snapshot,
      PostSource source,
      String labels,
      TextPolicy policy,
      Function<String, Usage> expectedUsage) {
    if (!source.isCopied()) {
      requirePosts(snapshot);
    }
    this.posts = source.relation();
    this.handle = snapshot.handle();
    Set<String> columns = snapshot.columns(labels);
    this.labels =
        columns.isEmpty() ? NO_LABELS : columns.contains(JUDGEMENTS) ? labels : single(labels);
    Set<String> ofLedger = snapshot.columns("ledger");
    this.hasLedger = !ofLedger.isEmpty();
    this.hasSeveral = ofLedger.contains("judgement");
    this.policy = policy;
    this.expectedUsage = expectedUsage;
  }

  /** Labels of single judgements with their number. */
  private static String single(String labels) {
    return "(SELECT t.*, 1 AS %s FROM %s t)".formatted(JUDGEMENTS, labels);
  }

  /** What a run of {@code selection} would find. */
  public Findings find(Selection selection) throws SQLException {
    long allPosts = count("SELECT COUNT(*) FROM " + posts + " AS p");
    Optional<DrawnSample> sample =
        selection.sample().isAll()
            ? Optional.empty()
            : Optional.of(DrawnSample.of(selection.sample(), handle.getConnection(), posts));
    long inSample = sample.map(DrawnSample::posts).orElse(allPosts);
    long inQuestion = 0;
    long taken = 0;
    long toReplace = 0;
    long changedTexts = 0;
    long fewerJudgements = 0;
    // Without a limit the order does not matter, and sorting all texts would take most of the time.
    String order = selection.limit() == 0 ? "" : IN_ORDER;
    try (Survey survey =
            new Survey(
                policy,
                hashes -> answers(selection, hashes),
                selection.judgements(),
                expectedUsage);
        PreparedStatement select = select(selection, order);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        Row row = Row.of(rows);
        if (row.isIn(sample)) {
          inQuestion++;
          if (selection.limit() == 0 || taken < selection.limit()) {
            taken++;
            toReplace += Replaced.OTHER_SCORER.code().equals(row.replacedOrNull) ? 1 : 0;
            changedTexts += Replaced.CHANGED_TEXT.code().equals(row.replacedOrNull) ? 1 : 0;
            fewerJudgements += Replaced.FEWER_JUDGEMENTS.code().equals(row.replacedOrNull) ? 1 : 0;
            survey.add(row.text);
          }
        }
      }
      Texts texts = survey.texts();
      return new Findings(
          new Workload(
              allPosts,
              inSample,
              inSample - inQuestion,
              inQuestion - taken,
              toReplace,
              changedTexts,
              fewerJudgements,
              survey.invalidByReason(),
              texts),
          selection.limit() > 0
              ? survey.firstAsked()
              : firstAsked(selection, sample, allPosts, inSample).or(survey::firstAsked));
    }
  }

  /**
   * How many sources the posts have, those without one being another; no more than {@code most}.
   */
  public long sources(int most) throws SQLException {
    return count(
        "SELECT COUNT(*) FROM (SELECT COALESCE(source, '') FROM %s AS p GROUP BY 1 LIMIT %d) AS s"
            .formatted(posts, most));
  }

  /**
   * How many posts have a score in {@code column}, and for each of {@code thresholds} how many have
   * one from there on, and how many have one within {@code distance} of it.
   */
  public long[] scoreCounts(ScoreColumn column, List<Double> thresholds, double distance)
      throws SQLException {
    column.require(handle.getConnection());
    StringBuilder sums = new StringBuilder("COUNT(score)");
    for (double threshold : thresholds) {
      sums.append(
          String.format(
              Locale.ROOT,
              ", COUNT(CASE WHEN score >= %1$s THEN 1 END), COUNT(CASE WHEN score >= %2$s AND score"
                  + " <= %3$s THEN 1 END)",
              threshold,
              threshold - distance,
              threshold + distance));
    }
    try (PreparedStatement select =
            handle
                .getConnection()
                .prepareStatement(
                    "SELECT %s FROM (SELECT %s AS score FROM %s) AS a"
                        .formatted(sums, column.joined(), column.joinedTo(posts)));
        ResultSet row = select.executeQuery()) {
      row.next();
      long[] counts = new long[1 + 2 * thresholds.size()];
      for (int i = 0; i < counts.length; i++) {
        counts[i] = row.getLong(i + 1);
      }
      return counts;
    }
  }

  /** As a run does: the first of the first texts on its list that needs a call. */
  private Optional<Question> firstAsked(
      Selection selection, Optional<DrawnSample> sample, long allPosts, long inSample)
      throws SQLException {
    if (inSample == 0) {
      return Optional.empty();
    }
    String front = IN_ORDER + " LIMIT " + TEXTS_TO_TRY * allPosts / inSample;
    try (PreparedStatement select = select(selection, front);
        ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        Row row = Row.of(rows);
        if (row.isIn(sample) && policy.objectionTo(row.text).isEmpty()) {
          Question question = Question.about(new Post("", row.text, PostMetadata.NONE));
          Map<String, Integer> answers = answers(selection, Set.of(question.textHash()));
          if (answers.getOrDefault(question.textHash(), 0) < selection.judgements()) {
            return Optional.of(question);
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Not by Jdbi, which would search the user's query for its own placeholders. */
  private PreparedStatement select(Selection selection, String order) throws SQLException {
    WantedPosts wanted = new WantedPosts(posts, labels, selection);
    PreparedStatement select =
        handle
            .getConnection()
            .prepareStatement(
                "SELECT p.uri, p.source, p.text, %s AS %s, %s AS replaces %s %s"
                    .formatted(
                        selection.sample().score(),
                        SampledPost.SCORE,
                        wanted.replaced(),
                        wanted.from(),
                        order));
    List<Object> values = wanted.values();
    for (int i = 0; i < values.size(); i++) {
      select.setObject(i + 1, values.get(i));
    }
    select.setFetchSize(FETCH_SIZE);
    return select;
  }

  /** How many judgements there are of {@code textHashes}; those without any are left out. */
  private Map<String, Integer> answers(Selection selection, Set<String> textHashes) {
    Map<String, Integer> answers = new HashMap<>();
    if (hasLedger) {
      LedgerLookup lookup =
          new LedgerLookup(
              selection.scorerId(), selection.widerOrNull(), "", selection.retriesFailed());
      int numbers = hasSeveral ? selection.judgements() : 1;
      for (int number = 1; number <= numbers; number++) {
        Set<String> known =
            hasSeveral
                ? lookup.known(handle, number, textHashes)
                : lookup.knownInOldLedger(handle, textHashes);
        known.forEach(textHash -> answers.merge(textHash, 1, Integer::sum));
      }
    }
    return answers;
  }

  private long count(String sql) throws SQLException {
    try (PreparedStatement select = handle.getConnection().prepareStatement(sql);
        ResultSet count = select.executeQuery()) {
      count.next();
      return count.getLong(1);
    }
  }

  private static void requirePosts(Snapshot snapshot) {
    if (snapshot.columns("posts").isEmpty()) {
      throw new DatabaseUnusableException(
          "there is no table posts in the database; ./pipeline import makes it, and --postsTable"
              + " names a table of yours");
    }
  }

  private record Row(SampledPost post, String text, String replacedOrNull) {
    static Row of(ResultSet rows) throws SQLException {
      return new Row(SampledPost.of(rows), rows.getString("text"), rows.getString("replaces"));
    }

    boolean isIn(Optional<DrawnSample> sample) {
      return sample.isEmpty() || sample.get().holds(post);
    }
  }

  /** The work, and the first text that would be sent. */
  public record Findings(Workload workload, Optional<Question> firstAsked) {}
}

package org.postlabel.plan;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.postlabel.plan.Workload.Texts;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.post.Reason;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Question;
import org.postlabel.selection.TextPolicy;

/** Counts the posts that a run would select as rows stream by. Not thread-safe. */
final class Survey implements AutoCloseable {
  /** Texts in one look-up in the ledger. */
  private static final int TEXTS_AT_ONCE = 500;

  private final TextPolicy policy;
  private final Function<Set<String>, Map<String, Integer>> ledger;
  private final int judgements;
  private final Function<String, Usage> expectedUsage;
  private final DistinctTexts distinctTexts = new DistinctTexts();
  private final Map<String, Long> invalidByReason = new TreeMap<>();
  private final List<Question> waiting = new ArrayList<>();
  private long valid;
  private long toPayFor;
  private Usage usage = Usage.NONE;
  private Question firstAskedOrNull;

  /**
   * @param ledger returns how many answers some texts have, by hash; none are left out
   * @param judgements how many a text needs
   * @param expectedUsage estimated tokens of a text
   */
  Survey(
      TextPolicy policy,
      Function<Set<String>, Map<String, Integer>> ledger,
      int judgements,
      Function<String, Usage> expectedUsage)
      throws SQLException {
    this.policy = policy;
    this.ledger = ledger;
    this.judgements = judgements;
    this.expectedUsage = expectedUsage;
  }

  void add(String text) throws SQLException {
    Optional<Reason> objection = policy.objectionTo(text);
    if (objection.isPresent()) {
      invalidByReason.merge(objection.get().code(), 1L, Long::sum);
      return;
    }
    valid++;
    waiting.add(Question.about(new Post("", text, PostMetadata.NONE)));
    if (waiting.size() == TEXTS_AT_ONCE) {
      flush();
    }
  }

  Map<String, Long> invalidByReason() {
    return invalidByReason;
  }

  /** After the last text. */
  Texts texts() throws SQLException {
    flush();
    DistinctTexts.Counts counts = distinctTexts.count(judgements);
    return new Texts(
        valid,
        toPayFor,
        counts.texts(),
        counts.known(),
        judgements * counts.texts() - counts.answers(),
        usage);
  }

  /** The first text that needs a call; empty when there is none. */
  Optional<Question> firstAsked() {
    return Optional.ofNullable(firstAskedOrNull);
  }

  private void flush() throws SQLException {
    if (waiting.isEmpty()) {
      return;
    }
    Set<String> hashes = new HashSet<>();
    waiting.forEach(question -> hashes.add(question.textHash()));
    Map<String, Integer> kept = ledger.apply(hashes);
    for (Question question : waiting) {
      int answers = kept.getOrDefault(question.textHash(), 0);
      distinctTexts.add(question.textHash(), answers);
      if (answers < judgements) {
        toPayFor += judgements - answers;
        usage = usage.plus(expectedUsage.apply(question.text()).times(judgements - answers));
        firstAskedOrNull = firstAskedOrNull == null ? question : firstAskedOrNull;
      }
    }
    waiting.clear();
  }

  @Override
  public void close() throws SQLException {
    distinctTexts.close();
  }
}

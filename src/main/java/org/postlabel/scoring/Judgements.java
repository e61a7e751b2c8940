package org.postlabel.scoring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.postlabel.post.Answer;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.ScorerProvider;

/**
 * Has each text judged as often as its scorer says, and makes one answer of all judgements. No
 * request holds two judgements of a text. Thread-safe.
 */
final class Judgements {
  private final ScorerProvider scorer;
  private final Buyer buyer;

  /** By number. */
  private final List<TextsInFlight> inFlight;

  Judgements(ScorerProvider scorer, Buyer buyer) {
    this.scorer = scorer;
    this.buyer = buyer;
    this.inFlight =
        IntStream.range(0, scorer.judgements()).mapToObj(unused -> new TextsInFlight()).toList();
  }

  /** Has texts judged that are in flight, all for the same judgement. */
  interface Buyer {
    /** Completes or fails each of {@code texts}, by text hash; may return before that. */
    void buy(int judgement, Map<String, TextsInFlight.Text> texts) throws InterruptedException;
  }

  /**
   * Has {@code questions}, which have distinct texts, answered.
   *
   * @return the answer to come, by text hash; empty when a judgement is left for a later run
   */
  Map<String, CompletableFuture<Optional<Answer>>> ask(Collection<Question> questions)
      throws InterruptedException {
    List<Map<String, CompletableFuture<Optional<Answer>>>> judgements = new ArrayList<>();
    for (int number = 1; number <= scorer.judgements(); number++) {
      int judgement = number;
      Map<String, TextsInFlight.Text> added = new LinkedHashMap<>();
      judgements.add(
          inFlight
              .get(judgement - 1)
              .add(
                  questions.stream().map(question -> question.ofJudgement(judgement)).toList(),
                  added));
      buyer.buy(judgement, added);
    }
    if (judgements.size() == 1) {
      return judgements.get(0);
    }
    Map<String, CompletableFuture<Optional<Answer>>> answers = new HashMap<>();
    for (Question question : questions) {
      String textHash = question.textHash();
      answers.put(textHash, combined(judgements.stream().map(all -> all.get(textHash)).toList()));
    }
    return answers;
  }

  private CompletableFuture<Optional<Answer>> combined(
      List<CompletableFuture<Optional<Answer>>> judgements) {
    return CompletableFuture.allOf(judgements.toArray(CompletableFuture[]::new))
        .thenApply(
            unused -> {
              List<Answer> all =
                  judgements.stream()
                      .map(CompletableFuture::join)
                      .flatMap(Optional::stream)
                      .toList();
              return all.size() < judgements.size() ? Optional.empty() : Optional.of(combine(all));
            });
  }

  /**
   * A judgement that failed for good is why the text has no scores: others are kept for a retry.
   */
  private Answer combine(List<Answer> judgements) {
    Stream<Answer> failed = judgements.stream().filter(answer -> !answer.isSuccessful());
    return failed.findFirst().orElseGet(() -> scorer.combined(judgements));
  }

  /** Leaves all texts in flight for a later run. */
  void leaveAll() {
    inFlight.forEach(TextsInFlight::leaveAll);
  }
}

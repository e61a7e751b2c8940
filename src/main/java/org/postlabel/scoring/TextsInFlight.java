package org.postlabel.scoring;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.postlabel.post.Answer;
import org.postlabel.scorer.Question;

/**
 * The texts that are being scored, each once: bundles that need the same text at the same time get
 * the same answer. Thread-safe.
 */
final class TextsInFlight {
  private final ConcurrentMap<String, Text> texts = new ConcurrentHashMap<>();

  /**
   * Adds {@code questions}, which have distinct texts.
   *
   * @param added takes those that were not in flight, by text hash; complete or fail each of them
   * @return the answers to come, by text hash; empty when the text is left for a later run
   */
  Map<String, CompletableFuture<Optional<Answer>>> add(
      Collection<Question> questions, Map<String, Text> added) {
    Map<String, CompletableFuture<Optional<Answer>>> answers = new HashMap<>();
    for (Question question : questions) {
      Text text = new Text(question);
      Text inFlight = texts.putIfAbsent(question.textHash(), text);
      if (inFlight == null) {
        added.put(question.textHash(), text);
      }
      answers.put(question.textHash(), (inFlight == null ? text : inFlight).answer);
    }
    return answers;
  }

  /** Leaves all of them for a later run; an answer that comes yet completes none of them. */
  void leaveAll() {
    texts.values().forEach(text -> text.complete(Optional.empty()));
  }

  /** A text in flight. */
  final class Text {
    private final Question question;
    private final CompletableFuture<Optional<Answer>> answer = new CompletableFuture<>();

    private Text(Question question) {
      this.question = question;
    }

    Question question() {
      return question;
    }

    void complete(Optional<Answer> of) {
      texts.remove(question.textHash(), this);
      answer.complete(of);
    }

    void fail(Throwable error) {
      texts.remove(question.textHash(), this);
      answer.completeExceptionally(error);
    }
  }
}

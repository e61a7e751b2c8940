package org.postlabel.ledger;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.postlabel.post.Answer;
import org.postlabel.post.WiderScorer;

/**
 * Which answers in the table {@code ledger} a run takes.
 *
 * @param widerOrNull whose answers are as good as those of {@code scorerId}
 * @param forgetsFailures whether answers without scores are found only when {@code runId} bought
 *     them
 */
public record LedgerLookup(
    String scorerId, WiderScorer widerOrNull, String runId, boolean forgetsFailures) {
  /** Of {@code scorerId} alone. */
  public LedgerLookup(String scorerId, String runId, boolean forgetsFailures) {
    this(scorerId, null, runId, forgetsFailures);
  }

  /** The answers to any of {@code textHashes}, of which there is one at least. */
  Map<String, Answer> find(Handle handle, Collection<String> textHashes) {
    Map<String, Answer> answers = new HashMap<>();
    if (widerOrNull != null) {
      find(widerOrNull.scorerId(), handle, textHashes)
          .forEach(
              (textHash, answer) ->
                  widerOrNull
                      .narrowed(answer)
                      .ifPresent(narrowed -> answers.put(textHash, narrowed)));
    }
    answers.putAll(find(scorerId, handle, textHashes));
    return answers;
  }

  private Map<String, Answer> find(String scorer, Handle handle, Collection<String> textHashes) {
    return select("text_hash, scores, reason", scorer, handle, textHashes)
        .map(AnswerJson::entry)
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Those of {@code textHashes} to which there is an answer; one at least is asked about. */
  public Set<String> known(Handle handle, Collection<String> textHashes) {
    return widerOrNull == null
        ? select("text_hash", scorerId, handle, textHashes).mapTo(String.class).collect(toSet())
        : find(handle, textHashes).keySet();
  }

  private Query select(
      String columns, String scorer, Handle handle, Collection<String> textHashes) {
    String marks = textHashes.stream().map(hash -> "?").collect(joining(", "));
    List<Object> values = new ArrayList<>(textHashes.size() + 3);
    values.add(scorer);
    values.addAll(textHashes);
    values.add(runId);
    values.add(forgetsFailures);
    return handle.select(
        "SELECT %s FROM ledger WHERE scorer_id = ? AND text_hash IN (%s)".formatted(columns, marks)
            + " AND (scores IS NOT NULL OR run_id = ? OR NOT ?)",
        values.toArray());
  }
}

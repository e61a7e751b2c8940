package org.postlabel.ledger;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.postlabel.post.Answer;

/**
 * Which answers in the table {@code ledger} a run takes.
 *
 * @param forgetsFailures whether answers without scores are found only when {@code runId} bought
 *     them
 */
public record LedgerLookup(String scorerId, String runId, boolean forgetsFailures) {
  /** The answers to any of {@code textHashes}, of which there is one at least. */
  Map<String, Answer> find(Handle handle, Collection<String> textHashes) {
    return select("text_hash, scores, reason", handle, textHashes)
        .map(AnswerJson::entry)
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Those of {@code textHashes} to which there is an answer; one at least is asked about. */
  public Set<String> known(Handle handle, Collection<String> textHashes) {
    return select("text_hash", handle, textHashes).mapTo(String.class).collect(toSet());
  }

  private Query select(String columns, Handle handle, Collection<String> textHashes) {
    String marks = textHashes.stream().map(hash -> "?").collect(joining(", "));
    List<Object> values = new ArrayList<>(textHashes.size() + 3);
    values.add(scorerId);
    values.addAll(textHashes);
    values.add(runId);
    values.add(forgetsFailures);
    return handle.select(
        "SELECT %s FROM ledger WHERE scorer_id = ? AND text_hash IN (%s)".formatted(columns, marks)
            + " AND (scores IS NOT NULL OR run_id = ? OR NOT ?)",
        values.toArray());
  }
}

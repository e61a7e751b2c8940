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
  /** The number of an answer. */
  private static final String NUMBER = "judgement";

  /** That of an answer in a ledger of an earlier version, which has no numbers. */
  private static final String FIRST = "1";

  /** The judgements of any of {@code textHashes}, of which there is one at least. */
  Map<String, Answer> find(Handle handle, int judgement, Collection<String> textHashes) {
    return find(handle, NUMBER, judgement, textHashes);
  }

  private Map<String, Answer> find(
      Handle handle, String number, int judgement, Collection<String> textHashes) {
    Map<String, Answer> answers = new HashMap<>();
    if (widerOrNull != null) {
      find(widerOrNull.scorerId(), handle, number, judgement, textHashes)
          .forEach(
              (textHash, answer) ->
                  widerOrNull
                      .narrowed(answer)
                      .ifPresent(narrowed -> answers.put(textHash, narrowed)));
    }
    answers.putAll(find(scorerId, handle, number, judgement, textHashes));
    return answers;
  }

  private Map<String, Answer> find(
      String scorer, Handle handle, String number, int judgement, Collection<String> textHashes) {
    return select("text_hash, scores, reason", scorer, handle, number, judgement, textHashes)
        .map(AnswerJson::entry)
        .collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Those of {@code textHashes} that have this judgement; one at least is asked about. */
  public Set<String> known(Handle handle, int judgement, Collection<String> textHashes) {
    return known(handle, NUMBER, judgement, textHashes);
  }

  /** The same in a ledger of an earlier version: all its answers are first judgements. */
  public Set<String> knownInOldLedger(Handle handle, Collection<String> textHashes) {
    return known(handle, FIRST, 1, textHashes);
  }

  private Set<String> known(
      Handle handle, String number, int judgement, Collection<String> textHashes) {
    return widerOrNull == null
        ? select("text_hash", scorerId, handle, number, judgement, textHashes)
            .mapTo(String.class)
            .collect(toSet())
        : find(handle, number, judgement, textHashes).keySet();
  }

  private Query select(
      String columns,
      String scorer,
      Handle handle,
      String number,
      int judgement,
      Collection<String> textHashes) {
    String marks = textHashes.stream().map(hash -> "?").collect(joining(", "));
    List<Object> values = new ArrayList<>(textHashes.size() + 4);
    values.add(scorer);
    values.add(judgement);
    values.addAll(textHashes);
    values.add(runId);
    values.add(forgetsFailures);
    return handle.select(
        "SELECT %s FROM ledger WHERE scorer_id = ? AND %s = ? AND text_hash IN (%s)"
                .formatted(columns, number, marks)
            + " AND (scores IS NOT NULL OR run_id = ? OR NOT ?)",
        values.toArray());
  }
}

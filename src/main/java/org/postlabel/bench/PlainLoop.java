package org.postlabel.bench;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Database;
import org.postlabel.post.LabelTable;
import org.postlabel.post.Post;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.ScorerProvider;

/**
 * What a script does: read, ask, write, one post after the other; the same requests and the same
 * rows as a run, no ledger and no second try.
 */
record PlainLoop(ScorerProvider provider, LabelTable table) {
  /** Labels all posts of {@code database} and tells how many a second. */
  double label(Database database) {
    long startNanos = System.nanoTime();
    long labelled = 0;
    try (Scorer scorer = provider.start(1, Duration.ofSeconds(20));
        Handle handle = database.jdbi().open()) {
      List<List<String>> posts =
          handle
              .select("SELECT uri, text FROM posts")
              .map((row, context) -> List.of(row.getString("uri"), row.getString("text")))
              .list();
      for (List<String> post : posts) {
        String text = post.get(1);
        Question question = new Question(Post.textHash(text), text, Set.of());
        Outcome outcome = scorer.score(List.of(question)).get(question.textHash());
        if (outcome instanceof Outcome.Answered answered) {
          List<Object> row = new ArrayList<>(List.of(post.get(0), text, true));
          row.add(database.dialect().timestamp(Instant.now()));
          row.addAll(List.of(question.textHash(), provider.scorerId(), "plain loop"));
          table
              .attributeByColumn()
              .values()
              .forEach(attribute -> row.add(answered.answer().scores().value(attribute).orElse(0)));
          labelled += handle.execute(insert(), row.toArray());
        }
      }
    }
    return labelled / ((System.nanoTime() - startNanos) / 1e9);
  }

  private String insert() {
    String columns =
        "uri, text, was_successfully_labeled, label_timestamp, text_hash, scorer_id, run_id, "
            + String.join(", ", table.attributeByColumn().keySet());
    String marks = columns.chars().filter(c -> c == ',').mapToObj(c -> ", ?").collect(joining());
    return "INSERT INTO " + table.name() + " (" + columns + ") VALUES (?" + marks + ")";
  }
}

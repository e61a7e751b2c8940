package org.postlabel.bench;

import static java.util.Collections.nCopies;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
  /** Labels all posts of {@code database} and returns how many per second. */
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
          Object now = database.dialect().timestamp(Instant.now());
          List<Object> row = new ArrayList<>(Arrays.asList(post.get(0), text, true, null, now));
          table
              .attributeByColumn()
              .values()
              .forEach(attribute -> row.add(answered.answer().scores().value(attribute).orElse(0)));
          row.addAll(List.of(question.textHash(), provider.scorerId(), "plain loop"));
          labelled += handle.execute(insert(), row.toArray());
        }
      }
    }
    return labelled / ((System.nanoTime() - startNanos) / 1e9);
  }

  private String insert() {
    return "INSERT INTO %s (%s) VALUES (%s)"
        .formatted(
            table.name(),
            String.join(", ", table.columns()),
            String.join(", ", nCopies(table.columns().size(), "?")));
  }
}

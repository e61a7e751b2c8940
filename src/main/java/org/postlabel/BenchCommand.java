package org.postlabel;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.postlabel.bench.Bench;
import org.postlabel.database.Database;
import org.postlabel.perspective.Perspective;
import org.postlabel.perspective.PerspectiveLabels;
import org.postlabel.perspective.RequestMode;
import org.postlabel.post.Post;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;

/** Runs the measurements that are named, or all. */
final class BenchCommand {
  private static final List<String> ALL = List.of("quota", "latency", "ceiling", "size");

  private BenchCommand() {}

  static ExitCode run(CommandLine line) throws IOException, InterruptedException {
    for (String name : line.words()) {
      if (!ALL.contains(name)) {
        throw new IllegalArgumentException(
            "bench takes " + String.join(", ", ALL) + ", was " + name);
      }
    }
    Bench bench = new Bench(Path.of("target", "bench"), System.out);
    for (String name : line.words().isEmpty() ? ALL : line.words()) {
      switch (name) {
        case "quota" -> bench.quota();
        case "latency" -> bench.latency();
        case "ceiling" -> bench.ceiling(BenchCommand::plainLoop);
        default -> bench.size();
      }
      System.out.println();
    }
    return ExitCode.DONE;
  }

  /** The same requests and the same rows as a run, in the simplest way there is. */
  private static double plainLoop(Database database, URI endpoint, Path apiKeyFile) {
    Perspective perspective =
        new Perspective(endpoint, RequestMode.SINGLE, List.of("en"), true, apiKeyFile.toString());
    long startNanos = System.nanoTime();
    long labelled = 0;
    try (Scorer scorer = perspective.start(1, Duration.ofSeconds(20));
        Handle handle = database.jdbi().open()) {
      List<String[]> posts =
          handle
              .select("SELECT uri, text FROM posts")
              .map((row, context) -> new String[] {row.getString(1), row.getString(2)})
              .list();
      String insert =
          "INSERT INTO perspective_api_labels (uri, text, was_successfully_labeled,"
              + " label_timestamp, text_hash, scorer_id, run_id"
              + PerspectiveLabels.TABLE.attributeByColumn().keySet().stream()
                  .map(column -> ", " + column)
                  .collect(java.util.stream.Collectors.joining())
              + ") VALUES (?, ?, ?, ?, ?, ?, ?"
              + ", ?".repeat(PerspectiveLabels.TABLE.attributeByColumn().size())
              + ")";
      for (String[] post : posts) {
        Question question = new Question(Post.textHash(post[1]), post[1], java.util.Set.of());
        Outcome outcome = scorer.score(List.of(question)).get(question.textHash());
        if (outcome instanceof Outcome.Answered answered) {
          Object[] values = new Object[7 + PerspectiveLabels.TABLE.attributeByColumn().size()];
          values[0] = post[0];
          values[1] = post[1];
          values[2] = true;
          values[3] = database.dialect().timestamp(Instant.now());
          values[4] = question.textHash();
          values[5] = perspective.scorerId();
          values[6] = "plain loop";
          int column = 7;
          for (String attribute : PerspectiveLabels.TABLE.attributeByColumn().values()) {
            values[column++] = answered.answer().scores().of(attribute).orElse(0);
          }
          labelled += handle.execute(insert, values);
        }
      }
    }
    return labelled / ((System.nanoTime() - startNanos) / 1e9);
  }
}

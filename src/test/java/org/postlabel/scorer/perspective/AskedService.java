package org.postlabel.scorer.perspective;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;

/** What tests need that ask a scripted service, one question at a time. */
abstract class AskedService {
  static final Question QUESTION = Question.about("What some text says");
  static final String SCORES =
      "{\"attributeScores\":{\"TOXICITY\":{\"summaryScore\":{\"value\":%s}}}}";

  @TempDir private Path folder;

  static Outcome ask(Scorer scorer, Question question) {
    return Map.copyOf(scorer.score(List.of(question))).get(question.textHash());
  }

  static ScriptedServer answering(int status, String body) throws IOException {
    return new ScriptedServer(
        (exchange, asked) -> ScriptedServer.send(exchange, status, "application/json", body));
  }

  Scorer scorer(String endpoint, String... options) throws IOException {
    return perspective(endpoint, options).start(2, Duration.ofSeconds(10));
  }

  Perspective perspective(String endpoint, String... options) throws IOException {
    Path key = Files.writeString(folder.resolve("key.txt"), "the-key");
    return PerspectiveTest.from(
        Stream.concat(
                Stream.of("--endpoint=" + endpoint, "--apiKeyFile=" + key), Stream.of(options))
            .toArray(String[]::new));
  }
}

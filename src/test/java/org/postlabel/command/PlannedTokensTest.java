package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;

/** The tokens of a plan against those that the run after it paid for. */
class PlannedTokensTest {
  private static final int POSTS = 150;
  private static final double TENTH = 0.1;

  private static final List<String> ENGLISH =
      words(
          "the train is late again, they never tell us why and I love my cat \"Sam\" 🙂 tomorrow");
  private static final List<String> GERMAN =
      words("der Zug hat schon wieder Verspätung, Fahrgastinformationen fehlen, schöne Grüße aus");
  private static final List<String> JAPANESE =
      words("電車 が また 遅れて います 、 とても 残念 です 。 明日 は 猫 と 散歩 します 東京 の 天気 は 晴れ");

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"sociopolitical", "bridging", "toxicity"})
  void areWithinATenthOfThoseOfTheRun(String codebook) throws IOException {
    try (FreshDatabase tables = Engine.SQLITE.empty();
        Emulator model = Emulator.start(EmulatorSetup.PLAIN.config())) {
      Path key = Files.writeString(folder.resolve("key.txt"), EmulatorConfig.DEFAULT_KEY);
      run(tables, "import", posts().toString());
      String[] options = {
        "",
        "--scorer=llm",
        "--codebook=" + codebook,
        "--llmEndpoint=" + model.endpoint() + "/v1",
        "--llmModel=emulated",
        "--llmKeyFile=" + key,
        "--queriesPerSecond=50",
        "--format=json",
        "--minGoldenAccuracy=0" // The emulator's answers are no judgements.
      };
      options[0] = "plan";
      JsonNode plan = new ObjectMapper().readTree(run(tables, options).out());
      options[0] = "run";
      options[7] = "--report=off";
      run(tables, options);

      List<Object> paid =
          tables.rows("SELECT prompt_tokens, completion_tokens, calls FROM runs").get(0);
      System.out.printf(
          "figures: %s: %s prompt tokens planned, %s paid; completion %s, %s; calls %s, %s%n",
          codebook,
          plan.path("promptTokens"),
          paid.get(0),
          plan.path("completionTokens"),
          paid.get(1),
          plan.path("calls"),
          paid.get(2));
      assertWithinATenth("prompt", plan.path("promptTokens").asLong(), paid.get(0));
      assertWithinATenth("completion", plan.path("completionTokens").asLong(), paid.get(1));
    }
  }

  private static void assertWithinATenth(String what, long planned, Object paid) {
    double most = (Long) paid * TENTH;
    assertThat(what, (double) planned, is(closeTo((Long) paid, most)));
  }

  private Path posts() throws IOException {
    StringBuilder lines = new StringBuilder();
    Random random = new Random(1);
    for (int i = 0; i < POSTS; i++) {
      List<String> words = i % 3 == 0 ? ENGLISH : i % 3 == 1 ? GERMAN : JAPANESE;
      List<String> some =
          IntStream.range(0, 8 + random.nextInt(30))
              .mapToObj(word -> words.get(random.nextInt(words.size())))
              .toList();
      String text = String.join(i % 3 == 2 ? "" : " ", some) + (i % 5 == 0 ? "\n\n#" + i : "");
      lines.append(new ObjectMapper().createObjectNode().put("uri", "p" + i).put("text", text));
      lines.append('\n');
    }
    return Files.writeString(folder.resolve("posts.jsonl"), lines);
  }

  private static List<String> words(String text) {
    return List.of(text.split(" "));
  }

  private static Ended run(FreshDatabase tables, String... words) {
    return InThisProcess.run(tables.database(), words).exitedWith(ExitCode.DONE);
  }
}

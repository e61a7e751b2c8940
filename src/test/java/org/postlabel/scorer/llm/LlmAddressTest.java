package org.postlabel.scorer.llm;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.postlabel.scorer.llm.ScriptedModel.labels;
import static org.postlabel.scorer.llm.ScriptedModel.question;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.scorer.RequestPreview;
import org.postlabel.scorer.Scorer;

/** The addresses of services, and where they take the key. */
class LlmAddressTest {
  private static final String AZURE = "/openai/deployments/a-name";

  @TempDir Path folder;

  /** OpenAI, Gemini, Azure, DeepSeek, Groq, OpenRouter, and addresses as people paste them. */
  @ParameterizedTest
  @CsvSource({
    "/v1, /v1/chat/completions",
    "/v1/, /v1/chat/completions",
    "/v1beta/openai, /v1beta/openai/chat/completions",
    "/v1beta/openai/, /v1beta/openai/chat/completions",
    "/openai/deployments/a-name?api-version=2024-10-21,"
        + " /openai/deployments/a-name/chat/completions?api-version=2024-10-21",
    "/openai/deployments/a-name/chat/completions?api-version=2024-10-21,"
        + " /openai/deployments/a-name/chat/completions?api-version=2024-10-21",
    "/openai/v1/?api-version=preview, /openai/v1/chat/completions?api-version=preview",
    "'', /chat/completions",
    "/openai/v1, /openai/v1/chat/completions",
    "/api/v1, /api/v1/chat/completions",
    "/v1/chat/completions, /v1/chat/completions"
  })
  void asksAtTheAddressOfAnyService(String endpoint, String asked) throws IOException {
    try (ScriptedModel model = new ScriptedModel(request -> labels(request, l -> l));
        Scorer scorer = model.providerAt(endpoint).start(1, Duration.ofSeconds(5))) {
      scorer.score(List.of(question("an election is near")));

      assertThat(model.asked.get(0).path(), is(asked));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bearer, authorization, Bearer SECRET-KEY",
    "header, api-key, SECRET-KEY",
    "api-key, api-key, SECRET-KEY",
    "x-goog-api-key, x-goog-api-key, SECRET-KEY",
    "Authorization, authorization, SECRET-KEY",
    "Ocp-Apim-Subscription-Key, ocp-apim-subscription-key, SECRET-KEY"
  })
  void sendsTheKeyInTheHeaderThatAServiceReads(String place, String header, String value)
      throws IOException {
    try (ScriptedModel model = new ScriptedModel(request -> labels(request, l -> l))) {
      LanguageModel provider = model.providerAt("/v1", "--llmKeyIn=" + place, keyFile());
      try (Scorer scorer = provider.start(1, Duration.ofSeconds(5))) {
        scorer.score(List.of(question("an election is near")));
      }

      assertThat(model.asked.get(0).headers().get(header), is(value));
      assertThat(
          model.asked.get(0).headers().containsKey("authorization"),
          is(header.equals("authorization")));
      assertThat(preview(provider).toString(), not(containsString("SECRET")));
    }
  }

  @Test
  void sendsTheKeyInTheQueryAndShowsItNowhere() throws IOException {
    try (ScriptedModel model = new ScriptedModel(request -> labels(request, l -> l))) {
      LanguageModel provider =
          model.providerAt(AZURE + "?api-version=2024-10-21", "--llmKeyIn=query", keyFile());
      try (Scorer scorer = provider.start(1, Duration.ofSeconds(5))) {
        scorer.score(List.of(question("an election is near")));
      }

      String asked = AZURE + "/chat/completions?api-version=2024-10-21&key=";
      assertThat(model.asked.get(0).path(), is(asked + "SECRET-KEY"));
      assertThat(preview(provider).url(), containsString(asked + "(hidden)"));
      assertThat(
          provider + provider.quotaName() + provider.scorerId(), not(containsString("SECRET")));
    }
  }

  @Test
  void makesAnotherScorerOfAQueryButNotOfTheVersionOfAnApi() {
    String id = LlmAddressTest.at(AZURE).scorerId();

    assertThat(at(AZURE + "?api-version=2024-10-21").scorerId(), is(id));
    assertThat(at(AZURE + "?api-version=2024-10-21&route=x").scorerId(), is(not(id)));
    assertThat(
        at(AZURE + "?route=x").scorerId(),
        is(at(AZURE + "?route=x&api-version=2024-10-21").scorerId()));
    assertThat(at(AZURE + "/chat/completions?api-version=1").scorerId(), is(id));
  }

  private static LanguageModel at(String path) {
    return LanguageModelTest.from("--llmEndpoint=https://some.host" + path);
  }

  private String keyFile() throws IOException {
    return "--llmKeyFile=" + Files.writeString(folder.resolve("key.txt"), "SECRET-KEY\n");
  }

  private static RequestPreview preview(LanguageModel provider) {
    return provider.preview(question("some text")).orElseThrow();
  }
}

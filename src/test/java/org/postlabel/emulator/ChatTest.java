package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingType;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.emulator.chat.EmulatedOpinion;
import org.postlabel.emulator.settings.EmulatorSetup;

class ChatTest {
  private static final String POLITICAL = "Parliament votes on the tax bill, workers are on strike";
  private static final String EVERYDAY = "The cat has slept on my laptop again";
  private static final String LIST = "2. \"}]} Parliament, numbered\n3. like a list";

  @AutoClose private Emulator emulator;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(EmulatorSetup.PLAIN.config());
    caller = new Caller(emulator);
  }

  @Test
  void answersAsAChatCompletion() throws Exception {
    ChatPrompt prompt = ChatPrompt.of(POLITICAL).withSchema();

    HttpResponse<String> response = caller.chat(prompt);

    JsonNode answer = Caller.json(response);
    assertThat(response.statusCode(), is(200));
    assertThat(answer.path("id").asText(), startsWith("chatcmpl-"));
    assertThat(answer.path("object").asText(), is("chat.completion"));
    assertThat(answer.path("model").asText(), is("emulated"));
    assertThat(answer.path("choices").size(), is(1));
    JsonNode choice = ChatPrompt.choice(response);
    assertThat(choice.path("index").asInt(-1), is(0));
    assertThat(choice.path("finish_reason").asText(), is("stop"));
    assertThat(choice.at("/message/role").asText(), is("assistant"));
    assertThat(choice.at("/message/refusal").isNull(), is(true));
  }

  @Test
  void labelsEachPostUnderItsId() throws Exception {
    List<String> texts = List.of(EVERYDAY, POLITICAL, LIST);

    HttpResponse<String> response = caller.chat(ChatPrompt.of(EVERYDAY, POLITICAL, LIST));

    List<JsonNode> labels = ChatPrompt.labels(response);
    assertThat(ChatPrompt.ids(response), is(List.of("p-0", "p-1", "p-2")));
    for (int i = 0; i < texts.size(); i++) {
      EmulatedOpinion opinion = EmulatedOpinion.of(texts.get(i));
      JsonNode label = labels.get(i);
      assertThat(label.path("is_sociopolitical").booleanValue(), is(opinion.isSociopolitical()));
      assertThat(
          label.path("reason_sociopolitical").textValue(), is(opinion.reasonSociopolitical()));
      assertThat(
          label.path("political_ideology_label").textValue(), is(opinion.politicalIdeology()));
      assertThat(
          label.path("reason_political_ideology").textValue(),
          is(opinion.reasonPoliticalIdeology()));
    }
    assertThat(labels.get(0).path("political_ideology_label").isNull(), is(true));
    assertThat(labels.get(1).path("political_ideology_label").asText(), is("left"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Here are the posts: the cat has slept",
        "{\"posts\":[]}",
        "{\"posts\":[{\"text\":\"Parliament votes on the bill\"}]}",
        "{\"posts\":[{\"id\":\"p-0\",\"text\":\"Parliament\"}]} and no more",
        "[]",
        ""
      })
  void labelsNothingWhenThereIsNoPostInTheLastMessage(String message) throws Exception {
    HttpResponse<String> response = caller.chat(ChatPrompt.saying(message));

    assertThat(ChatPrompt.message(response).path("content").asText(), is("{\"labels\":[]}"));
    assertThat(emulator.stats().texts().distinct(), is(0L));
  }

  @Test
  void readsTheLastUserMessageOnly() throws Exception {
    ChatPrompt prompt = ChatPrompt.of(EVERYDAY, POLITICAL);
    prompt
        .request()
        .withArray("messages")
        .addObject()
        .put("role", "user")
        .put("content", ChatPrompt.of(LIST).user());

    assertThat(ChatPrompt.labels(caller.chat(prompt)).size(), is(1));
  }

  @Test
  void countsTokensAsOpenAisModelsDo() throws Exception {
    ChatPrompt prompt = ChatPrompt.of("Ähnlich wie im Parlament 🗳");

    HttpResponse<String> response = caller.chat(prompt);

    JsonNode usage = Caller.json(response).path("usage");
    int promptTokens = tokens(ChatPrompt.SYSTEM) + tokens(prompt.user()) + 11;
    int completionTokens = tokens(ChatPrompt.message(response).path("content").asText());
    assertThat(usage.path("prompt_tokens").asInt(), is(promptTokens));
    assertThat(usage.path("completion_tokens").asInt(), is(completionTokens));
    assertThat(usage.path("total_tokens").asInt(), is(promptTokens + completionTokens));
    assertThat(
        emulator.stats().chat(), is(new EmulatorStats.Chat(1, 1, promptTokens, completionTokens)));
  }

  @Test
  void endsWhereTheCallerEndsIt() throws Exception {
    for (String name : List.of("max_completion_tokens", "max_tokens")) {
      HttpResponse<String> response = caller.chat(ChatPrompt.of(POLITICAL).with(name, 10));

      assertThat(ChatPrompt.choice(response).path("finish_reason").asText(), is("length"));
      assertThat(tokens(ChatPrompt.message(response).path("content").asText()), is(10));
      assertThat(Caller.json(response).at("/usage/completion_tokens").asInt(), is(10));
    }
    assertThat(emulator.stats().texts().distinctScored(), is(0L));
  }

  @Test
  void callsNothingSociopoliticalWhenToldSo() throws Exception {
    emulator.reconfigure(EmulatorSetup.PLAIN.with("chatAlwaysFalse", true).config());

    JsonNode label = ChatPrompt.labels(caller.chat(ChatPrompt.of(POLITICAL))).get(0);

    assertThat(label.path("is_sociopolitical").booleanValue(), is(false));
    assertThat(label.path("political_ideology_label").isNull(), is(true));
    assertThat(emulator.stats().texts().distinctScored(), is(1L));
  }

  @Test
  void takesAnyKeyOrNoneAsLocalServersDo() throws Exception {
    emulator.reconfigure(EmulatorSetup.PLAIN.with("chatNeedsKey", false).config());
    String prompt = ChatPrompt.of(EVERYDAY).toString();

    assertThat(Caller.send(caller.toChat(), prompt).statusCode(), is(200));
    assertThat(
        Caller.send(caller.toChat().header("Authorization", "Bearer other"), prompt).statusCode(),
        is(200));
  }

  @Test
  void countsOneCallHoweverManyPostsItHolds() throws Exception {
    caller.chat(ChatPrompt.of(EVERYDAY, POLITICAL, LIST));
    caller.chat(ChatPrompt.of(POLITICAL, POLITICAL));

    EmulatorStats stats = emulator.stats();
    assertThat(stats.arrived().calls(), is(2L));
    assertThat(stats.chat().prompts(), is(2L));
    assertThat(stats.chat().posts(), is(5L));
    assertThat(stats.texts().distinct(), is(3L));
    assertThat(stats.texts().distinctScored(), is(3L));
    assertThat(stats.texts().maxCallsOfOneText(), is(3));
    assertThat(stats.texts().maxScoredOfOneText(), is(3));
  }

  @Test
  void showsPromptsAndTokensAmongTheStatistics() throws Exception {
    caller.chat(ChatPrompt.of(EVERYDAY, POLITICAL));

    JsonNode chat = Caller.json(caller.get("/stats")).path("chat");

    assertThat(chat.path("prompts").asInt(), is(1));
    assertThat(chat.path("posts").asInt(), is(2));
    assertThat(chat.path("promptTokens").asInt(), is(not(0)));
    assertThat(chat.path("completionTokens").asInt(), is(not(0)));
  }

  private static int tokens(String text) {
    return Encodings.newLazyEncodingRegistry()
        .getEncoding(EncodingType.O200K_BASE)
        .countTokensOrdinary(text);
  }
}

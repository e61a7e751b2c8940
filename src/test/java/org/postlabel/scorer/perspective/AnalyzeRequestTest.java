package org.postlabel.scorer.perspective;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.scorer.Question;

class AnalyzeRequestTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TEXT = "A \"text\"\n\u2028 with a \0 and 🫶";
  private static final Question QUESTION =
      Question.about(new Post("at://1", TEXT, PostMetadata.NONE));

  private final AnalyzeRequest request =
      new AnalyzeRequest(PerspectiveLabels.ATTRIBUTES, List.of("en", "pt-BR"), true);

  @Test
  void asksForEveryAttributeOfATextAsItStands() throws IOException {
    ObjectNode expected = JSON.createObjectNode();
    expected.putObject("comment").put("text", TEXT).put("type", "PLAIN_TEXT");
    ObjectNode attributes = expected.putObject("requestedAttributes");
    for (String attribute : PerspectiveLabels.ATTRIBUTES) {
      attributes.putObject(attribute).put("scoreType", "PROBABILITY").put("scoreThreshold", 0.0);
    }
    expected.putArray("languages").add("en").add("pt-BR");
    expected.put("doNotStore", true);
    expected.put("dropUnsupportedAttributes", true);
    expected.put("clientToken", QUESTION.textHash());

    assertThat(json(request.body(QUESTION)), is(expected));
  }

  @Test
  void hasNoRawLineBreakThatCouldEndAPartOfABatch() {
    assertThat(new String(request.body(QUESTION), UTF_8).lines().count(), is(1L));
  }

  @Test
  void leavesTheLanguageToTheProviderWhenToldSo() throws IOException {
    JsonNode body =
        json(new AnalyzeRequest(PerspectiveLabels.ATTRIBUTES, List.of(), false).body(QUESTION));

    assertThat(body.has("languages"), is(false));
    assertThat(body.path("doNotStore").booleanValue(), is(false));
  }

  @Test
  void leavesOutAnAttributeThatWasRefused() throws IOException {
    Set<String> without = request.without("SPAM", QUESTION);

    JsonNode attributes = json(request.body(QUESTION.amended(without))).path("requestedAttributes");

    assertThat(attributes.size(), is(20));
    assertThat(attributes.has("SPAM"), is(false));
  }

  @Test
  void leavesOutNothingThatWasNotAskedFor() {
    assertThat(request.without("OTHER", QUESTION), is(Set.of()));
    assertThat(request.without("", QUESTION), is(Set.of()));
  }

  @Test
  void namesEnglishWhenNoLanguageWasDetected() throws IOException {
    Set<String> inEnglish = AnalyzeRequest.inDefaultLanguage(QUESTION);
    Set<String> both = request.without("SPAM", QUESTION.amended(inEnglish));

    JsonNode body =
        json(
            new AnalyzeRequest(PerspectiveLabels.ATTRIBUTES, List.of(), true)
                .body(QUESTION.amended(both)));

    assertThat(body.path("languages"), is(JSON.createArrayNode().add("en")));
    assertThat(body.path("requestedAttributes").size(), is(20));
  }

  private static JsonNode json(byte[] body) throws IOException {
    return JSON.readTree(body);
  }
}

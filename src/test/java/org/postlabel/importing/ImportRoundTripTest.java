package org.postlabel.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.postlabel.testing.Engine;

class ImportRoundTripTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Property(tries = 60)
  void everyTextArrivesAsItWas(
      @ForAll Engine engine,
      @ForAll("texts") Map<String, String> texts,
      @ForAll boolean csv,
      @ForAll boolean gzip)
      throws Exception {
    byte[] plain = (csv ? csv(texts) : jsonLines(texts)).getBytes(UTF_8);
    try (ImportedPosts posts = new ImportedPosts(engine)) {
      posts.read(csv ? "posts.csv" : "posts.jsonl", gzip ? ImportedPosts.gzip(plain) : plain);
      Map<String, String> held = new HashMap<>(texts);
      held.entrySet().removeIf(post -> !isHeldBy(engine, post.getKey() + post.getValue()));
      assertThat(posts.texts(), equalTo(held));
      assertThat(posts.causes(), hasSize(texts.size() - held.size()));
    }
  }

  private static boolean isHeldBy(Engine engine, String text) {
    return switch (engine) {
      case SQLITE -> true;
      case POSTGRESQL -> text.indexOf('\0') < 0;
    };
  }

  /**
   * Texts by uri, rich in what breaks readers: quotes, line ends, marks, whatever is not a
   * character.
   */
  @Provide
  Arbitrary<Map<String, String>> texts() {
    Arbitrary<String> anything =
        Arbitraries.integers()
            .between(0, Character.MAX_CODE_POINT)
            .filter(codePoint -> codePoint < 0xD800 || codePoint > 0xDFFF)
            .map(Character::toString);
    Arbitrary<String> awkward =
        Arbitraries.of(
            "\"",
            ",",
            "\n",
            "\r",
            "\r\n",
            "\\",
            "\0",
            "\u202E",
            "\uFEFF",
            "\uFFFD",
            "\uFFFE",
            "\uFFFF",
            "👩‍👩‍👧",
            "{",
            "'",
            " ",
            "\t",
            "\u2028");
    Arbitrary<String> text =
        Arbitraries.oneOf(anything, awkward)
            .list()
            .ofMaxSize(12)
            .map(parts -> String.join("", parts));
    return Arbitraries.maps(text.filter(uri -> !uri.isBlank()), text).ofMinSize(1).ofMaxSize(20);
  }

  private static String csv(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(post -> quoted(post.getKey()) + "," + quoted(post.getValue()))
        .collect(joining("\r\n", "uri,text\r\n", ""));
  }

  private static String quoted(String cell) {
    return "\"" + cell.replace("\"", "\"\"") + "\"";
  }

  private static String jsonLines(Map<String, String> texts) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, String> post : texts.entrySet()) {
      lines
          .append(JSON.writeValueAsString(Map.of("uri", post.getKey(), "text", post.getValue())))
          .append('\n');
    }
    return lines.toString();
  }
}

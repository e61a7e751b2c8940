package org.postlabel.scorer.perspective;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.postlabel.post.Post;

/** Whatever becomes of the parts of a batch, an answer is never paired with another call. */
class BatchCodecLawsTest {
  private static final String CONTENT_TYPE = "multipart/mixed; boundary=\"batch_b-1\"";

  @Property(tries = 300)
  void pairsEveryAnswerWithItsCallInAnyOrder(@ForAll("batches") List<Part> batch) {
    Map<String, String> expected = new HashMap<>();
    batch.forEach(part -> expected.putIfAbsent(part.id, part.content()));

    assertThat(bodies(CONTENT_TYPE, write(batch)), is(expected));
  }

  @Property(tries = 30)
  void neverPairsWronglyWhereverTheAnswerIsCutOff(@ForAll("batches") List<Part> batch) {
    Map<String, Set<String>> sent = new HashMap<>();
    batch.forEach(part -> sent.merge(part.id, Set.of(part.content()), (a, b) -> a));
    byte[] whole = write(batch).getBytes(UTF_8);

    int readBefore = 0;
    for (int length = 0; length <= whole.length; length++) {
      String cut = new String(Arrays.copyOf(whole, length), UTF_8);
      Map<String, String> read = bodies(CONTENT_TYPE, cut);
      read.forEach((id, body) -> assertThat(sent.get(id), is(Set.of(body))));
      assertThat(read.size() >= readBefore, is(true));
      readBefore = read.size();
    }
    assertThat(readBefore, is(sent.size()));
  }

  @Property
  void neverThrows(@ForAll("noise") String contentType, @ForAll("noise") String body) {
    bodies(contentType, body);
  }

  @Property(tries = 200)
  void readsItsOwnCallsAsNoAnswers(@ForAll("batches") List<Part> batch) {
    Map<String, byte[]> calls = new HashMap<>();
    batch.forEach(part -> calls.put("item-" + part.id, part.json.getBytes(UTF_8)));
    String written = new String(BatchCodec.encode("/v1:x", calls), UTF_8);

    assertThat(BatchCodec.decode(BatchCodec.CONTENT_TYPE, written), is(Map.of()));
  }

  /** Calls that were answered, some twice and some not at all, in any order. */
  @Provide
  Arbitrary<List<Part>> batches() {
    return Arbitraries.integers()
        .between(1, 6)
        .flatMap(
            calls ->
                Combinators.combine(
                        Arbitraries.integers().between(1, calls),
                        Arbitraries.strings().all().ofMaxLength(30),
                        Arbitraries.of("\r\n", "\n"),
                        Arbitraries.of(true, false))
                    .as(Part::of)
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(8));
  }

  @Provide
  Arbitrary<String> noise() {
    return Arbitraries.of(
            "multipart/mixed; boundary=b",
            "\r\n--b\r\n",
            "\n--b",
            "--b--",
            "Content-ID: <response-item-1>\r\n",
            "content-id: response-",
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.1 9999999999",
            "Content-Length: 99999999999999999999\n",
            "Content-Length: -1\n",
            "Retry-After: \u0661\n",
            "\r\n\r\n",
            "\n\n",
            "{}",
            "\"",
            "<>\ud83e")
        .list()
        .ofMaxSize(20)
        .map(pieces -> String.join("", pieces));
  }

  private static Map<String, String> bodies(String contentType, String body) {
    return BatchCodec.decode(contentType, body).entrySet().stream()
        .collect(toMap(Map.Entry::getKey, reply -> reply.getValue().body()));
  }

  private static String write(List<Part> batch) {
    List<String> lines = new ArrayList<>();
    batch.forEach(part -> lines.add(part.written()));
    return String.join("", lines) + "--batch_b-1--\r\n";
  }

  /** An answer that tells whose it is. */
  private record Part(String id, String json, String lineBreak, boolean hasLength) {
    static Part of(int call, String text, String lineBreak, boolean hasLength) {
      String valid = new String(text.getBytes(UTF_8), UTF_8);
      String id = "item-" + Post.textHash("call " + call);
      String json = "{\"of\":\"" + id + "\",\"is\":\"" + valid.replaceAll("\\R", " ") + "\"}";
      return new Part(id, json, lineBreak, hasLength);
    }

    String written() {
      return String.join(
          lineBreak,
          "--batch_b-1",
          "Content-Type: application/http",
          "Content-ID: <response-" + id + ">",
          "",
          "HTTP/1.1 200 OK",
          hasLength ? "Content-Length: " + json.getBytes(UTF_8).length : "X-Other: 1",
          "",
          json,
          "");
    }

    String content() {
      return json + lineBreak;
    }
  }
}

package org.postlabel.scorer.perspective;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.scorer.http.HttpReply;

class BatchCodecTest {
  private static final String TYPE = "multipart/mixed; boundary=b_1";

  @Test
  void writesTheCallsThatTheProtocolAsksFor() {
    Map<String, byte[]> bodies = new LinkedHashMap<>();
    bodies.put("item-1", "{\"a\":1}".getBytes(UTF_8));
    bodies.put("item-2", "{\"é\":2}".getBytes(UTF_8));

    String written = new String(BatchCodec.encode("/v1/x:y", bodies), UTF_8);

    assertThat(
        written,
        is(
            """
            --postlabel-batch
            Content-Type: application/http
            Content-Transfer-Encoding: binary
            Content-ID: <item-1>

            POST /v1/x:y HTTP/1.1
            Content-Type: application/json
            Content-Length: 7

            {"a":1}
            --postlabel-batch
            Content-Type: application/http
            Content-Transfer-Encoding: binary
            Content-ID: <item-2>

            POST /v1/x:y HTTP/1.1
            Content-Type: application/json
            Content-Length: 8

            {"é":2}
            --postlabel-batch--
            """
                .replace("\n", "\r\n")));
    assertThat(BatchCodec.CONTENT_TYPE, is("multipart/mixed; boundary=postlabel-batch"));
  }

  @Test
  void readsStatusTypeWaitAndBodyOfAPart() {
    String body =
        """
        --b_1
        Content-Type: application/http
        Content-ID: <response-item-1>

        HTTP/1.1 429 Too Many Requests
        Content-Type: application/json; charset=UTF-8
        Retry-After: 7

        {"error":{}}
        --b_1--
        """;

    HttpReply reply = BatchCodec.decode(TYPE, body).get("item-1");

    assertThat(
        reply,
        is(
            new HttpReply(
                429,
                "{\"error\":{}}\n",
                "application/json; charset=UTF-8",
                Duration.ofSeconds(7))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/mixed; boundary=b_1",
        "multipart/mixed; boundary=\"b_1\"",
        "Multipart/Mixed; charset=UTF-8; Boundary=\"b_1\"; x=y",
        "multipart/mixed;boundary=b_1;charset=UTF-8"
      })
  void findsTheBoundary(String contentType) {
    assertThat(BatchCodec.decode(contentType, parts("1")).keySet(), is(Set.of("item-1")));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "application/json", "multipart/mixed", "text/html; boundary=b_1"})
  void readsNothingWithoutABoundary(String contentType) {
    assertThat(BatchCodec.decode(contentType, parts("1")), is(Map.of()));
  }

  @Test
  void readsALineFeedAloneAsALineBreakToo() {
    String windows = parts("1", "2");
    String unix = windows.replace("\r\n", "\n");

    assertThat(BatchCodec.decode(TYPE, windows).get("item-2").body(), is("body of 2\r\n"));
    assertThat(BatchCodec.decode(TYPE, unix).get("item-2").body(), is("body of 2\n"));
  }

  @Test
  void leavesOutAPartThatIsShorterThanItsContentLength() {
    String body =
        """
        --b_1
        Content-ID: <response-item-1>

        HTTP/1.1 200 OK
        Content-Length: 40

        {"cut":
        --b_1
        Content-ID: <response-item-2>

        HTTP/1.1 200 OK
        Content-Length: 8

        {"é":1}
        --b_1--
        """;

    assertThat(BatchCodec.decode(TYPE, body).keySet(), is(Set.of("item-2")));
    assertThat(
        BatchCodec.decode(TYPE, body.replace(": 40", ": 99999999999999")).keySet(),
        is(Set.of("item-2")));
  }

  @Test
  void takesTheFirstOfDoubledParts() {
    String doubled = part("1", "first") + part("1", "second") + "--b_1--\r\n";

    assertThat(BatchCodec.decode(TYPE, doubled).get("item-1").body(), is("first\r\n"));
  }

  @Test
  void leavesOutPartsWithoutAnIdOrAStatus() {
    String odd =
        part("1", "fine")
            + part("2", "no id").replace("Content-ID: <response-item-2>\r\n", "X: y\r\n")
            + part("3", "no status").replace("HTTP/1.1 200 OK\r\n", "")
            + part("4", "asked, not answered").replace("response-item-4", "item-4")
            + "--b_1\r\n\r\n"
            + "--b_1--\r\n";

    assertThat(BatchCodec.decode(TYPE, odd).keySet(), is(Set.of("item-1")));
  }

  @Test
  void doesNotTakeTheIdOfAPartFromItsBody() {
    String odd =
        """
        --b_1
        X: y

        HTTP/1.1 200 OK
        Content-ID: <response-item-9>

        Content-ID: <response-item-8>
        --b_1--
        """;

    assertThat(BatchCodec.decode(TYPE, odd), is(Map.of()));
  }

  @Test
  void leavesALineThatOnlyContainsTheDelimiterInTheBody() {
    String body = part("1", "{\"text\":\"--b_1 and --b_1--\"}") + "--b_1--\r\n";

    assertThat(
        BatchCodec.decode(TYPE, body).get("item-1").body(),
        equalTo("{\"text\":\"--b_1 and --b_1--\"}\r\n"));
  }

  @Test
  void readsBytesThatAreNoText() {
    byte[] noise = new byte[4_096];
    new Random(7).nextBytes(noise);

    assertThat(BatchCodec.decode(TYPE, new String(noise, ISO_8859_1)), is(Map.of()));
  }

  private static String parts(String... ids) {
    StringBuilder body = new StringBuilder();
    for (String id : ids) {
      body.append(part(id, "body of " + id));
    }
    return body.append("--b_1--\r\n").toString();
  }

  private static String part(String id, String content) {
    return """
        --b_1
        Content-Type: application/http
        Content-ID: <response-item-%s>

        HTTP/1.1 200 OK
        Content-Type: application/json

        %s
        """
        .formatted(id, content)
        .replace("\n", "\r\n");
  }
}

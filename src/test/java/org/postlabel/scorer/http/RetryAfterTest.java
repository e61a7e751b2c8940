package org.postlabel.scorer.http;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00.75Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {"7| 7000", "0| 0", " 120 | 120000", "0.25| 250", "1.5| 1500", "0.0001| 1"})
  void readsSecondsAndTheirFractions(String header, String millis) {
    assertThat(read(header), is(Duration.ofMillis(Long.parseLong(millis.strip()))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Sat, 31 Jan 2026 12:00:05 GMT | 5",
        "Sat, 31 Jan 2026 12:10:00 GMT | 600",
        "Sat, 31 Jan 2026 11:00:00 GMT | 0",
        "Sun, 06 Nov 1994 08:49:37 GMT | 0"
      })
  void readsADateAndWaitsForNoneThatIsOver(String header, long seconds) {
    assertThat(read(header), is(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"3600", "3601", "99999", "Fri, 31 Dec 2100 23:59:59 GMT"})
  void waitsAnHourAtMost(String header) {
    assertThat(read(header), is(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "-1",
        "-3",
        "9999999999",
        "Sun, 06 Nov 1994",
        "\u0663",
        "1.",
        ".5"
      })
  void readsNothingElse(String header) {
    assertThat(read(header), is(nullValue()));
  }

  /**
   * As in danielmiessler/Fabric#364, OpenHands/OpenHands#4167, elizaOS/eliza#4040,
   * diegosouzapw/OmniRoute#9504, googleapis/python-genai#2044, RooCodeInc/Roo-Code#3883 (a body in
   * a message), microsoft/action-python#12, microsoft/copilot-camp#551, jasonacox/TinyLLM#17 and
   * pollinations/pollinations#6260.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'message':'Limit 7000, Used 0. Please try again in 50.597142857s. Visit https'} | 50598",
        "{'message':'Limit 7000, Used 6148. Please try again in 1m0.363142857s. Visit'} | 60364",
        "{'message':'Limit 6000. Please try again in 4.77s. Need more tokens? Upgrade'} | 4770",
        "{'message':'Limit 3 / min. Please try again in 20s. Contact us through'} | 20000",
        "{'message':'on tokens per min. Please try again in 6m0s. Visit'} | 360000",
        "{'message':'Please try again in 20ms.'} | 20",
        "{'message':'Please try again in 1h2m3s.'} | 3600000",
        "{'message':'model: gemini-3.6-flash\\nPlease retry in 36.429760048s.'} | 36430",
        "{'error':{'details':[{'@type':'x/google.rpc.RetryInfo','retryDelay':'47s'}]}} | 47000",
        "[{'error':{'details':[{'retryDelay' : '1.5s'}]}}] | 1500",
        "{'error':{'message':'{\\n"
            + " \\\'details\\\': [{ \\\'retryDelay\\\': \\\'26s\\\'}]}','code':429}} | 26000",
        "{'message':'of your current OpenAI S0 pricing tier. Please retry after 3 seconds. Go'} |"
            + " 3000",
        "{'message':'Rate limit is exceeded. Try again in 2 seconds.'} | 2000",
        "{'message':'tier. Please retry after 86400 seconds. Please contact'} | 3600000",
        "{'message':'during peak load. Please retry after 20 seconds. For improved'} | 20000",
        "{'error':'Model m is currently loading','estimated_time':20.5} | 20500",
        "{'error':{'code':429,'metadata':{'retry_after_seconds':3}}} | 3000",
        "{'message':'You are being rate limited.','retry_after':0.65} | 650",
        "Please retry after 1 minute | 60000"
      })
  void readsTheWaitFromTheBodyOfAnErrorWithoutAHeader(String body, long millis) {
    String json = body.replace('\'', '"');

    assertThat(HttpReply.of(429, json, null, null).retryAfterOrNull(), is(ofMillis(millis)));
    assertThat(HttpReply.of(503, json, null, null).retryAfterOrNull(), is(ofMillis(millis)));
    assertThat(HttpReply.of(429, json, null, "7").retryAfterOrNull(), is(ofSeconds(7)));
    assertThat(HttpReply.of(400, json, null, null).retryAfterOrNull(), is(nullValue()));
  }

  /** As in ltmoerdani/opencode-copilot-chat#221, Gitlawb/openclaude#936 and others. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Rate limit exceeded. Please retry after a brief wait.",
        "Rate limit exceeded. Waiting for 10 seconds.",
        "Resource exhausted. Please try again later.",
        "Please try again in 5 moons.",
        "Retry in 4 stages",
        "{\"retry_after\":\"soon\",\"retryDelay\":17}",
        "{\"metadata\":{\"headers\":{\"X-RateLimit-Limit\":\"50\",\"X-RateLimit-Remaining\":\"0\"}}}"
      })
  void readsNoWaitFromOtherBodies(String body) {
    assertThat(HttpReply.of(429, body, null, null).retryAfterOrNull(), is(nullValue()));
  }

  private static Duration read(String header) {
    return RetryAfter.read(header, NOW);
  }
}

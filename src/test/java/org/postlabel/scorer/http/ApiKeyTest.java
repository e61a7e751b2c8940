package org.postlabel.scorer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  private static final String SECRET = "AIza-made-up-for-tests_0123456789";
  private static final String VARIABLE = "POSTLABEL_TEST_KEY";

  @TempDir private Path folder;

  @Test
  void readsAFileThatHoldsItAndALineBreak() throws IOException {
    ApiKey key = required(file("  " + SECRET + "\r\n")).read();

    assertThat(key.header("X-Goog-Api-Key", ""), is(Map.of("X-Goog-Api-Key", SECRET)));
    assertThat(
        key.header("Authorization", "Bearer "), is(Map.of("Authorization", "Bearer " + SECRET)));
  }

  @Test
  void printsAsNothing() throws IOException {
    ApiKey key = required(file(SECRET)).read();

    assertThat(key.toString(), is("ApiKey[hidden]"));
    assertThat(key + key.fingerprint(), not(containsString(SECRET)));
  }

  @Test
  void isToldFromAnotherByEightDigitsOfItsHash() throws IOException {
    String fingerprint = required(file(SECRET)).read().fingerprint();

    assertThat(fingerprint.matches("[0-9a-f]{8}"), is(true));
    assertThat(required(file(SECRET + "\n")).read().fingerprint(), is(fingerprint));
    assertThat(required(file(SECRET + "x")).read().fingerprint(), is(not(fingerprint)));
  }

  @Test
  void isNotRequiredEverywhere() throws IOException {
    ApiKey none = optional(file(" \n")).read();

    assertThat(none.header("Authorization", "Bearer "), is(Map.of()));
    assertThat(none.fingerprint(), is("no-key"));
  }

  @Test
  void saysThatItsFileIsEmpty() throws IOException {
    assertThat(
        refusal(required(file(" \n"))), is("--keyFile must name a file with a key, was empty"));
  }

  @Test
  void isTakenFromTheEnvironmentWhenThereIsNoFile() {
    assumeTrue(System.getenv(VARIABLE) == null);

    assertThat(optional(null).read().fingerprint(), is("no-key"));
    assertThat(optional(null).hidden().header("Authorization", ""), is(Map.of()));
    assertThat(
        refusal(required(null)),
        is(
            "no API key: set the environment variable POSTLABEL_TEST_KEY, or name a file that holds"
                + " it with --keyFile"));
  }

  @Test
  void refusesAFileThatIsNotThere() {
    String missing = folder.resolve("missing.txt").toString();

    assertThat(
        refusal(required(missing)),
        is("--keyFile must name a file that can be read, was " + missing));
  }

  @Test
  void refusesAFileThatIsNoText() throws IOException {
    Path file = Files.write(folder.resolve("key.bin"), new byte[] {(byte) 0xC3, 0x28});

    assertThat(
        refusal(required(file.toString())),
        is("--keyFile must name a file that can be read, was " + file));
  }

  @Test
  void neverQuotesAKeyThatItRefuses() throws IOException {
    for (String wrong :
        new String[] {
          SECRET + " " + SECRET, SECRET + "\n" + SECRET, SECRET + "é", SECRET + "\0x"
        }) {
      String file = file(wrong);
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> required(file).read());
      StringWriter trace = new StringWriter();
      refusal.printStackTrace(new PrintWriter(trace));

      assertThat(
          refusal.getMessage(),
          is("the API key from " + file + " must be printable ASCII without spaces"));
      assertThat(trace.toString(), not(containsString(SECRET)));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://some.host", "http://commentanalyzer.googleapis.com"})
  void neverLeavesThisMachineOverPlainHttpUnlessThatIsAllowed(String url) throws IOException {
    ApiKey.Source source = required(file("some-key"));

    assertThat(
        refusal(source, endpoint(url, false)),
        is(
            "--endpoint must be https://..., or --allowPlainHttp must be true, because others could"
                + " read the API key on its way, was "
                + url));
    assertThat(source.readFor(endpoint(url, true)).fingerprint().length(), is(8));
    assertThat(
        "without a key nothing is given away",
        optional(file("")).readFor(endpoint(url, false)).fingerprint(),
        is("no-key"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://some.host", "http://127.0.0.1:8089"})
  void leavesOverHttpsOrOnThisMachine(String url) throws IOException {
    assertThat(
        required(file("some-key")).readFor(endpoint(url, false)).fingerprint().length(), is(8));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evilgoogleapis.com", "http://127.0.0.1:8089"})
  void ofGooglesFormGoesOnlyToGoogleWhenItIsFoundInTheEnvironment(String url) {
    for (String key : new String[] {SECRET, "AQ.made-up", "ya29.made-up"}) {
      IllegalArgumentException refusal =
          assertThrows(
              IllegalArgumentException.class,
              () -> optional(null).requireMayGo(key, endpoint(url, true)));

      assertThat(
          refusal.getMessage(),
          is(
              ("--endpoint must be a host of Google's, because POSTLABEL_TEST_KEY holds a key of"
                      + " Google's form, was %s; if that key is for this service, name a file that"
                      + " holds it with --keyFile")
                  .formatted(URI.create(url).getHost())));
    }
    optional(null).requireMayGo("some-key", endpoint(url, true));
    optional(null).requireMayGo(SECRET, endpoint("https://x.googleapis.com", false));
  }

  @Test
  void ofGooglesFormGoesWhereItsFileIsNamedFor() throws IOException {
    assertThat(
        required(file(SECRET)).readFor(endpoint("https://some.host", false)).header("X-Key", ""),
        is(Map.of("X-Key", SECRET)));
  }

  @Test
  void standsHiddenForAFileThatIsNotRead() {
    assertThat(
        optional("/no/such/file").hidden().header("Authorization", "Bearer "),
        is(Map.of("Authorization", "Bearer (hidden)")));
    assertThat(required(null).hidden().header("X-Key", ""), is(Map.of("X-Key", "(hidden)")));
  }

  private static ApiKey.Source required(String fileOrNull) {
    return new ApiKey.Source(VARIABLE, "--keyFile", fileOrNull, true);
  }

  private static ApiKey.Source optional(String fileOrNull) {
    return new ApiKey.Source(VARIABLE, "--keyFile", fileOrNull, false);
  }

  private static Endpoint endpoint(String url, boolean allowsPlainHttp) {
    return new Endpoint("--endpoint", URI.create(url), null, allowsPlainHttp);
  }

  private static String refusal(ApiKey.Source source, Endpoint endpoint) {
    return assertThrows(IllegalArgumentException.class, () -> source.readFor(endpoint))
        .getMessage();
  }

  private static String refusal(ApiKey.Source source) {
    return assertThrows(IllegalArgumentException.class, source::read).getMessage();
  }

  private String file(String content) throws IOException {
    return Files.write(folder.resolve("key.txt"), content.getBytes(UTF_8)).toString();
  }
}

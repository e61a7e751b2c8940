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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private static String refusal(ApiKey.Source source) {
    return assertThrows(IllegalArgumentException.class, source::read).getMessage();
  }

  private String file(String content) throws IOException {
    return Files.write(folder.resolve("key.txt"), content.getBytes(UTF_8)).toString();
  }
}

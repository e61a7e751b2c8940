package org.postlabel.scorer.perspective;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyTest {
  private static final String SECRET = "AIza-made-up-for-tests_0123456789";

  @TempDir private Path folder;

  @Test
  void readsAFileThatHoldsItAndALineBreak() throws IOException {
    ApiKey key = ApiKey.read(file(SECRET + "\r\n"), true);

    assertThat(key.isPresent(), is(true));
    assertThat(key.header(), is(SECRET));
  }

  @Test
  void printsAsNothing() throws IOException {
    ApiKey key = ApiKey.read(file(SECRET), true);

    assertThat(key.toString(), is("ApiKey[hidden]"));
  }

  @Test
  void isToldFromAnotherByEightDigitsOfItsHash() throws IOException {
    String fingerprint = ApiKey.read(file(SECRET), true).fingerprint();

    assertThat(fingerprint.matches("[0-9a-f]{8}"), is(true));
    assertThat(ApiKey.read(file(SECRET + "\n"), true).fingerprint(), is(fingerprint));
    assertThat(ApiKey.read(file(SECRET + "x"), true).fingerprint(), is(not(fingerprint)));
  }

  @Test
  void isNotNeededEverywhere() throws IOException {
    ApiKey none = ApiKey.read(file(" \n"), false);

    assertThat(none.isPresent(), is(false));
    assertThat(none.fingerprint(), is("no-key"));
  }

  @Test
  void saysWhereItWasLookedFor() throws IOException {
    String empty = file("\n");

    assertThat(
        refusal(empty, true),
        is(
            "no API key: set the environment variable PERSPECTIVE_API_KEY, or name a file that holds"
                + " it with --apiKeyFile"));
  }

  @Test
  void isTakenFromTheEnvironmentWhenThereIsNoFile() {
    assumeTrue(System.getenv(ApiKey.VARIABLE) == null);

    assertThat(ApiKey.read(null, false).isPresent(), is(false));
    assertThat(refusal(null, true), containsString("PERSPECTIVE_API_KEY"));
  }

  @Test
  void refusesAFileThatIsNotThere() {
    String missing = folder.resolve("missing.txt").toString();

    assertThat(
        refusal(missing, true),
        is("--apiKeyFile must name a file that can be read, was " + missing));
  }

  @Test
  void neverQuotesAKeyThatItRefuses() throws IOException {
    for (String wrong :
        new String[] {
          SECRET + " " + SECRET, SECRET + "\n" + SECRET, SECRET + "é", SECRET + "\0x"
        }) {
      String file = file(wrong);
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> ApiKey.read(file, true));
      StringWriter trace = new StringWriter();
      refusal.printStackTrace(new PrintWriter(trace));

      assertThat(
          refusal.getMessage(),
          is("the API key from " + file + " holds characters that no key has"));
      assertThat(trace.toString(), not(containsString(SECRET)));
    }
  }

  @Test
  void refusesAFileThatIsNoText() throws IOException {
    Path file = Files.write(folder.resolve("key.bin"), new byte[] {(byte) 0xC3, 0x28});

    assertThat(
        refusal(file.toString(), true),
        is("--apiKeyFile must name a file that can be read, was " + file));
  }

  private static String refusal(String file, boolean isNeeded) {
    return assertThrows(IllegalArgumentException.class, () -> ApiKey.read(file, isNeeded))
        .getMessage();
  }

  private String file(String content) throws IOException {
    return Files.write(folder.resolve("key.txt"), content.getBytes(UTF_8)).toString();
  }
}

package org.postlabel.scorer.llm.chat;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApiKeyTest {
  @TempDir Path folder;

  @Test
  void isReadFromAFileAndPrintsAsNothing() throws IOException {
    ApiKey key = ApiKey.read(file("  sk-SECRET\n"));

    assertThat(key.header(), is(Optional.of("Bearer sk-SECRET")));
    assertThat(key.fingerprint().matches("[0-9a-f]{8}"), is(true));
    assertThat(key + key.fingerprint(), not(containsString("SECRET")));
  }

  @Test
  void isRefusedWhenItsFileIsMissingEmptyOrHoldsSomethingElse() throws IOException {
    String missing = folder.resolve("missing").toString();
    String words = file("sk-SECRET two words");
    assertThat(
        refusal(missing), is("--llmKeyFile must name a file that can be read, was " + missing));
    assertThat(refusal(file(" \n")), is("--llmKeyFile must name a file with a key, was empty"));
    assertThat(
        refusal(words), is("the API key from " + words + " holds characters that no key has"));
  }

  @Test
  void standsHiddenForAFileThatIsNotRead() {
    assertThat(ApiKey.hidden("/no/such/file").header(), is(Optional.of("Bearer (hidden)")));
  }

  private String file(String content) throws IOException {
    return Files.writeString(folder.resolve("key-%d.txt".formatted(content.length())), content)
        .toString();
  }

  private static String refusal(String file) {
    return assertThrows(IllegalArgumentException.class, () -> ApiKey.read(file)).getMessage();
  }
}

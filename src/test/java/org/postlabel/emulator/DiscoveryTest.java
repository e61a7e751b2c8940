package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.postlabel.emulator.settings.EmulatorSetup;

class DiscoveryTest {

  @Test
  void namesTheEmulatorAsItsRootUnderBothPaths() throws Exception {
    try (Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      Caller caller = new Caller(emulator);

      JsonNode document = Caller.json(caller.get("/$discovery/rest?version=v1alpha1"));
      JsonNode older = Caller.json(caller.get("/discovery/v1/apis/commentanalyzer/v1alpha1/rest"));

      assertThat(older, is(document));
      assertThat(document.path("rootUrl").asText(), is(emulator.endpoint() + "/"));
      assertThat(document.path("baseUrl").asText(), is(emulator.endpoint() + "/"));
      assertThat(document.path("servicePath").asText(), is(""));
      assertThat(document.path("batchPath").asText(), is("batch"));
      assertThat(
          document.at("/resources/comments/methods/analyze/path").asText(),
          is("v1alpha1/comments:analyze"));
    }
  }

  @Test
  void describesEverySchemaThatItRefersTo() throws IOException, InterruptedException {
    try (Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      JsonNode document = Caller.json(new Caller(emulator).get("/$discovery/rest"));

      for (JsonNode reference : document.findValues("$ref")) {
        assertThat(reference.asText(), document.path("schemas").has(reference.asText()), is(true));
      }
    }
  }
}

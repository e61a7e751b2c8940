package org.postlabel.scorer.classifier;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.postlabel.testing.ScriptedService;
import org.postlabel.testing.ScriptedService.Reply;

/** What a classifier is made from: options, and what its server says of itself. */
class ClassifierTest {
  @Test
  void takesModelRevisionLabelsAndBatchSizeFromTei() throws IOException {
    try (ScriptedService service = new ScriptedService(asked -> ClassifierScorerTest.INFO)) {
      Classifier classifier = ClassifierScorerTest.provider(service);

      assertThat(
          classifier.model(),
          is(new ServedModel("org/model", "abc123", List.of("toxic", "kind"), 8)));
      assertThat(classifier.queriesFor(9), is(2L));
      assertThat(SerializableUtils.ensureSerializable(classifier), is(classifier));
      assertThat(
          ClassifierScorerTest.provider(service, "--classifierTruncate").scorerId(),
          is(not(classifier.scorerId())));
      assertThat(
          ClassifierScorerTest.provider(service, "--textsPerClassification=2").scorerId(),
          is(classifier.scorerId()));
      assertThat(
          refusal(service, "--classifierRevision=other"),
          is("--classifierRevision must be what the server says, abc123, was other"));
    }
  }

  @Test
  void refusesWhatCannotBeAsked() throws IOException {
    try (ScriptedService service = new ScriptedService(asked -> new Reply(404, "", Map.of()))) {
      String host = service.url().substring("http://".length());
      assertThat(
          refusal(service),
          is(
              "--classifierEndpoint must be a Text Embeddings Inference server; %s/info answered HTTP 404 without a model"
                  .formatted(host)));
      assertThat(
          refusal(service, "--classifierDialect=onnx"),
          is("--classifierDialect must be tei, vllm or huggingface, was onnx"));
      assertThat(
          refusal(service, "--classifierDialect=vllm", "--classifierLabels=a"),
          is("--classifierDialect needs --classifierModel, unless it is tei"));
      assertThat(
          refusal(service, "--classifierDialect=huggingface", "--classifierModel=m"),
          is("--classifierDialect needs --classifierLabels, unless it is tei"));
      assertThat(
          refusal(
              service,
              "--classifierDialect=huggingface",
              "--classifierModel=m",
              "--classifierLabels=a,,b"),
          is("--classifierLabels must be labels separated by commas, none of them blank"));
      assertThat(
          refusal(service, "--classifierActivation=relu"),
          is("--classifierActivation must be sigmoid, softmax or none, was relu"));
      assertThat(
          refusal(service, "--textsPerClassification=0"),
          is("--textsPerClassification must be 1..1000, was 0"));
    }
  }

  @Test
  void namesColumnsAfterLabels() {
    assertThat(
        List.copyOf(
            ClassifierLabels.table(List.of("Severe-Toxicity", "LABEL_1", "text", "0"))
                .attributeByColumn()
                .keySet()),
        is(
            List.of(
                "model",
                "top_label",
                "severe_toxicity",
                "label_1",
                "label_text",
                "label_0",
                "other_labels")));
    assertThat(
        assertThrows(
                IllegalArgumentException.class, () -> ClassifierLabels.table(List.of("a b", "a-b")))
            .getMessage(),
        is(
            "two labels of the classifier would be in the column a_b: name them with"
                + " --classifierLabels"));
  }

  private static String refusal(ScriptedService service, String... options) {
    return assertThrows(
            IllegalArgumentException.class, () -> ClassifierScorerTest.provider(service, options))
        .getMessage();
  }
}

package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.pipeline.LabelPosts;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.pipeline.Slice;
import org.postlabel.run.Holder;
import org.postlabel.run.Run;
import org.postlabel.scorer.perspective.PerspectiveLabels;
import org.postlabel.selection.WorkList;

/** The metrics of the pipeline, by the names that dashboards know. */
class PipelineMetricsTest {
  private static final String POSTS =
      """
      {"uri":"a","text":"a lovely garden"}
      {"uri":"b","text":"a lovely garden"}
      {"uri":"c","text":"short"}
      {"uri":"d","text":"you stupid idiot"}
      {"uri":"e","text":"         "}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("org.postlabel.database.Databases#migrated")
  void countEveryPostAndQuery(Database database) throws Exception {
    ImportCommand.run(database, List.of("-"), new ByteArrayInputStream(POSTS.getBytes(UTF_8)));
    database
        .jdbi()
        .useHandle(
            handle ->
                handle.execute(
                    "INSERT INTO record_classification_metadata (uri, text) VALUES ('d',"
                        + " 'known')"));

    MetricQueryResults metrics = label(database);
    Map<String, Long> counters = new TreeMap<>();
    metrics
        .getCounters()
        .forEach(
            counter ->
                counters.merge(counter.getName().getName(), counter.getCommitted(), Long::sum));
    assertThat(
        counters.toString(),
        is(
            "{calls=2, failures=0, from_ledger=0, metadata_new=4, posts_failed=2,"
                + " posts_failed_text_empty=1, posts_failed_text_too_short=1, posts_labelled=3,"
                + " posts_read=5, retries=0, throttled=0}"));
    Map<String, DistributionResult> distributions = new TreeMap<>();
    metrics
        .getDistributions()
        .forEach(
            distribution ->
                distributions.put(distribution.getName().getName(), distribution.getCommitted()));
    assertThat(distributions.keySet().toString(), is("[batch_size, request_latency]"));
    assertThat(distributions.get("batch_size").getSum(), is(3L));
    assertThat(distributions.get("request_latency").getMin(), greaterThan(0L));
  }

  private MetricQueryResults label(Database database) throws Exception {
    try (Emulator emulator = Emulator.start(EmulatorSetup.PLAIN.config())) {
      LabelPostsOptions options = options(database, emulator);
      RunConfig config = RunConfig.from(options);
      try (Run run =
          Run.begin(
              database,
              new Run.Work(
                  "perspective", config.scorer().scorerId(), config.labels().name(), "test", "{}"),
              Holder.thisProcess())) {
        new WorkList(database, config.posts(), PerspectiveLabels.TABLE.name(), run.id())
            .fill(config.selection());
        Pipeline pipeline = Pipeline.create(options);
        LabelPosts.addTo(pipeline, config, run.id(), new Slice(1, 5));
        PipelineResult result = pipeline.run();
        result.waitUntilFinish();
        return result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.inNamespace("postlabel"))
                    .build());
      }
    }
  }

  private LabelPostsOptions options(Database database, Emulator emulator) throws Exception {
    Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    List<String> options = InThisProcess.optionsOf(database);
    options.addAll(
        List.of(
            "--endpoint=" + emulator.endpoint(), "--apiKeyFile=" + key, "--queriesPerSecond=0"));
    return PipelineOptionsFactory.fromArgs(options.toArray(String[]::new))
        .as(LabelPostsOptions.class);
  }
}

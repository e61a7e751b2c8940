package org.postlabel.job;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.command.InThisProcess;
import org.postlabel.faults.Ended;
import org.postlabel.options.CommandLine;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.pipeline.Slice;

class ClusterTest {
  private static final long POSTS = 1_000_000;

  @Test
  void takesOneJobOfARunAlsoWithoutItsConfigurationFile() {
    LabelPostsOptions options = options("--runner=FlinkRunner", "--flinkMaster=localhost:8081");

    assertThat(Cluster.pipelinesAtOnce(options), is(1));
    assertThat(slices(options), hasSize(1));
  }

  @Test
  void takesOneJobOfARunWithItsConfigurationFile() {
    LabelPostsOptions options = shipped("flink-cluster", Map.of("flinkMaster", "localhost:8081"));

    assertThat(Cluster.takesAllAtOnce(options), is(true));
    assertThat(slices(options), hasSize(1));
  }

  @Test
  void takesSlicesOfAMinuteOnAMiniCluster() {
    LabelPostsOptions options = shipped("flink-local", Map.of("queriesPerSecond", "10"));

    assertThat(Cluster.takesAllAtOnce(options), is(false));
    assertThat(slices(options).get(1).posts(), is(590L));
  }

  @Test
  void takesSlicesOneAfterTheOtherWhereTheyAreAskedFor() {
    LabelPostsOptions options =
        options("--runner=FlinkRunner", "--flinkMaster=localhost:8081", "--sliceSize=400000");

    assertThat(Cluster.pipelinesAtOnce(options), is(1));
    assertThat(slices(options), hasSize(3));
  }

  @Test
  void leavesTheSlicesOfThisMachineAsTheyAre() {
    LabelPostsOptions options = options("--queriesPerSecond=10");

    assertThat(Cluster.pipelinesAtOnce(options), is(2));
    assertThat(slices(options).get(1).posts(), is(590L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"host:8081", "http://host:8081", "https://host:8081", "http://host:8081//"})
  void isNamedByItsHostAndPort(String master) {
    assertThat(
        Cluster.of(options("--runner=FlinkRunner", "--flinkMaster=" + master)),
        is(Optional.of("host:8081")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--flinkMaster=localhost:8081", "--attachedMode=false", "--parallelism=2"})
  void refusesAnOptionOfFlinkThatTheRunnerWouldIgnore(String option) {
    Ended ended = InThisProcess.run(List.of("run", option, "--connectionURL=jdbc:sqlite:none.db"));

    assertThat(ended.exitCode(), is(2));
    assertThat(
        ended.err(),
        is(
            "postlabel: %s takes effect with --runner=FlinkRunner only, was --runner=DirectRunner;"
                    .formatted(option.substring(0, option.indexOf('=')))
                + " './pipeline run flink-cluster --flinkMaster=HOST:PORT' sets both\n"));
  }

  /** As {@link SliceQueue} cuts them: the first is half as long as the others. */
  private static List<Slice> slices(LabelPostsOptions options) {
    long size = Cluster.sliceSize(options, POSTS, RunConfig.withoutKey(options));
    List<Slice> slices = new ArrayList<>();
    long first = 1;
    for (long last = Math.max(1, size / 2); first <= POSTS; last += size) {
      slices.add(new Slice(first, Math.min(last, POSTS)));
      first = last + 1;
    }
    return slices;
  }

  private static LabelPostsOptions shipped(String config, Map<String, String> options) {
    return new CommandLine(List.of(), options)
        .onTopOf(Path.of("runner-configs", config + ".conf"))
        .as(LabelPostsOptions.class);
  }

  private static LabelPostsOptions options(String... arguments) {
    return PipelineOptionsFactory.fromArgs(arguments).as(LabelPostsOptions.class);
  }
}

package org.postlabel.job;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.beans.Introspector;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.runners.flink.VersionDependentFlinkPipelineOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.flink.configuration.ConfigConstants;
import org.postlabel.database.Database;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;

/** Whether a run's work is done by processes other than this one. */
public final class Cluster {
  private static final Set<String> FLINK_OPTIONS =
      optionsOf(FlinkPipelineOptions.class, VersionDependentFlinkPipelineOptions.class);

  private Cluster() {}

  /** The master of the cluster, such as {@code host:8081}; empty when the work is done here. */
  static Optional<String> of(PipelineOptions options) {
    if (options.getRunner() != FlinkRunner.class) {
      return Optional.empty();
    }
    String master = withoutScheme(options.as(FlinkPipelineOptions.class).getFlinkMaster());
    return "[local]".equals(master) || "[collection]".equals(master)
        ? Optional.empty()
        : Optional.of(master);
  }

  /** The host and port of a master that may be given as a URL, which Beam takes as well. */
  static String withoutScheme(String master) {
    return master.replaceFirst("^https?://", "").replaceFirst("/+$", "");
  }

  /** Whether the run is submitted to a cluster and this process ends before it does. */
  public static boolean isDetached(PipelineOptions options) {
    return of(options).isPresent() && !options.as(FlinkPipelineOptions.class).getAttachedMode();
  }

  /**
   * Has a cluster give the run as many slots as {@code --parallelism} says. Flink decides where a
   * run is submitted; by default it shrinks a bounded pipeline to one slot
   * (https://nightlies.apache.org/flink/flink-docs-release-1.19/docs/deployment/elastic_scaling/#adaptive-batch-scheduler).
   * A user's own configuration of Flink, named by an option or by the environment, is left as it
   * is; where Flink itself submits ({@code [auto]}) the cluster's is the one that counts.
   */
  public static void useAllSlots(PipelineOptions options) throws IOException {
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    if (of(options).isEmpty()
        || flink.getFlinkConfDir() != null
        || System.getenv(ConfigConstants.ENV_FLINK_CONF_DIR) != null) {
      return;
    }
    Path folder = Files.createTempDirectory("postlabel-flink-");
    Path file = folder.resolve("config.yaml");
    Files.writeString(file, "jobmanager.scheduler: Default\n");
    folder.toFile().deleteOnExit();
    file.toFile().deleteOnExit(); // Files go in reverse order: before their folder.
    flink.setFlinkConfDir(folder.toString());
  }

  /** How many pipelines of a run work side by side: a cluster takes one job of a run at a time. */
  static int pipelinesAtOnce(PipelineOptions options) {
    return of(options).isPresent() ? 1 : 2;
  }

  /** Whether one pipeline labels all posts of a run. */
  static boolean takesAllAtOnce(LabelPostsOptions options) {
    return of(options).isPresent() && options.getSliceSize() == 0;
  }

  /** The size of slices; a cluster, which bounds its memory itself, takes all posts at once. */
  static long sliceSize(LabelPostsOptions options, long posts, RunConfig config) {
    // The first slice is half as long.
    return takesAllAtOnce(options) ? 2 * Math.max(1, posts) : config.sliceSizeInForce();
  }

  /** Refuses a database that only this machine can open. */
  public static void requireSharedDatabase(Database database, PipelineOptions options) {
    if (of(options).isPresent() && database.file().isPresent()) {
      throw new IllegalArgumentException(
          "the workers of the cluster %s cannot share a SQLite file; --connectionURL must be"
                  .formatted(of(options).get())
              + " jdbc:postgresql://HOST/DATABASE, was "
              + database.url());
    }
  }

  /**
   * Refuses options of Flink's for a run that another runner does, which would ignore them.
   *
   * @param given names of the options that have a value by someone's choice
   */
  public static void requireFlinkFor(Set<String> given, PipelineOptions options) {
    if (options.getRunner() == FlinkRunner.class) {
      return;
    }
    given.stream()
        .filter(FLINK_OPTIONS::contains)
        .findFirst()
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  ("--%s takes effect with --runner=FlinkRunner only, was --runner=%s; './pipeline"
                          + " run flink-cluster --flinkMaster=HOST:PORT' sets both")
                      .formatted(name, options.getRunner().getSimpleName()));
            });
  }

  private static Set<String> optionsOf(Class<?>... types) {
    return Stream.of(types)
        .flatMap(type -> Stream.of(type.getDeclaredMethods()))
        .map(Method::getName)
        .filter(name -> name.startsWith("set"))
        .map(name -> Introspector.decapitalize(name.substring("set".length())))
        .collect(toUnmodifiableSet());
  }

  /** Refuses to serve metrics here that only the cluster's workers count. */
  public static void requireNoMetricsPort(LabelPostsOptions options) {
    if (of(options).isPresent() && options.getMetricsPort() != 0) {
      throw new IllegalArgumentException(
          "the workers of the cluster %s count, not this process; --metricsPort must be 0, was %d"
              .formatted(of(options).get(), options.getMetricsPort()));
    }
  }
}

package org.postlabel;

import java.util.Optional;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;

/** Whether a run's work is done by processes other than this one. */
final class Cluster {
  private Cluster() {}

  /** The master of the cluster; empty when the work is done here. */
  static Optional<String> of(PipelineOptions options) {
    if (options.getRunner() != FlinkRunner.class) {
      return Optional.empty();
    }
    String master = options.as(FlinkPipelineOptions.class).getFlinkMaster();
    return "[local]".equals(master) || "[collection]".equals(master)
        ? Optional.empty()
        : Optional.of(master);
  }

  /** Whether the run is handed over to a cluster, and this process ends before it does. */
  static boolean isDetached(PipelineOptions options) {
    return of(options).isPresent() && !options.as(FlinkPipelineOptions.class).getAttachedMode();
  }

  /** Refuses a database that only this machine can open. */
  static void requireSharedDatabase(Database database, PipelineOptions options) {
    if (of(options).isPresent() && database.dialect() == Dialect.SQLITE) {
      throw new IllegalArgumentException(
          "the workers of the cluster %s cannot share a SQLite file; --connectionURL must be"
                  .formatted(of(options).get())
              + " jdbc:postgresql://HOST/DATABASE, was "
              + database.url());
    }
  }
}

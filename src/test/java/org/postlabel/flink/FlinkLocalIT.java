package org.postlabel.flink;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.command.InThisProcess;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;
import org.postlabel.database.Migrations;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;

class FlinkLocalIT {
  private static final int POSTS = 3_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void labelsAsTheDirectRunnerDoes(boolean isSqlite) throws Exception {
    try (Emulator provider = Emulator.start(EmulatorSetup.PLAIN.config())) {
      Map<String, String> direct = label(isSqlite, provider, "direct");
      long calls = provider.stats().arrived().calls();
      Map<String, String> flink = label(isSqlite, provider, "flink-local");

      assertThat(direct, aMapWithSize(POSTS));
      assertThat(flink, is(direct));
      assertThat(provider.stats().arrived().calls(), is(2 * calls));
    }
  }

  @Test
  void refusesASqliteFileForACluster() {
    Ended ended =
        InThisProcess.run(
            List.of(
                "run",
                "runner-configs/flink-cluster.conf",
                "--flinkMaster=10.0.0.1:8081",
                "--connectionURL=jdbc:sqlite:" + folder.resolve("posts.db"),
                "--endpoint=http://127.0.0.1:1"));

    assertThat(ended.exitCode(), is(2));
    assertThat(
        ended.err(),
        containsString("the workers of the cluster 10.0.0.1:8081 cannot share a SQLite file"));
    assertThat(Files.exists(folder.resolve("posts.db")), is(false));
  }

  private Map<String, String> label(boolean isSqlite, Emulator provider, String config)
      throws Exception {
    Database database = isSqlite ? Databases.sqlite() : Databases.postgresql();
    Migrations.migrate(database);
    addPosts(database);
    Path key = Files.writeString(folder.resolve("key"), EmulatorConfig.DEFAULT_KEY);
    InThisProcess.run(
            database,
            "run",
            "runner-configs/" + config + ".conf",
            "--endpoint=" + provider.endpoint(),
            "--apiKeyFile=" + key,
            "--queriesPerSecond=0",
            "--report=off")
        .exitedWith(ExitCode.INCOMPLETE);
    return labels(database);
  }

  /** One in ten is too short, one in ten repeats the text of another. */
  private static void addPosts(Database database) {
    database
        .jdbi()
        .useHandle(
            handle -> {
              var posts = handle.prepareBatch("INSERT INTO posts (uri, text) VALUES (?, ?)");
              for (int i = 0; i < POSTS; i++) {
                String text = i % 10 == 0 ? "short" : "what was said by " + (i % 10 == 1 ? 7 : i);
                posts.bind(0, "at://post/" + i).bind(1, text).add();
              }
              posts.execute();
            });
  }

  private static Map<String, String> labels(Database database) {
    Map<String, String> labels = new TreeMap<>();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .select("SELECT * FROM perspective_api_labels")
                    .map(
                        (row, context) -> {
                          List<String> values = new ArrayList<>();
                          int columns = row.getMetaData().getColumnCount();
                          for (int column = 1; column <= columns; column++) {
                            String name = row.getMetaData().getColumnName(column);
                            if (!name.equals("label_timestamp") && !name.equals("run_id")) {
                              boolean isScore = name.startsWith("prob_");
                              values.add(
                                  isScore
                                      ? String.valueOf(row.getObject(column))
                                      : row.getString(column));
                            }
                          }
                          return labels.put(row.getString("uri"), values.toString());
                        })
                    .list());
    return labels;
  }
}

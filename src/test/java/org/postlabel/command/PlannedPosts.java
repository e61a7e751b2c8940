package org.postlabel.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.postlabel.database.Database;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.faults.Ended;
import org.postlabel.options.CommandLine;
import org.postlabel.pipeline.LabelPostsOptions;
import org.postlabel.pipeline.RunConfig;
import org.postlabel.post.Post;

/**
 * Posts of every kind in a database: new ones, labelled ones, some of another scorer, texts that
 * come twice, that the ledger knows, that cannot be scored, and that the provider refuses.
 */
final class PlannedPosts implements AutoCloseable {
  static final int POSTS = 150;

  private final Database database;
  private final Emulator provider;
  private final Path key;

  PlannedPosts(Database database, Path folder) throws IOException {
    this.database = database;
    this.provider = Emulator.start(EmulatorSetup.PLAIN.with("poisonMarker", "poisoned").config());
    this.key = Files.writeString(folder.resolve("key.txt"), EmulatorConfig.DEFAULT_KEY);
    String scorerId = RunConfig.withoutKey(options()).scorer().scorerId();
    database.jdbi().useTransaction(handle -> fill(handle, scorerId));
  }

  Emulator provider() {
    return provider;
  }

  Ended command(String command, String... options) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(arguments());
    arguments.addAll(List.of(options));
    if (command.equals("run")) {
      arguments.add("--report=off");
    }
    return InThisProcess.run(arguments);
  }

  List<String> arguments() {
    List<String> arguments = InThisProcess.optionsOf(database);
    arguments.add("--endpoint=" + provider.endpoint());
    arguments.add("--apiKeyFile=" + key);
    arguments.add("--queriesPerSecond=0");
    return arguments;
  }

  long number(String sql, Object... values) {
    return database.jdbi().withHandle(handle -> handle.select(sql, values).mapTo(Long.class).one());
  }

  Map<String, Long> numbers(String sql, Object... values) {
    Map<String, Long> numbers = new TreeMap<>();
    database
        .jdbi()
        .useHandle(
            handle ->
                handle
                    .select(sql, values)
                    .map((row, context) -> numbers.put(row.getString(1), row.getLong(2)))
                    .list());
    return numbers;
  }

  List<String> words(String sql, Object... values) {
    return database
        .jdbi()
        .withHandle(handle -> handle.select(sql, values).mapTo(String.class).list());
  }

  /** Every row of every table, as text. */
  Map<String, List<String>> everything() {
    Map<String, List<String>> rows = new TreeMap<>();
    for (String table :
        List.of(
            "posts",
            "perspective_api_labels",
            "record_classification_metadata",
            "ledger",
            "quota",
            "runs",
            "run_posts")) {
      rows.put(
          table,
          database
              .jdbi()
              .withHandle(
                  handle ->
                      handle
                          .select("SELECT * FROM " + table)
                          .map((row, context) -> text(row))
                          .list()
                          .stream()
                          .sorted()
                          .toList()));
    }
    return rows;
  }

  private static String text(ResultSet row) throws SQLException {
    StringBuilder text = new StringBuilder();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      text.append(row.getString(i)).append('|');
    }
    return text.toString();
  }

  private LabelPostsOptions options() {
    return CommandLine.parse(arguments()).as(LabelPostsOptions.class);
  }

  private void fill(Handle handle, String scorerId) {
    for (int number = 0; number < POSTS; number++) {
      String uri = String.format(Locale.ROOT, "at://%03d", number);
      String text = text(number);
      handle.execute(
          "INSERT INTO posts (uri, text, source, synctimestamp) VALUES (?, ?, ?, ?)",
          uri,
          text,
          number % 10 < 6 ? "feed" : number % 10 < 9 ? "search" : null,
          database.dialect().timestamp("2026-01-%02d-00:00:00".formatted(1 + number * 7 % 28)));
      boolean isPoisoned = text.contains("poisoned");
      if (number % 7 == 3 || isPoisoned) {
        keep(handle, scorerId, text, isPoisoned);
      } else if (number % 7 == 5) {
        keep(handle, "another", text, false);
      }
      switch (number % 20) {
        case 4 -> label(handle, uri, text, null, scorerId);
        case 9 -> label(handle, uri, text, "rejected_by_provider", scorerId);
        case 14 -> label(handle, uri, text, "rate limited", scorerId);
        case 19 -> label(handle, uri, text, null, "another");
        default -> {}
      }
    }
  }

  private static String text(int number) {
    return switch (number % 15) {
      case 0 -> "short " + number % 3;
      case 1 -> " ".repeat(8 + number);
      case 2, 3, 4 -> "a text that comes again and again, number " + number % 9;
      case 5 -> "poisoned text of number " + number % 45;
      case 6 -> number == 6 ? "long " + "x".repeat(20_476) : "not long at all, number " + number;
      default -> "a text of its own 🫶, number " + number;
    };
  }

  private void keep(Handle handle, String scorerId, String text, boolean isFailure) {
    handle.execute(
        """
        INSERT INTO ledger (scorer_id, text_hash, scores, reason, answered_at, run_id)
        VALUES (?, ?, ?, ?, ?, 'earlier') ON CONFLICT DO NOTHING\
        """,
        scorerId,
        Post.textHash(text),
        isFailure ? null : "{\"TOXICITY\":0.5}",
        isFailure ? "rejected_by_provider" : "some_attributes_missing",
        database.dialect().timestamp("2026-02-01-00:00:00"));
  }

  private void label(Handle handle, String uri, String text, String reasonOrNull, String scorerId) {
    handle.execute(
        """
        INSERT INTO perspective_api_labels
          (uri, text, was_successfully_labeled, reason, label_timestamp, text_hash, scorer_id,
           run_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, 'earlier')\
        """,
        uri,
        text,
        reasonOrNull == null,
        reasonOrNull,
        database.dialect().timestamp("2026-02-01-00:00:00"),
        Post.textHash(text),
        scorerId);
  }

  @Override
  public void close() {
    provider.close();
  }
}

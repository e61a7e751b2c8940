package org.postlabel.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.postlabel.database.Database;
import org.postlabel.database.Migrations;
import org.postlabel.importing.Beginnings;
import org.postlabel.importing.PostImport;

/** Made-up posts with distinct texts, the same for the same number. */
final class Corpus {
  private static final String[] WORDS =
      """
      the train is late again coffee book garden cat rain sun football goal vote
      tax school lunch bread music film street bus phone night friend family idiot stupid
      lovely thanks why how great terrible maybe never always city sea river\
      """
          .split("\\s+");

  private Corpus() {}

  /** Puts {@code posts} posts into a new database in {@code folder}. */
  static Database newDatabase(Path folder, int posts) throws IOException {
    Database database =
        new Database("jdbc:sqlite:" + Files.createTempFile(folder, "bench-" + posts + "-", ".db"));
    Path file = folder.resolve("posts-" + posts + ".jsonl");
    try (BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (int number = 0; number < posts; number++) {
        lines.write(
            "{\"uri\":\"at://bench/%07d\",\"text\":\"%s\",\"source\":\"bench\"}%n"
                .formatted(number, text(number)));
      }
    }
    Migrations.migrate(database);
    PostImport.into(database)
        .run(List.of(file.toString()), Beginnings.of(InputStream.nullInputStream()));
    Files.delete(file);
    return database;
  }

  /** About 130 characters, as real posts have; the number makes it distinct. */
  private static String text(int number) {
    Random random = new Random(number);
    StringBuilder text = new StringBuilder();
    for (int words = 12 + random.nextInt(20); words > 0; words--) {
      text.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    return text.append('#').append(number).toString();
  }
}

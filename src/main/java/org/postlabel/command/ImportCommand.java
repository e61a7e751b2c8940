package org.postlabel.command;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.postlabel.database.Database;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.database.Migrations;
import org.postlabel.importing.BadRow;
import org.postlabel.importing.ImportSummary;
import org.postlabel.importing.PostImport;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;

/** Reads posts from files into the table {@code posts}. */
final class ImportCommand {
  /** Bad rows that are named; the others are only counted. */
  private static final int BAD_ROWS_SHOWN = 20;

  private ImportCommand() {}

  static ExitCode run(CommandLine line) {
    if (line.words().isEmpty()) {
      throw new IllegalArgumentException(
          "import needs files: ./pipeline import posts.csv more.jsonl.gz, or - for standard input");
    }
    Database database = Database.from(line.as(DatabaseOptions.class));
    ImportSummary summary = run(database, line.words(), System.in);
    System.out.printf(
        Locale.ROOT,
        "%,d posts imported into %s (%,d new, %,d updated), %,d bad rows%n",
        summary.written(),
        database.url(),
        summary.added(),
        summary.updated(),
        summary.bad());
    return summary.bad() > 0 ? ExitCode.INCOMPLETE : ExitCode.DONE;
  }

  static ImportSummary run(Database database, List<String> files, InputStream stdin) {
    PostImport.requireUsable(files);
    Migrations.migrate(database);
    AtomicLong bad = new AtomicLong();
    ImportSummary summary =
        PostImport.into(database).withBadRows(row -> report(row, bad)).run(files, stdin);
    summary
        .ignoredColumns()
        .forEach(
            (file, columns) ->
                System.err.println(file + ": ignored columns: " + String.join(", ", columns)));
    return summary;
  }

  private static void report(BadRow row, AtomicLong bad) {
    long count = bad.incrementAndGet();
    if (count <= BAD_ROWS_SHOWN) {
      System.err.println(row);
    } else if (count == BAD_ROWS_SHOWN + 1) {
      System.err.println("more bad rows are counted, not shown");
    }
  }
}

package org.postlabel.command;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.postlabel.database.Database;
import org.postlabel.database.Migrations;
import org.postlabel.importing.BadRow;
import org.postlabel.importing.Beginnings;
import org.postlabel.importing.ImportConfig;
import org.postlabel.importing.ImportOptions;
import org.postlabel.importing.ImportSummary;
import org.postlabel.importing.LeftOutValues;
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
    ImportOptions options = line.as(ImportOptions.class);
    Database database = Database.from(options);
    ImportSummary summary = run(database, ImportConfig.from(options), line.words(), System.in);
    System.out.printf(
        Locale.ROOT,
        "%,d rows imported into %s (%,d new posts, %,d updated, %,d repeated), %,d skipped, %,d bad"
            + " rows%n",
        summary.written(),
        database.url(),
        summary.added(),
        summary.updated(),
        summary.repeated(),
        summary.skipped(),
        summary.bad());
    return summary.bad() > 0 ? ExitCode.INCOMPLETE : ExitCode.DONE;
  }

  static ImportSummary run(Database database, List<String> files, InputStream stdin) {
    return run(database, ImportConfig.DEFAULT, files, stdin);
  }

  private static ImportSummary run(
      Database database, ImportConfig config, List<String> files, InputStream stdin) {
    Beginnings input = PostImport.requireUsable(files, config, stdin);
    Migrations.migrate(database);
    AtomicLong bad = new AtomicLong();
    AtomicBoolean isOtherEncoding = new AtomicBoolean();
    ImportSummary summary =
        PostImport.into(database)
            .with(config)
            .withBadRows(
                row -> {
                  report(row, bad);
                  isOtherEncoding.compareAndSet(false, row.isNotUtf8());
                })
            .run(files, input);
    summary
        .ignoredColumns()
        .forEach(
            (file, columns) ->
                System.err.println(file + ": ignored columns: " + String.join(", ", columns)));
    if (summary.written() == 0 && summary.skipped() > 0) {
      System.err.println("no row is a post in this format; check --format");
    }
    if (isOtherEncoding.get()) {
      System.err.println(
          "rows that are not UTF-8 are left out; name the encoding, for instance with"
              + " --encoding=windows-1252 for a file that Excel wrote on Windows");
    }
    summary.dialects().forEach(System.err::println);
    summary.leftOut().forEach(ImportCommand::report);
    if (summary.changed() > 0) {
      System.err.printf(
          Locale.ROOT,
          "%,d rows repeat the uri of a row before them with another text; the last text is kept:"
              + " check that uri identifies a post%n",
          summary.changed());
    }
    return summary;
  }

  private static void report(LeftOutValues values) {
    System.err.printf(
        Locale.ROOT,
        "%s: %s: %,d values left out, their posts imported without (first: line %d, like %s)%n",
        values.file(),
        values.column(),
        values.count(),
        values.line(),
        values.shape());
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

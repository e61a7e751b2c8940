package org.postlabel.command;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.postlabel.database.Database;
import org.postlabel.job.AwaitedJobs;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.output.Format;
import org.postlabel.plan.LastDay;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.status.Status;
import org.postlabel.status.StatusJson;
import org.postlabel.status.StatusOptions;
import org.postlabel.status.StatusReader;
import org.postlabel.status.StatusText;

/** Shows how far the runs of a database have come, once or again and again. */
final class StatusCommand {
  private static final Duration EVERY = Duration.ofSeconds(2);

  /** ANSI: cursor to the corner, then clear the screen and what scrolled away. */
  private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";

  private StatusCommand() {}

  /** With {@code --watch} it ends when its thread is interrupted, or with the process. */
  static ExitCode run(CommandLine line, PrintStream out) {
    return run(line, out, Instant.now());
  }

  static ExitCode run(CommandLine line, PrintStream out, Instant now) {
    if (!line.words().isEmpty()) {
      throw new IllegalArgumentException("status takes only options, was " + line.words());
    }
    StatusOptions options = line.as(StatusOptions.class);
    Format format = Format.of(options.getFormat(), List.of(Format.TEXT, Format.JSON));
    Database database = Database.from(options);
    StatusReader reader =
        new StatusReader(
            database,
            ScorerKinds.labels(options).name(),
            options.getCompareTexts(),
            database.clock());
    Status status = read(reader, database);
    Optional<LastDay> lastDay =
        options.getIgnoreLastDay() ? Optional.empty() : LastDayNotice.of(status, options, now);
    show(status, lastDay, format, options.getWatch(), out);
    if (format == Format.TEXT) {
      lastDay.ifPresent(near -> out.println("\n" + near.notice(status.posts().withoutLabel())));
    }
    while (options.getWatch() && sleep() && !out.checkError()) {
      show(read(reader, database), lastDay, format, true, out);
    }
    return ExitCode.DONE;
  }

  private static Status read(StatusReader reader, Database database) {
    Status status = reader.read();
    try {
      for (AwaitedJobs.Answer answer : AwaitedJobs.ask(database)) {
        status =
            status.withCluster(
                answer.runId(), answer.state() == AwaitedJobs.State.LOST, answer.sentence());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Without the clusters' answers.
    }
    return status;
  }

  private static boolean sleep() {
    try {
      Thread.sleep(EVERY.toMillis());
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void show(
      Status status, Optional<LastDay> lastDay, Format format, boolean isWatched, PrintStream out) {
    if (format == Format.JSON) {
      out.println(
          StatusJson.of(
              status, lastDay.map(near -> near.outlook(status.posts().withoutLabel())), isWatched));
    } else {
      if (isWatched) {
        out.print(Boolean.getBoolean("postlabel.terminal.out") ? CLEAR : "\n");
      }
      StatusText.lines(status, Instant.now()).forEach(out::println);
    }
    out.flush();
  }
}

package org.postlabel.run;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import org.postlabel.database.Database;
import org.postlabel.testing.FreshDatabase;

/** Runs that tests begin, and rows of runs that began elsewhere. */
record BegunRuns(FreshDatabase tables) {
  Run begin(String scorerId) throws RunInProgressException, InterruptedException {
    return begin(scorerId, Duration.ZERO);
  }

  Run begin(String scorerId, Duration patience)
      throws RunInProgressException, InterruptedException {
    return beginIn(tables.database(), scorerId, patience);
  }

  static Run beginIn(Database database, String scorerId, Duration patience)
      throws RunInProgressException, InterruptedException {
    return Run.begin(
        database, work(scorerId, "labels_of_" + scorerId), Holder.thisProcess(), patience);
  }

  Run beginOn(String labels, String scorerId) throws RunInProgressException, InterruptedException {
    return Run.begin(
        tables.database(), work(scorerId, labels), Holder.thisProcess(), Duration.ZERO);
  }

  private static Run.Work work(String scorerId, String labels) {
    return new Run.Work("kind", scorerId, labels, "0.1", "{}");
  }

  String refusal() {
    return refusal(Duration.ZERO);
  }

  String refusal(Duration patience) {
    return assertThrows(RunInProgressException.class, () -> begin("scorer-1", patience))
        .getMessage();
  }

  void addRun(String runId, String holder, Instant heartbeat) {
    addRun(runId, Holder.parse(holder, null), heartbeat);
  }

  void addRun(String runId, Holder holder, Instant heartbeat) {
    tables.addPost("at://1", "Text", null);
    tables.addRun(runId, "scorer-1");
    tables.execute(
        "UPDATE runs SET holder = ?, holder_process = ?, heartbeat_at = ?",
        holder.toString(),
        holder.processOrNull(),
        tables.dialect().timestamp(heartbeat));
  }
}

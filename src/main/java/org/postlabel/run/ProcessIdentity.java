package org.postlabel.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What tells a process apart from all others that have had its number: the boot of the machine, the
 * namespace of process numbers, and when it started ({@code man 5 proc}). Only Linux tells; where
 * it does not, nothing is known of a process.
 */
final class ProcessIdentity {
  private static final Path PROC = Path.of("/proc");

  /** Of {@code /proc/PID/stat}, counted behind the name, which may hold spaces. */
  private static final int STATE = 0;

  private static final int START = 19;

  private ProcessIdentity() {}

  /** The identity of the process {@code id}; empty when it cannot be told. */
  static Optional<String> of(long id) {
    return namespace().flatMap(ours -> start(id).map(start -> ours + "/" + start));
  }

  /**
   * Whether {@code identity}, that of the process {@code id} once, is one that this process would
   * see if it were still running, and does not.
   */
  static boolean hasEnded(long id, String identity) {
    int start = identity.lastIndexOf('/');
    return start > 0
        && namespace().filter(identity.substring(0, start)::equals).isPresent()
        && !start(id).filter(identity.substring(start + 1)::equals).isPresent();
  }

  /** Empty where the processes of others are hidden, so that one which is not seen may be there. */
  private static Optional<String> namespace() {
    try {
      return Files.isReadable(PROC.resolve("1/stat"))
          ? Optional.of(
              Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip()
                  + "/"
                  + Files.readSymbolicLink(PROC.resolve("self/ns/pid")))
          : Optional.empty();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** Empty when there is no such process, or only its exit code is left. */
  private static Optional<String> start(long id) {
    try {
      String stat = Files.readString(PROC.resolve(id + "/stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return fields[STATE].matches("[ZX]") ? Optional.empty() : Optional.of(fields[START]);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

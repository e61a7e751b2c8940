package org.postlabel.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** How much memory this process holds. */
final class ResidentMemory {
  /** https://www.kernel.org/doc/html/latest/filesystems/proc.html; only Linux has it. */
  private static final Path STATUS = Path.of("/proc/self/status");

  private ResidentMemory() {}

  /** The peak so far in bytes; 0 where it is not known. */
  static long peakBytes() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(STATUS)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

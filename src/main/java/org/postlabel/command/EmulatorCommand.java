package org.postlabel.command;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorOptions;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;

/** Runs the emulated services until it is told to stop. */
final class EmulatorCommand {
  private EmulatorCommand() {}

  static ExitCode run(CommandLine line) throws InterruptedException {
    EmulatorConfig config = EmulatorConfig.from(line.as(EmulatorOptions.class));
    try (Emulator emulator = Emulator.start(config)) {
      System.out.println(emulator.banner());
      new CountDownLatch(1).await();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot listen on port %d: %s; choose another with --port"
              .formatted(config.port(), e.getMessage()),
          e);
    }
    return ExitCode.DONE;
  }
}

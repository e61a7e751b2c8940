package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.postlabel.emulator.settings.EmulatorSetup;

class EmulatorTest {
  private static final EmulatorSetup ANY_PORT = EmulatorSetup.PLAIN;

  @Test
  void answersThreeHundredSlowCallsAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(300);
    try (Emulator emulator = Emulator.start(ANY_PORT.withLatency(500, 0).config())) {
      Caller caller = new Caller(emulator);
      Callable<Integer> call = () -> caller.analyzeText("A remark").statusCode();
      List<Callable<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < 300; i++) {
        calls.add(call);
      }
      long start = System.nanoTime();

      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> status : threads.invokeAll(calls)) {
        statuses.add(status.get());
      }

      long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
      assertThat(statuses, everyItem(is(200)));
      assertThat(millis, allOf(greaterThanOrEqualTo(500L), lessThan(10_000L)));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void startsAgainOnThePortThatItLeft() throws Exception {
    Emulator first = Emulator.start(ANY_PORT.config());
    new Caller(first).analyzeText("A remark");
    first.close();

    try (Emulator second =
        Emulator.start(ANY_PORT.with("port", first.endpoint().getPort()).config())) {
      assertThat(second.endpoint(), is(first.endpoint()));
      assertThat(new Caller(second).analyzeText("A remark").statusCode(), is(200));
    }
  }

  @Test
  void refusesAPortThatIsTaken() throws IOException {
    try (Emulator first = Emulator.start(ANY_PORT.config())) {
      assertThrows(
          IOException.class,
          () -> Emulator.start(ANY_PORT.with("port", first.endpoint().getPort()).config()));
    }
  }
}

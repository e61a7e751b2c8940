package org.postlabel.emulator;

import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.postlabel.emulator.TextCounts.TextHash;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.Fault;

/**
 * The random decisions about one request or call: a pure function of the seed, its texts and how
 * often each was sent before. Order of arrival, concurrency and other requests do not change them.
 *
 * @param onFault takes each fault that occurs
 */
record Draws(EmulatorConfig config, List<Attempt> attempts, Consumer<Fault> onFault) {

  /** The {@code number}-th request with a text, counted from 0. */
  record Attempt(TextHash text, int number) {}

  /** The draws for one of the texts, as if it were alone. */
  Draws only(int index) {
    return new Draws(config, List.of(attempts.get(index)), onFault);
  }

  Draws reportingTo(Consumer<Fault> consumer) {
    return new Draws(config, attempts, consumer);
  }

  /**
   * Whether the fault occurs, at its rate whatever the number of texts: it does when the draw of
   * any text is low enough. So what a text draws does not depend on the texts beside it.
   */
  boolean occurs(Fault fault) {
    double rate = config.faults().rate(fault);
    if (rate == 0) {
      return false;
    }
    double limit = 1 - StrictMath.pow(1 - rate, 1.0 / attempts.size());
    for (Attempt attempt : attempts) {
      if (share(fault, attempt) < limit && !exceedsRun(fault, attempt, rate)) {
        onFault.accept(fault);
        return true;
      }
    }
    return false;
  }

  /** Whether the text has drawn the fault as often in a row as is allowed. */
  private boolean exceedsRun(Fault fault, Attempt attempt, double rate) {
    int max = config.faults().maxInARow();
    if (max == 0) {
      return false;
    }
    int run = 0;
    for (int number = attempt.number(); number >= 0; number--) {
      if (share(fault, new Attempt(attempt.text(), number)) >= rate) {
        break;
      }
      run++;
    }
    return run % (max + 1) == 0;
  }

  /** Where the latency is in its range, from 0 up to 1. */
  double latency() {
    return share(number("LATENCY"));
  }

  Random random(String subject) {
    return new Random(number(subject));
  }

  private double share(Fault fault, Attempt attempt) {
    return share(number(fault.name(), attempt));
  }

  private static double share(long number) {
    return (number >>> 11) * 0x1.0p-53;
  }

  private long number(String subject) {
    long sum = 0;
    for (Attempt attempt : attempts) {
      sum += number(subject, attempt);
    }
    return sum;
  }

  private long number(String subject, Attempt attempt) {
    long salt = mixed(config.seed() * 0xD1342543DE82EF95L + subject.hashCode());
    return mixed(salt + attempt.text().first() + attempt.number() * 0x9E3779B97F4A7C15L);
  }

  private static long mixed(long value) {
    long bits = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
    return bits ^ bits >>> 31;
  }
}

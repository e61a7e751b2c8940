package org.postlabel.emulator;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.postlabel.emulator.TextCounts.TextHash;
import org.postlabel.emulator.settings.Fault;

/** Counts calls from one reset to the next. Safe for many threads. */
final class Statistics {
  private final CallLog calls = new CallLog();
  private final TextCounts texts = new TextCounts();
  private final LongAdder batches = new LongAdder();
  private final LongAdder prompts = new LongAdder();
  private final LongAdder posts = new LongAdder();
  private final LongAdder promptTokens = new LongAdder();
  private final LongAdder completionTokens = new LongAdder();
  private final Map<String, LongAdder> callsByStatus = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> faults = new ConcurrentHashMap<>();

  void call(long arrival, boolean accepted, int status) {
    calls.add(arrival, accepted);
    count(callsByStatus, Integer.toString(status));
  }

  /** A call whose connection was cut before it was read. */
  void unansweredCall(long arrival) {
    calls.add(arrival, false);
    count(callsByStatus, "none");
  }

  void text(TextHash text, boolean scored) {
    texts.add(text, scored);
  }

  void batch() {
    batches.increment();
  }

  /** A prompt that the model has answered or refused. */
  void prompt(int postsInIt, int tokensOfPrompt, int tokensOfAnswer) {
    prompts.increment();
    posts.add(postsInIt);
    promptTokens.add(tokensOfPrompt);
    completionTokens.add(tokensOfAnswer);
  }

  void fault(Fault fault) {
    fault(fault.word());
  }

  void fault(String name) {
    count(faults, name);
  }

  EmulatorStats sum(boolean withEachText) {
    return new EmulatorStats(
        calls.arrived(),
        calls.accepted(),
        batches.sum(),
        sums(callsByStatus),
        sums(faults),
        texts.sum(withEachText),
        new EmulatorStats.Chat(
            prompts.sum(), posts.sum(), promptTokens.sum(), completionTokens.sum()));
  }

  private static void count(Map<String, LongAdder> counters, String name) {
    counters.computeIfAbsent(name, unused -> new LongAdder()).increment();
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counters) {
    Map<String, Long> sums = new TreeMap<>();
    counters.forEach((name, counter) -> sums.put(name, counter.sum()));
    return sums;
  }
}

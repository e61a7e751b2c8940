package org.postlabel.emulator;

import java.util.List;
import java.util.Map;
import org.postlabel.emulator.answer.Answer;

/** One HTTP request to an API, and how that API answers or refuses it. */
interface Api {
  default int calls() {
    return 1;
  }

  /** The texts to score; where a call has none, its body. */
  List<String> texts();

  /** Answers each call and counts it. */
  Answer answer(long firstCall, Draws draws);

  /** The refusal of a service that has been shut down. */
  Answer gone();

  Answer overQuota();

  /** What the headers of an answer tell of the quota now. */
  default Map<String, String> headers() {
    return Map.of();
  }

  /** Whether its answer is slow although none of its calls is. */
  default boolean isSlow(Draws draws) {
    return false;
  }
}

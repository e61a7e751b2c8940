package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.emulator.settings.Fault;

class DrawsTest {
  private static final EmulatorSetup FAULTY =
      EmulatorSetup.PLAIN
          .with("seed", 7)
          .with(Fault.THROTTLED, .2)
          .with(Fault.UNAVAILABLE, .2)
          .with(Fault.BAD_GATEWAY, .2)
          .with(Fault.CHAT_REFUSAL, .2)
          .with(Fault.CHAT_WRONG_COUNT, .2);
  private static final List<String> TEXTS =
      IntStream.range(0, 40).mapToObj(i -> "remark " + i).toList();

  private interface Call {
    String answerTo(Caller caller, String text) throws Exception;
  }

  @Test
  void bringATextTheSameFaultsInAnyOrderOfArrival() throws Exception {
    Call analyze = (caller, text) -> String.valueOf(caller.analyzeText(text).statusCode());
    Call chat = (caller, text) -> outline(caller.chat(ChatPrompt.of(text)));
    for (Call call : List.of(analyze, chat)) {
      Map<String, List<String>> inOrder = answers(FAULTY, call, TEXTS, 1);

      List<String> shuffled = new ArrayList<>(TEXTS);
      Collections.shuffle(shuffled, new Random(1));
      assertThat(answers(FAULTY, call, shuffled, 1), is(inOrder));
      assertThat(answers(FAULTY, call, shuffled, 8), is(inOrder));
      assertThat(answers(FAULTY.with("seed", 8), call, TEXTS, 1), is(not(inOrder)));
    }
  }

  @Test
  void bringACallOfABatchTheFaultsOfItsTextAlone() throws Exception {
    EmulatorSetup config = EmulatorSetup.PLAIN.with(Fault.UNAVAILABLE, .3);
    try (Emulator emulator = Emulator.start(config.config())) {
      Caller caller = new Caller(emulator);
      List<Integer> together =
          BatchText.parts(caller.batch(BatchText.ofCalls(50))).stream()
              .map(BatchText.Part::status)
              .toList();
      emulator.reconfigure(config.config());

      List<Integer> alone = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        alone.add(caller.analyzeText("post " + i).statusCode());
      }

      assertThat(together, is(alone));
      assertThat(together.stream().distinct().count(), is(2L));
    }
  }

  @Test
  void haveTheRateOfARequestWhateverTheNumberOfTexts() {
    EmulatorSetup config = EmulatorSetup.PLAIN.with(Fault.RESET, .3);
    for (int size : new int[] {1, 5, 50}) {
      ActiveConfig active = ActiveConfig.of(config.config());
      long faults =
          IntStream.range(0, 1_000)
              .filter(request -> active.draws(texts(request, size), f -> {}).occurs(Fault.RESET))
              .count();

      assertThat(faults, is(allOf(greaterThan(240L), lessThan(360L))));
    }
  }

  @Test
  void bringATextNoFaultMoreOftenInARowThanAllowed() {
    EmulatorSetup often = EmulatorSetup.PLAIN.with(Fault.RESET, .8);
    assertThat(longestRun(often), is(greaterThan(10)));
    for (int max = 1; max <= 3; max++) {
      assertThat(longestRun(often.with("maxFaultsInARow", max)), is(lessThanOrEqualTo(max)));
    }
    assertThat(
        longestRun(EmulatorSetup.PLAIN.with(Fault.RESET, 1).with("maxFaultsInARow", 3)), is(3));
  }

  private static int longestRun(EmulatorSetup setup) {
    ActiveConfig active = ActiveConfig.of(setup.config());
    int longest = 0;
    int run = 0;
    for (int i = 0; i < 1_000; i++) {
      run = active.draws(List.of("A remark"), fault -> {}).occurs(Fault.RESET) ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return longest;
  }

  private static List<String> texts(int request, int count) {
    return IntStream.range(0, count).mapToObj(i -> request + " " + i).toList();
  }

  /** What each text is answered the first, second and third time. */
  private static Map<String, List<String>> answers(
      EmulatorSetup config, Call call, List<String> texts, int threads) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try (Emulator emulator = Emulator.start(config.config())) {
      Caller caller = new Caller(emulator);
      Map<String, List<String>> answers = new TreeMap<>();
      List<Callable<List<String>>> tasks = new ArrayList<>();
      for (String text : texts) {
        tasks.add(
            () ->
                List.of(
                    call.answerTo(caller, text),
                    call.answerTo(caller, text),
                    call.answerTo(caller, text)));
      }
      List<Future<List<String>>> done = pool.invokeAll(tasks);
      for (int i = 0; i < texts.size(); i++) {
        answers.put(texts.get(i), done.get(i).get());
      }
      return answers;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Status and content, or the refusal. */
  private static String outline(HttpResponse<String> response) throws Exception {
    return response.statusCode() == 502
        ? "502"
        : response.statusCode() + " " + ChatPrompt.message(response);
  }
}

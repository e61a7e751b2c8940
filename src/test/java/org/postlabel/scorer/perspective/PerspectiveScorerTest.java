package org.postlabel.scorer.perspective;

import static java.util.stream.Collectors.toMap;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postlabel.emulator.Emulator;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.emulator.settings.Fault;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Outcome.Answered;
import org.postlabel.scorer.Outcome.Refused;
import org.postlabel.scorer.Outcome.Rejected;
import org.postlabel.scorer.Outcome.Throttled;
import org.postlabel.scorer.Outcome.TryLater;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Scorer;

class PerspectiveScorerTest {
  private static final EmulatorSetup PLAIN = EmulatorSetup.PLAIN;
  private static final List<Question> QUESTIONS =
      IntStream.range(0, 40).mapToObj(i -> question("What text number " + i + " says")).toList();

  @TempDir private Path folder;
  @AutoClose private Emulator emulator;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(PLAIN.config());
  }

  @Test
  void scoresOneTextAtATime() throws IOException {
    Map<String, Outcome> outcomes = ask(RequestMode.SINGLE, QUESTIONS.subList(0, 1));

    Answered answered = (Answered) outcomes.get(QUESTIONS.get(0).textHash());
    assertThat(answered.answer().scores().byAttribute().keySet(), is(PerspectiveLabels.ATTRIBUTES));
    assertThat(answered.answer().reason().isEmpty(), is(true));
    assertThat(emulator.stats().arrived().calls(), is(1L));
    assertThat(emulator.stats().batchRequests(), is(0L));
  }

  @Test
  void scoresABatchInOneRequest() throws IOException {
    Map<String, Outcome> singly = singly();
    emulator.resetStats();

    assertThat(ask(RequestMode.BATCH, QUESTIONS), is(singly));
    assertThat(emulator.stats().batchRequests(), is(1L));
    assertThat(emulator.stats().arrived().calls(), is(40L));
  }

  @Test
  void pairsByIdWhenPartsComeInAnyOrderDoubledAndFromStrangers() throws IOException {
    Map<String, Outcome> singly = singly();
    emulator.reconfigure(
        PLAIN
            .with("shuffleParts", true)
            .with(Fault.DOUBLED_PART, 0.5)
            .with(Fault.FOREIGN_PART, 0.5)
            .config());

    assertThat(ask(RequestMode.BATCH, QUESTIONS), is(singly));
  }

  @Test
  void saysNothingOfTextsWhosePartIsMissing() throws IOException {
    Map<String, Outcome> singly = singly();
    emulator.reconfigure(PLAIN.with("shuffleParts", true).with(Fault.MISSING_PART, 0.5).config());

    Map<String, Outcome> outcomes = ask(RequestMode.BATCH, QUESTIONS);

    Set<String> answered = new HashSet<>(outcomes.keySet());
    assertThat(answered.size() > 0 && answered.size() < QUESTIONS.size(), is(true));
    singly.keySet().retainAll(answered);
    assertThat(outcomes, is(singly));
  }

  @Test
  void asksAllLaterWhenEveryPartIsMissing() throws IOException {
    emulator.reconfigure(PLAIN.with(Fault.MISSING_PART, 1).config());

    assertThat(
        ask(RequestMode.BATCH, QUESTIONS),
        is(forAll(TryLater.noProvider("a batch answer without a readable part"))));
  }

  @Test
  void tellsCallsApartWhenSomeOfABatchFail() throws IOException {
    Map<String, Outcome> expected = singly();
    Question poisoned = question("This one holds arsenic");
    emulator.reconfigure(PLAIN.with("poisonMarker", "arsenic").config());
    List<Question> questions = new ArrayList<>(QUESTIONS);
    questions.add(7, poisoned);

    Map<String, Outcome> outcomes = ask(RequestMode.BATCH, questions);

    expected.put(
        poisoned.textHash(),
        new Rejected("the provider rejects our requests (HTTP 400 INVALID_ARGUMENT)"));
    assertThat(outcomes, is(expected));
  }

  @Test
  void isThrottledInsideABatchThatIsItselfAnswered() throws IOException {
    emulator.reconfigure(PLAIN.with("queriesPerMinute", 30).config());

    Map<String, Outcome> outcomes = ask(RequestMode.BATCH, QUESTIONS);

    Throttled throttled =
        new Throttled(null, OptionalDouble.of(30), "AnalyzeRequestsPerMinutePerProject (30)");
    assertThat(outcomes.values().stream().filter(throttled::equals).count(), is(10L));
    assertThat(outcomes.values().stream().filter(Answered.class::isInstance).count(), is(30L));
  }

  @ParameterizedTest
  @EnumSource(RequestMode.class)
  void waitsAsLongAsTheProviderSays(RequestMode mode) throws IOException {
    emulator.reconfigure(PLAIN.with("retryAfter", 3).with(Fault.OUTER_THROTTLED, 1).config());

    Map<String, Outcome> outcomes = ask(mode, QUESTIONS.subList(0, 1));

    Throttled throttled = (Throttled) outcomes.get(QUESTIONS.get(0).textHash());
    assertThat(throttled.retryAfterOrNull(), is(Duration.ofSeconds(3)));
  }

  @ParameterizedTest
  @EnumSource(RequestMode.class)
  void asksLaterAfterABadGateway(RequestMode mode) throws IOException {
    emulator.reconfigure(PLAIN.with(Fault.BAD_GATEWAY, 1).config());

    assertThat(ask(mode, QUESTIONS), is(forAll(TryLater.because("HTTP 502", null))));
  }

  @ParameterizedTest
  @EnumSource(RequestMode.class)
  void asksLaterWhenTheConnectionIsCut(RequestMode mode) throws IOException {
    for (Fault fault : List.of(Fault.RESET, Fault.TRUNCATED)) {
      emulator.reconfigure(PLAIN.with(fault, 1).config());

      for (Outcome outcome : ask(mode, QUESTIONS.subList(0, 1)).values()) {
        TryLater later = (TryLater) outcome;
        assertThat(later.cause(), startsWith("connection broken: "));
        assertThat(later.isProviderThere(), is(false));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(RequestMode.class)
  void asksLaterWhenTheJsonIsCut(RequestMode mode) throws IOException {
    emulator.reconfigure(PLAIN.with(Fault.MALFORMED, 1).config());

    assertThat(ask(mode, QUESTIONS), is(forAll(TryLater.noProvider("an answer that is not JSON"))));
  }

  @ParameterizedTest
  @EnumSource(RequestMode.class)
  void doesNotWaitForEver(RequestMode mode) throws IOException {
    emulator.reconfigure(PLAIN.with("hangRate", 1).with("hangTime", 300_000).config());

    try (Scorer scorer = scorer(mode, Duration.ofSeconds(1))) {
      assertThat(
          scorer.score(QUESTIONS.subList(0, 1)).values(),
          everyItem(is(TryLater.noProvider("no answer in time"))));
    }
  }

  @ParameterizedTest
  @EnumSource(RequestMode.class)
  void asksLaterWhenNobodyListens(RequestMode mode) throws IOException {
    emulator.close();

    assertThat(ask(mode, QUESTIONS), is(forAll(TryLater.noProvider("no connection"))));
  }

  @ParameterizedTest
  @EnumSource(RequestMode.class)
  void isRefusedWithAWrongKey(RequestMode mode) throws IOException {
    Files.writeString(folder.resolve("key.txt"), "another-key");
    try (Scorer scorer = perspective(mode, "key.txt").start(4, Duration.ofSeconds(10))) {
      assertThat(
          scorer.score(QUESTIONS),
          is(forAll(new Refused("the provider rejects this API key (HTTP 400)"))));
    }
  }

  @ParameterizedTest
  @EnumSource(RequestMode.class)
  void isRefusedWhenTheServiceHasEnded(RequestMode mode) throws IOException {
    emulator.reconfigure(PLAIN.with("gone", 410).with("goneAfterCalls", 0).config());

    assertThat(
        ask(mode, QUESTIONS),
        is(forAll(new Refused("no Perspective API at --endpoint, or no longer (HTTP 410)"))));
  }

  private Map<String, Outcome> singly() throws IOException {
    return new HashMap<>(ask(RequestMode.SINGLE, QUESTIONS));
  }

  private Map<String, Outcome> ask(RequestMode mode, List<Question> questions) throws IOException {
    try (Scorer scorer = scorer(mode, Duration.ofSeconds(10))) {
      return scorer.score(questions);
    }
  }

  private Scorer scorer(RequestMode mode, Duration timeout) throws IOException {
    Files.writeString(folder.resolve("emulator-key.txt"), EmulatorConfig.DEFAULT_KEY);
    return perspective(mode, "emulator-key.txt").start(4, timeout);
  }

  private Perspective perspective(RequestMode mode, String keyFile) {
    return PerspectiveTest.from(
        "--endpoint=" + emulator.endpoint(),
        "--requestMode=" + mode.name().toLowerCase(Locale.ROOT),
        "--apiKeyFile=" + folder.resolve(keyFile));
  }

  private static Map<String, Outcome> forAll(Outcome outcome) {
    return QUESTIONS.stream().collect(toMap(Question::textHash, question -> outcome));
  }

  private static Question question(String text) {
    return Question.about(new Post("", text, PostMetadata.NONE));
  }
}

package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.postlabel.emulator.BatchText.Part;
import org.postlabel.emulator.settings.ChatServer.TokenLimits;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.emulator.settings.Limits;

class QuotaTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Property
  void neverAdmitsMoreThanTheLimitInAnyWindow(
      @ForAll @IntRange(min = 1, max = 5) int limit,
      @ForAll @Size(max = 60) List<@IntRange(max = 900) Integer> pausesInMillis) {
    Quota quota = new Quota(new Limits(limit, 0, 0, 0, 0), new TokenLimits(0, 0, 0));
    long time = -5 * SECOND;
    long[] admitted = new long[pausesInMillis.size()];
    int count = 0;
    for (int pause : pausesInMillis) {
      time += TimeUnit.MILLISECONDS.toNanos(pause);
      if (quota.admits(time)) {
        admitted[count++] = time;
      }
    }

    long[] times = Arrays.copyOf(admitted, count);
    assertThat(CallLog.mostWithin(SECOND, times), lessThanOrEqualTo(limit));
    assertThat(count, greaterThanOrEqualTo(Math.min(limit, pausesInMillis.size())));
  }

  @Property
  void admitsAsMuchAsTheLimitHoldsWhateverTheOrder(
      @ForAll @IntRange(min = 1, max = 5) int limit,
      @ForAll @Size(max = 60) List<@IntRange(max = 900) Integer> pausesInMillis,
      @ForAll @Size(60) List<@IntRange(max = 300) Integer> delaysInMillis) {
    Quota quota = new Quota(new Limits(limit, 0, 0, 0, 0), new TokenLimits(0, 0, 0));
    List<Call> calls = new ArrayList<>();
    long time = -5 * SECOND;
    for (int i = 0; i < pausesInMillis.size(); i++) {
      time += TimeUnit.MILLISECONDS.toNanos(pausesInMillis.get(i));
      calls.add(new Call(time, time + TimeUnit.MILLISECONDS.toNanos(delaysInMillis.get(i))));
    }
    calls.sort(Comparator.comparing(Call::asked));

    List<Long> admitted = new ArrayList<>();
    for (Call call : calls) {
      List<Long> withIt = new ArrayList<>(admitted);
      withIt.add(call.arrival());
      long[] times = withIt.stream().sorted().mapToLong(Long::longValue).toArray();
      boolean hasRoom = CallLog.mostWithin(SECOND, times) <= limit;
      assertThat(quota.admits(call.arrival()), is(hasRoom));
      admitted = hasRoom ? withIt : admitted;
    }
  }

  private record Call(long arrival, long asked) {}

  @Test
  void admitsAgainExactlyOneWindowAfterTheFirstCall() {
    Quota quota = new Quota(new Limits(2, 0, 0, 0, 0), new TokenLimits(0, 0, 0));

    List<Boolean> admitted =
        List.of(
            quota.admits(0),
            quota.admits(10),
            quota.admits(SECOND - 1),
            quota.admits(SECOND),
            quota.admits(SECOND + 9),
            quota.admits(SECOND + 10));

    assertThat(admitted, is(List.of(true, true, false, true, false, true)));
  }

  @Test
  void holdsBothQuotasAtOnce() {
    Quota quota = new Quota(new Limits(2, 3, 0, 0, 0), new TokenLimits(0, 0, 0));

    List<Boolean> admitted =
        List.of(
            quota.admits(0),
            quota.admits(1),
            quota.admits(2),
            quota.admits(2 * SECOND),
            quota.admits(4 * SECOND),
            quota.admits(60 * SECOND));

    assertThat(admitted, is(List.of(true, true, false, true, false, true)));
  }

  @Test
  void refusesWithTheTrueQuotaAMinute() throws Exception {
    EmulatorSetup config =
        EmulatorSetup.PLAIN.with("queriesPerSecond", 2).with("queriesPerMinute", 600);
    try (Emulator emulator = Emulator.start(config.config())) {
      // In one batch, since a second could pass before another request arrives.
      List<Part> parts = BatchText.parts(new Caller(emulator).batch(BatchText.ofCalls(3)));

      assertThat(parts.stream().map(Part::status).toList(), is(List.of(200, 200, 429)));
      assertThat(parts.get(2).headers(), not(containsString("Retry-After")));
      JsonNode error = parts.get(2).json().path("error");
      assertThat(error.path("status").asText(), is("RESOURCE_EXHAUSTED"));
      assertThat(error.at("/details/0/reason").asText(), is("RATE_LIMIT_EXCEEDED"));
      assertThat(
          error.at("/details/0/metadata/quota_limit").asText(),
          is("AnalyzeRequestsPerMinutePerProject"));
      assertThat(error.at("/details/0/metadata/quota_limit_value").asText(), is("120"));
    }
  }

  @Test
  void keepsWhatIsUsedOfAnUnchangedQuotaWhenReconfigured() throws Exception {
    EmulatorSetup config = EmulatorSetup.PLAIN.with("queriesPerMinute", 1);
    try (Emulator emulator = Emulator.start(config.config())) {
      Caller caller = new Caller(emulator);
      caller.analyzeText("The only one");

      emulator.reconfigure(config.with("seed", 2).config());
      int same = caller.analyzeText("One too many").statusCode();
      emulator.reconfigure(config.with("queriesPerMinute", 2).config());
      int raised = caller.analyzeText("One more").statusCode();

      assertThat(List.of(same, raised), is(List.of(429, 200)));
    }
  }
}

package org.postlabel.emulator;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.postlabel.emulator.TextCounts.TextHash;
import org.postlabel.emulator.analyze.Analysis;
import org.postlabel.emulator.analyze.AnalyzeRequest;
import org.postlabel.emulator.analyze.GoogleError;
import org.postlabel.emulator.answer.Answer;
import org.postlabel.emulator.answer.RefusedException;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.Fault;
import org.postlabel.emulator.settings.Faults;

/** A request to the analyze API: one call, or a batch of calls that are answered one by one. */
final class AnalyzeApi implements Api {
  private static final int MAX_PARTS = 1_000;

  /** The request and the refusal exclude each other; key and content id are null when missing. */
  private record Call(
      String contentId, String key, String text, AnalyzeRequest request, Answer refusal) {

    static Call of(String contentId, String key, byte[] body) {
      try {
        AnalyzeRequest request = AnalyzeRequest.parse(body);
        return new Call(contentId, key, request.text(), request, null);
      } catch (RefusedException e) {
        return new Call(contentId, key, raw(body), null, e.answer());
      }
    }

    static Call of(BatchRequest.Part part, String outerKey) {
      if (!part.isPostTo(Routes.ANALYZE)) {
        return new Call(part.contentId(), null, raw(part.body()), null, GoogleError.notFound());
      }
      return of(part.contentId(), part.key() == null ? outerKey : part.key(), part.body());
    }

    private static String raw(byte[] body) {
      return new String(body, StandardCharsets.ISO_8859_1);
    }

    boolean isLost() {
      return refusal != null && refusal.status() == 404;
    }
  }

  private final ActiveConfig active;
  private final EmulatorConfig config;
  private final Statistics statistics;
  private final long arrival;
  private final List<Call> calls;
  private final boolean isBatch;

  private AnalyzeApi(
      ActiveConfig active, Statistics statistics, long arrival, List<Call> calls, boolean isBatch) {
    this.active = active;
    this.config = active.config();
    this.statistics = statistics;
    this.arrival = arrival;
    this.calls = calls;
    this.isBatch = isBatch;
  }

  static AnalyzeApi single(ActiveConfig active, Statistics statistics, CallRequest request) {
    List<Call> calls = List.of(Call.of(null, request.key(), request.body()));
    return new AnalyzeApi(active, statistics, request.arrival(), calls, false);
  }

  static AnalyzeApi batch(ActiveConfig active, Statistics statistics, CallRequest request)
      throws RefusedException {
    if (!active.config().analyze().batchEndpoint()) {
      throw new RefusedException(GoogleError.notFound());
    }
    List<BatchRequest.Part> parts =
        BatchRequest.parse(request.header("Content-Type"), request.body())
            .orElseThrow(
                () -> new RefusedException(GoogleError.invalid("Failed to parse batch request.")));
    if (parts.size() > MAX_PARTS) {
      throw new RefusedException(
          GoogleError.invalid("The batch request has more than 1000 calls."));
    }
    List<Call> calls = parts.stream().map(part -> Call.of(part, request.key())).toList();
    return new AnalyzeApi(active, statistics, request.arrival(), calls, true);
  }

  @Override
  public int calls() {
    return calls.size();
  }

  @Override
  public List<String> texts() {
    return calls.stream().map(Call::text).toList();
  }

  @Override
  public Answer gone() {
    return GoogleError.gone(config.limits().goneStatus());
  }

  @Override
  public Answer overQuota() {
    return GoogleError.overQuota(
        config.limits().effectivePerMinute(), config.limits().retryAfterSeconds());
  }

  @Override
  public Answer answer(long firstCall, Draws draws) {
    if (!isBatch) {
      return answer(calls.get(0), firstCall, draws);
    }
    BatchAnswer batch = new BatchAnswer();
    for (int i = 0; i < calls.size(); i++) {
      Call call = calls.get(i);
      Draws own = draws.only(i);
      batch.add(firstCall + i, call.contentId(), answer(call, firstCall + i, own), own);
    }
    if (config.analyze().shuffleParts()) {
      batch.shuffle(draws.random("SHUFFLE_PARTS"));
    }
    return batch.toAnswer();
  }

  private Answer answer(Call call, long number, Draws draws) {
    Answer closed = closed(call, number, draws);
    boolean accepted = closed == null && active.quota().admits(arrival);
    Answer answer = closed;
    if (accepted) {
      answer = call.request() == null ? call.refusal() : scored(call.request(), draws);
    } else if (closed == null) {
      answer = throttled(call);
    }
    statistics.call(arrival, accepted, answer.status());
    return answer;
  }

  /** Why the call does not get as far as the quota, or null. */
  private Answer closed(Call call, long number, Draws draws) {
    if (call.isLost()) {
      return call.refusal();
    }
    if (active.isGoneAt(number)) {
      return gone();
    }
    if (call.key() == null) {
      return GoogleError.keyMissing();
    }
    if (!call.key().equals(config.acceptedKey())) {
      return GoogleError.keyNotValid();
    }
    return draws.occurs(Fault.THROTTLED) ? throttled(call) : null;
  }

  private Answer throttled(Call call) {
    if (call.request() != null) {
      statistics.text(TextHash.of(call.text()), false);
    }
    return overQuota();
  }

  private Answer scored(AnalyzeRequest request, Draws draws) {
    Answer answer;
    if (draws.occurs(Fault.UNAVAILABLE)) {
      answer = GoogleError.unavailable();
    } else if (Faults.isPoisoned(request.text(), config.faults().poisonMarker())) {
      statistics.fault("poison");
      answer = GoogleError.unknownCause();
    } else {
      answer = Analysis.of(request, config.analyze().scoreShift());
    }
    boolean scored = answer.status() == 200;
    statistics.text(TextHash.of(request.text()), scored);
    return scored && draws.occurs(Fault.MALFORMED) ? answer.cutInHalf() : answer;
  }
}

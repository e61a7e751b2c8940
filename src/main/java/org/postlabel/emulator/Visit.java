package org.postlabel.emulator;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.postlabel.emulator.Delivery.Extent;
import org.postlabel.emulator.analyze.GoogleError;
import org.postlabel.emulator.answer.Answer;
import org.postlabel.emulator.settings.Fault;

/**
 * Answers one HTTP request with one call or many: first the faults of the connection, then its
 * calls, each with the arrival time of the request.
 */
final class Visit {
  private static final int MAX_PARTS = 1_000;
  private static final String PROXY_PAGE =
      """
      <!DOCTYPE html>
      <html lang=en><title>Error 502 (Server Error)</title>
      <h1>502.</h1><p>The server encountered a temporary error.</p></html>
      """;

  private final Regime regime;
  private final Statistics statistics;
  private final Delivery delivery;

  Visit(Regime regime, Statistics statistics, Delivery delivery) {
    this.regime = regime;
    this.statistics = statistics;
    this.delivery = delivery;
  }

  void chat(CallRequest request) {
    ChatDesk desk = new ChatDesk(regime, statistics);
    serve(request, 1, desk, call -> desk.answer(call, request));
  }

  void single(CallRequest request) {
    CallDesk desk = new CallDesk(regime, statistics);
    serve(
        request,
        1,
        desk,
        call -> desk.answer(call, request.arrival(), request.key(), request.body()));
  }

  void batch(CallRequest request) {
    statistics.batch();
    Answer refusal = regime.config().analyze().batchEndpoint() ? null : GoogleError.notFound();
    List<BatchPart> parts = List.of();
    if (refusal == null) {
      Optional<List<BatchPart>> parsed =
          BatchRequest.parse(request.header("Content-Type"), request.body());
      parts = parsed.orElse(parts);
      if (parsed.isEmpty()) {
        refusal = GoogleError.invalid("Failed to parse batch request.");
      } else if (parts.size() > MAX_PARTS) {
        refusal = GoogleError.invalid("The batch request has more than 1000 calls.");
      }
    }
    if (refusal != null) {
      delivery.send(request.exchange(), refusal, Extent.WHOLE, request.arrival());
      return;
    }
    List<BatchPart> calls = parts;
    CallDesk desk = new CallDesk(regime, statistics);
    serve(request, calls.size(), desk, first -> batch(desk, request, first, calls));
  }

  private interface Work {
    Answer answerFrom(long firstCall);
  }

  private void serve(CallRequest request, int calls, Desk desk, Work work) {
    long first = regime.numberCalls(calls);
    long ready = request.arrival() + slowest(first, calls);
    if (regime.isGoneAt(first)) {
      refuse(request, calls, desk.gone(), ready);
    } else if (falls(Fault.RESET, first)) {
      drop(request, calls, request.arrival());
    } else if (falls(Fault.HANG, first)) {
      drop(request, calls, request.arrival() + regime.config().faults().hangTime().toNanos());
    } else if (falls(Fault.BAD_GATEWAY, first)) {
      refuse(request, calls, Answer.html(502, PROXY_PAGE), ready);
    } else if (falls(Fault.OUTER_THROTTLED, first)) {
      refuse(request, calls, desk.overQuota(), ready);
    } else {
      Answer answer = work.answerFrom(first);
      if (falls(Fault.TRUNCATED, first)) {
        delivery.send(request.exchange(), answer, Extent.CUT_IN_THE_MIDDLE, ready);
      } else if (desk.isSlowable() && falls(Fault.CHAT_SLOW, first)) {
        Duration slowness = regime.config().faults().slowTime();
        delivery.trickle(request.exchange(), answer, ready, slowness);
      } else {
        delivery.send(request.exchange(), answer, Extent.WHOLE, ready);
      }
    }
  }

  private Answer batch(CallDesk desk, CallRequest request, long first, List<BatchPart> parts) {
    BatchAnswer answer = new BatchAnswer(regime, statistics);
    long call = first;
    for (BatchPart part : parts) {
      answer.add(call, part.contentId(), inner(desk, request, part, call));
      call++;
    }
    return answer.toAnswer(first);
  }

  private Answer inner(CallDesk desk, CallRequest request, BatchPart part, long call) {
    if (!part.isPostTo(Routes.ANALYZE)) {
      statistics.call(request.arrival(), false, 404);
      return GoogleError.notFound();
    }
    String key = part.key() == null ? request.key() : part.key();
    return desk.answer(call, request.arrival(), key, part.body());
  }

  private void refuse(CallRequest request, int calls, Answer answer, long time) {
    for (int i = 0; i < calls; i++) {
      statistics.call(request.arrival(), false, answer.status());
    }
    delivery.send(request.exchange(), answer, Extent.WHOLE, time);
  }

  private void drop(CallRequest request, int calls, long time) {
    for (int i = 0; i < calls; i++) {
      statistics.unansweredCall(request.arrival());
    }
    delivery.send(request.exchange(), Answer.json(200, new byte[0]), Extent.NOTHING, time);
  }

  private boolean falls(Fault fault, long call) {
    boolean falls = regime.dice().falls(fault, call);
    if (falls) {
      statistics.fault(fault.word());
    }
    return falls;
  }

  private long slowest(long first, int calls) {
    double position = 0;
    for (int i = 0; i < calls; i++) {
      position = Math.max(position, regime.dice().share("LATENCY", first + i));
    }
    return regime.config().latency().nanosAt(position);
  }
}

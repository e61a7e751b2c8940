package org.postlabel.emulator;

import java.util.stream.IntStream;
import org.postlabel.emulator.Delivery.Extent;
import org.postlabel.emulator.answer.Answer;
import org.postlabel.emulator.answer.RefusedException;
import org.postlabel.emulator.classifier.ClassifierDialect;
import org.postlabel.emulator.settings.Fault;

/**
 * Answers one HTTP request: first the faults of the whole request, then its calls, each with the
 * arrival time of the request.
 */
final class Responder {
  private static final String PROXY_PAGE =
      """
      <!DOCTYPE html>
      <html lang=en><title>Error 502 (Server Error)</title>
      <h1>502.</h1><p>The server encountered a temporary error.</p></html>
      """;

  private final ActiveConfig active;
  private final Statistics statistics;
  private final Delivery delivery;

  Responder(ActiveConfig active, Statistics statistics, Delivery delivery) {
    this.active = active;
    this.statistics = statistics;
    this.delivery = delivery;
  }

  void chat(CallRequest request) {
    serve(request, new ChatApi(active, statistics, request));
  }

  void moderations(CallRequest request) {
    serve(request, new ModerationApi(active, statistics, request));
  }

  void classifier(CallRequest request, ClassifierDialect dialect) {
    serve(request, new ClassifierApi(active, statistics, request, dialect));
  }

  void analyze(CallRequest request) {
    serve(request, AnalyzeApi.single(active, statistics, request));
  }

  void batch(CallRequest request) {
    statistics.batch();
    try {
      serve(request, AnalyzeApi.batch(active, statistics, request));
    } catch (RefusedException e) {
      delivery.send(request.exchange(), e.answer(), Extent.WHOLE, request.arrival());
    }
  }

  private void serve(CallRequest request, Api api) {
    Draws draws = active.draws(api.texts(), statistics::fault);
    long first = active.numberCalls(api.calls());
    long ready = request.arrival() + latencyNanos(draws, api.calls());
    if (active.isGoneAt(first)) {
      refuse(request, api, api.gone(), ready);
    } else if (draws.occurs(Fault.RESET)) {
      drop(request, api, request.arrival());
    } else if (draws.occurs(Fault.HANG)) {
      drop(request, api, request.arrival() + active.config().faults().hangTime().toNanos());
    } else if (draws.occurs(Fault.BAD_GATEWAY)) {
      refuse(request, api, Answer.html(502, PROXY_PAGE), ready);
    } else if (draws.occurs(Fault.OUTER_THROTTLED)) {
      refuse(request, api, api.overQuota(), ready);
    } else {
      Answer answer = api.answer(first, draws).withHeaders(api.headers());
      if (draws.occurs(Fault.TRUNCATED)) {
        delivery.send(request.exchange(), answer, Extent.CUT_IN_THE_MIDDLE, ready);
      } else if (api.isSlow(draws)) {
        delivery.trickle(request.exchange(), answer, ready, active.config().faults().slowTime());
      } else {
        delivery.send(request.exchange(), answer, Extent.WHOLE, ready);
      }
    }
  }

  private void refuse(CallRequest request, Api api, Answer answer, long time) {
    for (int i = 0; i < api.calls(); i++) {
      statistics.call(request.arrival(), false, answer.status());
    }
    delivery.send(request.exchange(), answer, Extent.WHOLE, time);
  }

  private void drop(CallRequest request, Api api, long time) {
    for (int i = 0; i < api.calls(); i++) {
      statistics.unansweredCall(request.arrival());
    }
    delivery.send(request.exchange(), Answer.json(200, new byte[0]), Extent.NOTHING, time);
  }

  /** That of the slowest call. */
  private long latencyNanos(Draws draws, int calls) {
    double slowest =
        calls == 1
            ? draws.latency()
            : IntStream.range(0, calls).mapToDouble(i -> draws.only(i).latency()).max().orElse(0);
    return active.config().latency().nanosAt(slowest);
  }
}

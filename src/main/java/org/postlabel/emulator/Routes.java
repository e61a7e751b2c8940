package org.postlabel.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.postlabel.emulator.Delivery.Extent;
import org.postlabel.emulator.analyze.Answer;
import org.postlabel.emulator.analyze.GoogleError;

/** Leads each HTTP request to what answers it; everything unknown is a 404. For many threads. */
final class Routes implements HttpHandler {
  static final String ANALYZE = "/v1alpha1/comments:analyze";

  private final Delivery delivery;
  private final DiscoveryDocument discovery;
  private volatile Regime regime;
  private volatile Statistics statistics = new Statistics();

  Routes(Regime regime, Delivery delivery, DiscoveryDocument discovery) {
    this.regime = regime;
    this.delivery = delivery;
    this.discovery = discovery;
  }

  Regime regime() {
    return regime;
  }

  void change(Regime next) {
    regime = next;
  }

  Statistics statistics() {
    return statistics;
  }

  void resetStatistics() {
    statistics = new Statistics();
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    long arrival = System.nanoTime();
    Answer early = null;
    Optional<byte[]> body = Optional.empty();
    try {
      body = RequestBody.read(exchange);
      if (body.isEmpty()) {
        early = GoogleError.tooLarge();
      }
    } catch (ZipException | EOFException e) {
      early = GoogleError.invalid("The request body is not what its Content-Encoding says.");
    }
    String route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    if (early != null) {
      delivery.send(exchange, early, Extent.WHOLE, arrival);
    } else if (route.equals("POST " + ANALYZE) || route.equals("POST /batch")) {
      CallRequest request = new CallRequest(exchange, arrival, body.orElseThrow());
      new Visit(regime, statistics, delivery).answer(request, route.equals("POST /batch"));
    } else {
      Answer answer = answer(route, exchange.getRequestURI().getRawQuery());
      delivery.send(exchange, answer, Extent.WHOLE, arrival);
    }
  }

  private Answer answer(String route, String query) throws IOException {
    switch (route) {
      case "GET /stats" -> {
        return StatsDocument.of(statistics.sum(("" + query).contains("texts=true")));
      }
      case "DELETE /stats", "POST /stats/reset" -> {
        resetStatistics();
        return StatsDocument.of(statistics.sum(false));
      }
      case "GET /$discovery/rest", "GET /discovery/v1/apis/commentanalyzer/v1alpha1/rest" -> {
        return regime.isGoneNow() ? gone() : discovery.answer();
      }
      default -> {
        return regime.isGoneNow() ? gone() : GoogleError.notFound();
      }
    }
  }

  private Answer gone() {
    return GoogleError.gone(regime.config().limits().goneStatus());
  }
}

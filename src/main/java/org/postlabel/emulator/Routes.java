package org.postlabel.emulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.postlabel.emulator.Delivery.Extent;
import org.postlabel.emulator.analyze.GoogleError;
import org.postlabel.emulator.answer.Answer;
import org.postlabel.emulator.chat.ChatError;

/** Leads each HTTP request to what answers it; everything unknown is a 404. For many threads. */
final class Routes implements HttpHandler {
  static final String ANALYZE = "/v1alpha1/comments:analyze";
  private static final String CHAT = "/v1/chat/completions";

  private final Delivery delivery;
  private final DiscoveryDocument discovery;
  private volatile ActiveConfig active;
  private volatile Statistics statistics = new Statistics();

  Routes(ActiveConfig active, Delivery delivery, DiscoveryDocument discovery) {
    this.active = active;
    this.delivery = delivery;
    this.discovery = discovery;
  }

  ActiveConfig active() {
    return active;
  }

  void change(ActiveConfig next) {
    active = next;
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
    String route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    boolean isChat = route.equals("POST " + CHAT);
    try {
      Optional<byte[]> body = RequestBody.read(exchange);
      if (body.isPresent()) {
        visit(route, new CallRequest(exchange, arrival, body.get()));
      } else {
        Answer tooLarge = isChat ? ChatError.tooLarge() : GoogleError.tooLarge();
        delivery.send(exchange, tooLarge, Extent.WHOLE, arrival);
      }
    } catch (ZipException | EOFException e) {
      String problem = "The request body is not what its Content-Encoding says.";
      Answer invalid = isChat ? ChatError.invalid(problem, null) : GoogleError.invalid(problem);
      delivery.send(exchange, invalid, Extent.WHOLE, arrival);
    }
  }

  private void visit(String route, CallRequest request) throws IOException {
    Responder responder = new Responder(active, statistics, delivery);
    switch (route) {
      case "POST " + CHAT -> responder.chat(request);
      case "POST " + ANALYZE -> responder.analyze(request);
      case "POST /batch" -> responder.batch(request);
      default -> {
        String query = request.exchange().getRequestURI().getRawQuery();
        delivery.send(request.exchange(), answer(route, query), Extent.WHOLE, request.arrival());
      }
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
        return active.isGoneNow() ? gone() : discovery.answer();
      }
      default -> {
        return active.isGoneNow() ? gone() : GoogleError.notFound();
      }
    }
  }

  private Answer gone() {
    return GoogleError.gone(active.config().limits().goneStatus());
  }
}

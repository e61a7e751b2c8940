package org.postlabel.emulator;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.ZipException;
import org.postlabel.emulator.Delivery.Extent;
import org.postlabel.emulator.analyze.EmulatedScores;
import org.postlabel.emulator.analyze.GoogleError;
import org.postlabel.emulator.answer.Answer;
import org.postlabel.emulator.chat.ChatError;
import org.postlabel.emulator.classifier.ClassifierDialect;

/** Passes each HTTP request to what answers it; an unknown one is answered 404. Thread-safe. */
final class Routes implements HttpHandler {
  static final String ANALYZE = "/v1alpha1/comments:analyze";

  /** Services differ in what precedes it. */
  private static final String COMPLETIONS = "/chat/completions";

  private static final String CHAT = "/v1" + COMPLETIONS;
  private static final String MODERATIONS = "/v1/moderations";
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final Delivery delivery;
  private final Answer discovery;
  private volatile ActiveConfig active;
  private volatile Statistics statistics = new Statistics();

  /** The discovery document names {@code endpoint} as its root. */
  Routes(ActiveConfig active, Delivery delivery, URI endpoint) throws IOException {
    this.active = active;
    this.delivery = delivery;
    try (InputStream resource = Routes.class.getResourceAsStream("discovery.json")) {
      String template = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      String document = template.replace("{{root}}", endpoint + "/");
      this.discovery = Answer.json(200, document.getBytes(StandardCharsets.UTF_8));
    }
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
    String path = exchange.getRequestURI().getPath();
    String route = exchange.getRequestMethod() + " " + (path.endsWith(COMPLETIONS) ? CHAT : path);
    boolean isOpenAis = route.equals("POST " + CHAT) || route.equals("POST " + MODERATIONS);
    try {
      Optional<CallRequest> request = CallRequest.read(exchange, arrival);
      if (request.isPresent()) {
        answer(route, request.get());
      } else {
        Answer tooLarge = isOpenAis ? ChatError.tooLarge() : GoogleError.tooLarge();
        delivery.send(exchange, tooLarge, Extent.WHOLE, arrival);
      }
    } catch (ZipException | EOFException e) {
      String problem = "The request body is not what its Content-Encoding says.";
      Answer invalid = isOpenAis ? ChatError.invalid(problem, null) : GoogleError.invalid(problem);
      delivery.send(exchange, invalid, Extent.WHOLE, arrival);
    }
  }

  private void answer(String route, CallRequest request) {
    Responder responder = new Responder(active, statistics, delivery);
    switch (route) {
      case "POST " + CHAT -> responder.chat(request);
      case "POST " + MODERATIONS -> responder.moderations(request);
      case "POST /predict" -> responder.classifier(request, ClassifierDialect.TEI);
      case "POST /classify" -> responder.classifier(request, ClassifierDialect.VLLM);
      case "POST /models/emulated" -> responder.classifier(request, ClassifierDialect.HUGGINGFACE);
      case "POST " + ANALYZE -> responder.analyze(request);
      case "POST /batch" -> responder.batch(request);
      default -> {
        String query = "" + request.exchange().getRequestURI().getRawQuery();
        delivery.send(request.exchange(), page(route, query), Extent.WHOLE, request.arrival());
      }
    }
  }

  private Answer page(String route, String query) {
    return switch (route) {
      case "GET /info" -> unlessGone(ClassifierDialect.info());
      case "GET /stats" -> stats(query.contains("texts=true"));
      case "DELETE /stats", "POST /stats/reset" -> {
        resetStatistics();
        yield stats(false);
      }
      case "GET /$discovery/rest", "GET /discovery/v1/apis/commentanalyzer/v1alpha1/rest" ->
          unlessGone(discovery);
      default -> unlessGone(GoogleError.notFound());
    };
  }

  private Answer stats(boolean withEachText) {
    ObjectNode document = MAPPER.createObjectNode().put("note", EmulatedScores.NOTE);
    document.setAll((ObjectNode) MAPPER.valueToTree(statistics.sum(withEachText)));
    String pretty = document.toPrettyString();
    return Answer.json(200, pretty.getBytes(StandardCharsets.UTF_8));
  }

  private Answer unlessGone(Answer answer) {
    return active.isGoneNow() ? GoogleError.gone(active.config().limits().goneStatus()) : answer;
  }
}

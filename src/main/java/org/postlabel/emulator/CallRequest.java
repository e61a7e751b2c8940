package org.postlabel.emulator;

import com.sun.net.httpserver.HttpExchange;

/** A request to score something, read to its end; {@code arrival} is when reading began. */
final class CallRequest {
  private static final String BEARER = "Bearer ";

  private final HttpExchange exchange;
  private final long arrival;
  private final byte[] body;

  CallRequest(HttpExchange exchange, long arrival, byte[] body) {
    this.exchange = exchange;
    this.arrival = arrival;
    this.body = body;
  }

  HttpExchange exchange() {
    return exchange;
  }

  long arrival() {
    return arrival;
  }

  byte[] body() {
    return body;
  }

  /** The key of the header, else of the query, else null. */
  String key() {
    String header = header("X-Goog-Api-Key");
    return header == null ? Query.key(exchange.getRequestURI().toString()) : header;
  }

  /** The bearer token, or null. */
  String bearerToken() {
    String header = header("Authorization");
    return header != null && header.startsWith(BEARER) ? header.substring(BEARER.length()) : null;
  }

  String header(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }
}

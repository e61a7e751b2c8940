package org.postlabel.emulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** An HTTP request with its whole body, unpacked; {@code arrival} is when reading began. */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record CallRequest(HttpExchange exchange, long arrival, byte[] body) {
  private static final int MAX_BYTES = 64 << 20;
  private static final String BEARER = "Bearer ";
  private static final Pattern KEY = Pattern.compile("[^?]*\\?(?:.*&)??key=([^&]*).*");

  /** Empty when the body is larger than 64 MiB, packed or unpacked. */
  static Optional<CallRequest> read(HttpExchange exchange, long arrival) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
    if ("gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
        body = unpacked.readNBytes(MAX_BYTES + 1);
      }
    }
    return body.length > MAX_BYTES
        ? Optional.empty()
        : Optional.of(new CallRequest(exchange, arrival, body));
  }

  /** The key of the header, else of the query, else null. */
  String key() {
    String header = header("X-Goog-Api-Key");
    return header == null ? keyIn(exchange.getRequestURI().toString()) : header;
  }

  /** The API key in the query of a raw request target, or null. */
  static String keyIn(String target) {
    Matcher key = KEY.matcher(target);
    if (!key.matches()) {
      return null;
    }
    try {
      return URLDecoder.decode(key.group(1), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return key.group(1);
    }
  }

  /** The key of a call to chat completions, as Azure takes it for a deployment; or null. */
  String chatKey() {
    return exchange.getRequestURI().getPath().startsWith("/openai/deployments/")
        ? header("api-key")
        : bearerToken();
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

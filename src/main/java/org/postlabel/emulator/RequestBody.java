package org.postlabel.emulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Reads the whole body of a request, unpacked, up to a limit. */
final class RequestBody {
  private static final int MAX_BYTES = 64 << 20;

  private RequestBody() {}

  /** Nothing when the body is larger than 64 MiB, packed or unpacked. */
  static Optional<byte[]> read(HttpExchange exchange) throws IOException {
    byte[] sent = exchange.getRequestBody().readNBytes(MAX_BYTES + 1);
    byte[] body = sent;
    if ("gzip".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
      try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(sent))) {
        body = unpacked.readNBytes(MAX_BYTES + 1);
      }
    }
    return body.length > MAX_BYTES ? Optional.empty() : Optional.of(body);
  }
}

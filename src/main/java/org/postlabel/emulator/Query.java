package org.postlabel.emulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/** Finds a parameter in the query of a raw request target. */
final class Query {
  private Query() {}

  /** The API key, or null. */
  static String key(String target) {
    return parameter("key", target);
  }

  /** The decoded value of a parameter, or null. */
  static String parameter(String name, String target) {
    int question = target.indexOf('?');
    if (question < 0) {
      return null;
    }
    for (String pair : target.substring(question + 1).split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return decoded(pair.substring(name.length() + 1));
      }
    }
    return null;
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return value;
    }
  }
}

package org.postlabel.scorer.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The hosts that are asked without a proxy, as curl reads {@code NO_PROXY}: names separated by
 * commas or blanks, each with its subdomains, addresses, networks such as 10.0.0.0/8, or {@code *}
 * for all. Beyond curl, a name may have a port, and this machine is always one of them.
 */
final class NoProxy {
  private static final Pattern ADDRESS =
      Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-f:]*:[0-9a-f:.]*");
  private static final Pattern WITH_PORT = Pattern.compile("(\\[.*]|[^:]*):(\\d{1,5})");
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private NoProxy() {}

  /** Whether {@code url} is asked without a proxy by {@code list}. */
  static boolean rulesOut(URI url, String list) {
    String host = name(url.getHost());
    byte[] addressOrNull = address(host);
    if (host.equals("localhost") || isLoopback(addressOrNull)) {
      return true;
    }
    int usualPort = url.getScheme().equals("https") ? HTTPS_PORT : HTTP_PORT;
    int port = url.getPort() < 0 ? usualPort : url.getPort();
    return list.strip().equals("*")
        || Stream.of(list.split("[\\s,]+"))
            .anyMatch(entry -> matches(entry, host, addressOrNull, port));
  }

  private static boolean matches(String entry, String host, byte[] addressOrNull, int port) {
    Matcher withPort = WITH_PORT.matcher(entry);
    if (withPort.matches()) {
      return Integer.parseInt(withPort.group(2)) == port
          && matches(withPort.group(1), host, addressOrNull, port);
    }
    if (addressOrNull != null) {
      return isInNetwork(addressOrNull, entry);
    }
    String name = name(entry).replaceFirst("^\\.", "");
    return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
  }

  private static boolean isInNetwork(byte[] address, String entry) {
    String[] parts = entry.split("/", 2);
    byte[] networkOrNull = address(name(parts[0]));
    if (networkOrNull == null || networkOrNull.length != address.length) {
      return false;
    }
    int all = address.length * 8;
    if (parts.length > 1 && !parts[1].matches("\\d{1,3}")) {
      return false;
    }
    int bits = parts.length > 1 ? Integer.parseInt(parts[1]) : all;
    for (int i = 0; i < Math.min(bits, all); i++) {
      int mask = 0x80 >> (i % 8);
      if (((address[i / 8] ^ networkOrNull[i / 8]) & mask) != 0) {
        return false;
      }
    }
    return bits <= all;
  }

  private static String name(String host) {
    return unbracketed(host).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
  }

  static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  /** Asks no name server. */
  private static byte[] address(String host) {
    try {
      return ADDRESS.matcher(host).matches() ? InetAddress.getByName(host).getAddress() : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static boolean isLoopback(byte[] addressOrNull) {
    try {
      return addressOrNull != null && InetAddress.getByAddress(addressOrNull).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}

package org.postlabel.scorer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An HTTP request for people to look at; what is secret in it is hidden. It holds a post's text.
 */
public record RequestPreview(String method, String url, Map<String, String> headers, String body) {
  public RequestPreview {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
  }

  /** Hides the text: posts are not for logs. */
  @Override
  public String toString() {
    return "RequestPreview[" + method + " " + url + "]";
  }
}

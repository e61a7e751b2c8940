package org.postlabel.emulator;

/**
 * One inner request of a batch; {@code contentId} and {@code key} are null when the part has none.
 */
final class BatchPart {
  private final String contentId;
  private final String method;
  private final String target;
  private final String key;
  private final byte[] body;

  BatchPart(String contentId, String method, String target, String key, byte[] body) {
    this.contentId = contentId;
    this.method = method;
    this.target = target;
    this.key = key;
    this.body = body;
  }

  String contentId() {
    return contentId;
  }

  String key() {
    return key;
  }

  byte[] body() {
    return body;
  }

  boolean isPostTo(String path) {
    return method.equals("POST") && path.equals(path());
  }

  private String path() {
    int question = target.indexOf('?');
    String withoutQuery = question < 0 ? target : target.substring(0, question);
    int scheme = withoutQuery.indexOf("://");
    int slash = scheme < 0 ? 0 : withoutQuery.indexOf('/', scheme + 3);
    return slash < 0 ? "/" : withoutQuery.substring(slash);
  }
}

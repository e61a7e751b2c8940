package org.postlabel.post;

import java.io.Serializable;

/**
 * What is known of a post besides its text; every component may be null. Timestamps are in UTC and
 * kept as the source wrote them.
 */
public record PostMetadata(
    String synctimestamp,
    String preprocessingTimestamp,
    String source,
    String url,
    Long likeCount,
    Long replyCount,
    Long repostCount)
    implements Serializable {
  /** Nothing known. */
  public static final PostMetadata NONE =
      new PostMetadata(null, null, null, null, null, null, null);
}

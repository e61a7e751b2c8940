package org.postlabel.pipeline;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.NullableCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;

/** Writes a {@link Post}; all instances are equal. */
public final class PostCoder extends AtomicCoder<Post> {
  private static final PostCoder INSTANCE = new PostCoder();
  private static final Coder<String> STRING = StringUtf8Coder.of();
  private static final Coder<String> STRING_OR_NULL = NullableCoder.of(STRING);
  private static final Coder<Long> LONG_OR_NULL = NullableCoder.of(VarLongCoder.of());

  private PostCoder() {}

  public static PostCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(Post post, OutputStream out) throws IOException {
    STRING.encode(post.uri(), out);
    STRING.encode(post.text(), out);
    PostMetadata metadata = post.metadata();
    STRING_OR_NULL.encode(metadata.synctimestamp(), out);
    STRING_OR_NULL.encode(metadata.preprocessingTimestamp(), out);
    STRING_OR_NULL.encode(metadata.source(), out);
    STRING_OR_NULL.encode(metadata.url(), out);
    LONG_OR_NULL.encode(metadata.likeCount(), out);
    LONG_OR_NULL.encode(metadata.replyCount(), out);
    LONG_OR_NULL.encode(metadata.repostCount(), out);
  }

  @Override
  public Post decode(InputStream in) throws IOException {
    return new Post(
        STRING.decode(in),
        STRING.decode(in),
        new PostMetadata(
            STRING_OR_NULL.decode(in),
            STRING_OR_NULL.decode(in),
            STRING_OR_NULL.decode(in),
            STRING_OR_NULL.decode(in),
            LONG_OR_NULL.decode(in),
            LONG_OR_NULL.decode(in),
            LONG_OR_NULL.decode(in)));
  }
}

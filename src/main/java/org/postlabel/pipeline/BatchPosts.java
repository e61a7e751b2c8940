package org.postlabel.pipeline;

import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.GroupIntoBatches;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.postlabel.post.Post;

/**
 * Forms batches of posts, keyed by a shard of the text's hash: equal texts meet on one worker. Few
 * shards keep a runner's bookkeeping small; they do not bound how many requests are in flight.
 */
public final class BatchPosts
    extends PTransform<PCollection<Post>, PCollection<KV<Integer, Iterable<Post>>>> {
  private static final int SHARDS = 16;

  private final int size;

  private BatchPosts(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a batch holds a post at least, was to hold " + size);
    }
    this.size = size;
  }

  /** Batches of at most {@code size} posts. */
  public static BatchPosts ofSize(int size) {
    return new BatchPosts(size);
  }

  @Override
  public PCollection<KV<Integer, Iterable<Post>>> expand(PCollection<Post> posts) {
    SerializableFunction<Post, Integer> shard =
        post -> Math.floorMod(post.text().hashCode(), SHARDS);
    return posts
        .apply("KeyByShard", WithKeys.of(shard).withKeyType(TypeDescriptors.integers()))
        .setCoder(KvCoder.of(VarIntCoder.of(), posts.getCoder()))
        .apply("Batch", GroupIntoBatches.ofSize(size));
  }
}

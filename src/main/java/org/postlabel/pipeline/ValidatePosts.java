package org.postlabel.pipeline;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PInput;
import org.apache.beam.sdk.values.POutput;
import org.apache.beam.sdk.values.PValue;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.postlabel.metrics.LabelCounters;
import org.postlabel.post.Label;
import org.postlabel.post.Post;
import org.postlabel.post.Reason;
import org.postlabel.selection.TextPolicy;

/** Separates posts that can be scored from those that cannot, which become failed labels. */
public final class ValidatePosts extends PTransform<PCollection<Post>, ValidatePosts.Validated> {
  private static final TupleTag<Post> VALID = new TupleTag<>() {};
  private static final TupleTag<Label> INVALID = new TupleTag<>() {};

  private final ValidateFn validate;

  private ValidatePosts(ValidateFn validate) {
    this.validate = validate;
  }

  /** Checks texts by {@code policy}; failed labels name {@code scorerId}. */
  public static ValidatePosts with(TextPolicy policy, String scorerId) {
    return new ValidatePosts(new ValidateFn(policy, scorerId));
  }

  @Override
  public Validated expand(PCollection<Post> posts) {
    PCollectionTuple parts =
        posts.apply(ParDo.of(validate).withOutputTags(VALID, TupleTagList.of(INVALID)));
    return new Validated(
        parts.get(VALID).setCoder(posts.getCoder()), parts.get(INVALID).setCoder(LabelCoder.of()));
  }

  /** Posts that can be scored, and labels of those that cannot. */
  public record Validated(PCollection<Post> valid, PCollection<Label> invalid) implements POutput {
    @Override
    public Pipeline getPipeline() {
      return valid.getPipeline();
    }

    @Override
    public Map<TupleTag<?>, PValue> expand() {
      return Map.of(VALID, valid, INVALID, invalid);
    }

    @Override
    public void finishSpecifyingOutput(
        String transformName, PInput input, PTransform<?, ?> transform) {}
  }

  private static final class ValidateFn extends DoFn<Post, Post> {
    private final TextPolicy policy;
    private final String scorerId;
    private final LabelCounters labels = new LabelCounters();

    ValidateFn(TextPolicy policy, String scorerId) {
      this.policy = policy;
      this.scorerId = scorerId;
    }

    @ProcessElement
    public void validate(@Element Post post, MultiOutputReceiver out) {
      Optional<Reason> objection = policy.objectionTo(post.text());
      if (objection.isEmpty()) {
        out.get(VALID).output(post);
      } else {
        Label label = Label.failed(post, objection.get(), Instant.now(), scorerId);
        labels.count(label);
        out.get(INVALID).output(label);
      }
    }
  }
}

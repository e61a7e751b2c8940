package org.postlabel.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.postlabel.pipeline.ValidatePosts.Validated;
import org.postlabel.post.Label;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.post.Reason;
import org.postlabel.selection.TextPolicy;
import org.postlabel.testing.CheckedPipeline;

class ValidatePostsTest {
  private static final TextPolicy POLICY = new TextPolicy(8, 50);

  private final Pipeline pipeline = Pipeline.create();

  @Test
  void partsPostsThatCanBeScoredFromThoseThatCannot() {
    Post fine = post("at://fine", "A text of more than eight");
    Post longer = post("at://longer", "x".repeat(50));
    Post tooShort = post("at://short", "🫶 You x");
    Post empty = post("at://empty", "         ");
    Post tooLong = post("at://long", "x".repeat(51));

    Validated validated = validate(List.of(fine, tooShort, longer, empty, tooLong));

    PAssert.that(validated.valid()).containsInAnyOrder(fine, longer);
    PAssert.that(validated.invalid().apply(MapElements.via(new WithoutTime())))
        .containsInAnyOrder(
            failed(tooShort, Reason.TEXT_TOO_SHORT),
            failed(empty, Reason.TEXT_EMPTY),
            failed(tooLong, Reason.TEXT_TOO_LONG));
    CheckedPipeline.run(pipeline);
  }

  @Test
  void tellsWhenItFoundOut() {
    Instant before = Instant.now().minusMillis(1);

    Validated validated = validate(List.of(post("at://short", "short")));

    PAssert.that(validated.invalid())
        .satisfies(
            labels -> {
              Instant at = labels.iterator().next().labelledAt();
              assertThat(at.isBefore(before) || at.isAfter(Instant.now()), is(false));
              return null;
            });
    CheckedPipeline.run(pipeline);
  }

  @Test
  void givesEveryPostExactlyOneWayOut() {
    List<Post> posts =
        IntStream.range(0, 500).mapToObj(i -> post("at://" + i, "é".repeat(i % 40))).toList();

    Validated validated = validate(posts);

    PCollection<String> uris =
        PCollectionList.of(uris(validated.valid(), Post::uri))
            .and(uris(validated.invalid(), Label::uri))
            .apply(Flatten.pCollections());
    PAssert.that(uris).containsInAnyOrder(posts.stream().map(Post::uri).toList());
    PAssert.that(validated.invalid())
        .satisfies(
            labels -> {
              long failed = StreamSupport.stream(labels.spliterator(), false).count();
              // Of every 40 posts those with 0 to 7 letters are too short, with 26 to 39 too long.
              assertThat(failed, is(22L * 12 + 8));
              return null;
            });
    CheckedPipeline.run(pipeline);
  }

  private static <T> PCollection<String> uris(
      PCollection<T> elements, SerializableFunction<T, String> uri) {
    return elements.apply(MapElements.into(TypeDescriptors.strings()).via(uri));
  }

  private Validated validate(List<Post> posts) {
    return pipeline
        .apply(Create.of(posts).withCoder(PostCoder.of()))
        .apply(ValidatePosts.with(POLICY, "scorer-1"));
  }

  private static Post post(String uri, String text) {
    return new Post(uri, text, PostMetadata.NONE);
  }

  private static Label failed(Post post, Reason reason) {
    return Label.failed(post, reason, Instant.EPOCH, "scorer-1");
  }

  private static final class WithoutTime extends SimpleFunction<Label, Label> {
    @Override
    public Label apply(Label label) {
      return new Label(
          label.uri(),
          label.text(),
          label.textHash(),
          label.scores(),
          label.reasonOrNull(),
          Instant.EPOCH,
          label.scorerId());
    }
  }
}

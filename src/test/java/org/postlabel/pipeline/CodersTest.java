package org.postlabel.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.beam.sdk.coders.Coder.NonDeterministicException;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.postlabel.post.Label;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;

class CodersTest {
  @Property
  void readsThePostThatWasWritten(@ForAll("posts") Post post) throws CoderException {
    assertThat(CoderUtils.clone(PostCoder.of(), post), is(post));
  }

  @Property
  void readsTheLabelThatWasWritten(@ForAll("labels") Label label) throws CoderException {
    assertThat(CoderUtils.clone(LabelCoder.of(), label), is(label));
  }

  @Property
  void readsSeveralInARow(@ForAll("posts") Post first, @ForAll("labels") Label second)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PostCoder.of().encode(first, out);
    LabelCoder.of().encode(second, out);
    PostCoder.of().encode(first, out);

    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    assertThat(PostCoder.of().decode(in), is(first));
    assertThat(LabelCoder.of().decode(in), is(second));
    assertThat(PostCoder.of().decode(in), is(first));
    assertThat(in.read(), is(-1));
  }

  @Test
  void allInstancesAreEqual() throws NonDeterministicException {
    assertThat(SerializableUtils.clone(PostCoder.of()), is(PostCoder.of()));
    assertThat(SerializableUtils.clone(LabelCoder.of()), is(LabelCoder.of()));
    PostCoder.of().verifyDeterministic();
    LabelCoder.of().verifyDeterministic();
  }

  @Provide
  Arbitrary<Post> posts() {
    Arbitrary<Long> counts = Arbitraries.longs().injectNull(0.3);
    Arbitrary<PostMetadata> metadata =
        Combinators.combine(
                words().injectNull(0.3),
                words().injectNull(0.3),
                words().injectNull(0.3),
                words().injectNull(0.3),
                counts,
                counts,
                counts)
            .as(PostMetadata::new);
    return Combinators.combine(words(), words(), metadata).as(Post::new);
  }

  @Provide
  Arbitrary<Label> labels() {
    Arbitrary<Scores> scores =
        Arbitraries.maps(
                words(),
                Arbitraries.oneOf(
                    Arbitraries.doubles().map(value -> (Object) value),
                    Arbitraries.of(true, false).map(value -> (Object) value),
                    words().map(value -> (Object) value)))
            .ofMaxSize(5)
            .map(Scores::of);
    Arbitrary<Instant> times =
        Arbitraries.longs()
            .between(-62_000_000_000_000L, 253_402_300_799_999L)
            .map(Instant::ofEpochMilli);
    return Combinators.combine(
            words(),
            words(),
            words(),
            scores,
            Arbitraries.of(Reason.class).injectNull(0.5),
            times,
            words())
        .filter((uri, text, hash, some, reason, at, scorer) -> !some.isEmpty() || reason != null)
        .as(Label::new);
  }

  /** Any text that has an UTF-8: the others never come out of a database. */
  private static Arbitrary<String> words() {
    return Arbitraries.strings()
        .all()
        .ofMaxLength(20)
        .map(text -> new String(text.getBytes(UTF_8), UTF_8));
  }

  @Test
  void keepsTheLastBitOfAScore() throws CoderException {
    Label label =
        new Label(
            "at://1",
            "text",
            "hash",
            Scores.of(Map.of("A", 0.1 + 0.2, "B", Double.MIN_VALUE, "C", -0.0)),
            null,
            Instant.EPOCH,
            "scorer-1");

    assertThat(CoderUtils.clone(LabelCoder.of(), label), is(label));
  }
}

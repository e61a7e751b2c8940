package org.postlabel.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.database.Database;
import org.postlabel.metrics.Figure;
import org.postlabel.pipeline.ReadPosts.Partition;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.selection.WorkList;
import org.postlabel.selection.WorkList.Selection;
import org.postlabel.selection.source.PostSource;
import org.postlabel.selection.source.SourceOptions;
import org.postlabel.testing.CheckedPipeline;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class ReadPostsTest {
  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
  }

  @Property
  void splitsIntoPartsThatAreDisjointCoverAllAndAreEquallyLarge(
      @ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long first,
      @ForAll @LongRange(min = 0, max = 1_000_000) long size,
      @ForAll @IntRange(min = 1, max = 64) int parts) {
    List<Partition> split = new Partition("run", first, first + size - 1).split(parts);

    long next = first;
    for (Partition part : split) {
      assertThat(part.runId(), is("run"));
      assertThat(part.first(), is(next));
      next = part.last() + 1;
    }
    assertThat(next, is(first + size));
    assertThat(split.size(), is((int) Math.min(parts, size)));
    LongSummaryStatistics sizes =
        split.stream().mapToLong(part -> part.last() - part.first() + 1).summaryStatistics();
    if (size > 0) {
      assertThat(sizes.getMin(), greaterThan(0L));
      assertThat(sizes.getMax() - sizes.getMin(), lessThanOrEqualTo(1L));
    }
  }

  @Test
  void readsEveryColumnAsItIsAlsoWhereThereIsNothing() {
    tables.execute(
        """
        INSERT INTO posts (uri, text, synctimestamp, preprocessing_timestamp, source, url,
                           like_count, reply_count, repost_count)
        VALUES ('at://1', 'First 🫶', ?, ?, 'firehose', 'https://example.org/1', 3000000000, 0,
                1)""",
        tables.dialect().timestamp("2026-01-02 03:04:05+00"),
        tables.dialect().timestamp("2026-01-02 03:04:06+00"));
    tables.addPost("at://2", "Second", null);
    tables.addRun("run-1", "scorer-1");
    Pipeline pipeline = Pipeline.create();

    PAssert.that(pipeline.apply(ReadPosts.from(tables.database(), "run-1", 1, 2)))
        .containsInAnyOrder(
            new Post(
                "at://1",
                "First 🫶",
                new PostMetadata(
                    "2026-01-02 03:04:05+00",
                    "2026-01-02 03:04:06+00",
                    "firehose",
                    "https://example.org/1",
                    3_000_000_000L,
                    0L,
                    1L)),
            new Post("at://2", "Second", PostMetadata.NONE));
    CheckedPipeline.run(pipeline);
  }

  @Test
  void readsOnlyItsStretchOfItsOwnRun() {
    for (int i = 1; i <= 9; i++) {
      tables.addPost("at://" + i, "Text " + i, null);
    }
    tables.addRun("run-1", "scorer-1");
    tables.addRun("run-2", "scorer-2");
    Pipeline pipeline = Pipeline.create();

    PAssert.that(pipeline.apply(ReadPosts.from(tables.database(), "run-1", 3, 7).withPartitions(3)))
        .containsInAnyOrder(
            List.of(3, 4, 5, 6, 7).stream()
                .map(i -> new Post("at://" + i, "Text " + i, PostMetadata.NONE))
                .toList());
    PipelineResult result = CheckedPipeline.run(pipeline);

    assertThat(CheckedPipeline.count(result, Figure.POSTS_READ.word()), is(5L));
  }

  @Test
  void readsCopiesInEquallyLargePartsWhateverTheKeysAre() {
    Database database = tables.database();
    execute(database, "CREATE TABLE theirs (number BIGINT, word TEXT, text TEXT)");
    for (int i = 0; i < 40; i++) {
      execute(
          database,
          "INSERT INTO theirs VALUES (?, ?, ?)",
          i < 38 ? i : Long.MAX_VALUE - i,
          "urn:uuid:" + UUID.nameUUIDFromBytes(new byte[] {(byte) i}),
          "Text " + i);
    }
    Map<String, PostSource> sources =
        Map.of(
            "skewed", source(database, "--postColumns=uri=number"),
            "textual", source(database, "--postColumns=uri=word"));
    sources.forEach(
        (runId, source) ->
            new WorkList(database, source, "perspective_api_labels", runId)
                .fill(new Selection("scorer-1", false, false, 0)));
    execute(database, "DROP TABLE theirs");

    sources.forEach(
        (runId, source) -> {
          Pipeline pipeline = Pipeline.create();
          PCollectionList<Post> parts = PCollectionList.empty(pipeline);
          for (Partition part : new Partition(runId, 1, 40).split(4)) {
            ReadPosts read =
                ReadPosts.from(database, runId, part.first(), part.last()).withSource(source);
            PCollection<Post> posts = pipeline.apply("Read" + part.first(), read);
            PAssert.thatSingleton(posts.apply("Count" + part.first(), Count.globally()))
                .isEqualTo(10L);
            parts = parts.and(posts);
          }
          PAssert.that(
                  parts
                      .apply(Flatten.pCollections())
                      .apply(MapElements.into(TypeDescriptors.strings()).via(Post::text)))
              .containsInAnyOrder(IntStream.range(0, 40).mapToObj(i -> "Text " + i).toList());
          CheckedPipeline.run(pipeline);
        });
  }

  private static PostSource source(Database database, String columns) {
    return PostSource.from(
        PipelineOptionsFactory.fromArgs("--postsTable=theirs", columns).as(SourceOptions.class),
        database);
  }

  private static void execute(Database database, String sql, Object... values) {
    database.jdbi().useHandle(handle -> handle.execute(sql, values));
  }
}

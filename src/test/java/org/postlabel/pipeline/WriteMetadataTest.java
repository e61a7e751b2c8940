package org.postlabel.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.Create;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.testing.CheckedPipeline;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class WriteMetadataTest {
  private static final String SYNCED = "2026-01-02 03:04:05+00";
  private static final String PREPROCESSED = "2026-01-02 03:04:06+00";
  private static final Post KNOWN =
      new Post(
          "at://1",
          "First 🫶",
          new PostMetadata(SYNCED, PREPROCESSED, "feed", "https://e.org", 7L, 0L, 1L));

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
  }

  @Test
  void keepsWhatIsKnownAndNothingWhereNothingIs() {
    write(KNOWN, new Post("at://2", "Second", PostMetadata.NONE));

    assertThat(
        tables.rows("SELECT * FROM record_classification_metadata ORDER BY uri"),
        contains(
            List.of(
                "at://1",
                "First 🫶",
                tables.dialect().timestamp(SYNCED),
                tables.dialect().timestamp(PREPROCESSED),
                "feed",
                "https://e.org",
                7L,
                0L,
                1L),
            Arrays.asList("at://2", "Second", null, null, null, null, null, null, null)));
  }

  @Test
  void leavesWhatIsKeptAlready() {
    write(KNOWN);

    write(new Post("at://1", "Another text", PostMetadata.NONE));

    assertThat(
        tables.column("SELECT text FROM record_classification_metadata"), is(List.of("First 🫶")));
    assertThat(
        tables.column("SELECT like_count FROM record_classification_metadata"), is(List.of(7L)));
  }

  private void write(Post... posts) {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(Arrays.asList(posts)).withCoder(PostCoder.of()))
        .apply(WriteMetadata.into(tables.database()));
    CheckedPipeline.run(pipeline);
  }
}

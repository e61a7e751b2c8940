package org.postlabel.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.coders.VoidCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.Parameter;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.scorer.perspective.PerspectiveLabels;
import org.postlabel.selection.source.PostSource;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
@Timeout(60)
class FinishRunTest {
  private static final Duration DIED_AFTER = Duration.ofSeconds(30);

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;

  /** Its last heartbeat is long ago. */
  @BeforeEach
  void addRun() {
    tables = engine.migrated();
    tables.addPost("at://1", "First", null);
    tables.addRun("run-1", "scorer-1");
  }

  @Test
  void beginsWithAHeartbeat() {
    finish();

    assertThat(
        tables.rows("SELECT status, posts, posts_read, left_for_later FROM runs"),
        contains(List.of("stopped", 1L, 1L, 1L)));
    assertThat(isSilent(), is(false));
  }

  @Test
  void givesHeartbeatsForAsLongAsItCounts() throws Exception {
    assumeTrue(engine == Engine.POSTGRESQL, "SQLite has no lock of one table");
    try (Connection connection = tables.database().connect();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("LOCK TABLE perspective_api_labels IN ACCESS EXCLUSIVE MODE");
      CompletableFuture<Void> finished = CompletableFuture.runAsync(this::finish);
      awaitHeartbeat();
      tables.execute("UPDATE runs SET heartbeat_at = started_at");
      awaitHeartbeat();
      connection.rollback();
      finished.get();
    }
  }

  private void finish() {
    Pipeline pipeline = Pipeline.create();
    LabelPosts.Ending ending =
        new LabelPosts.Ending(
            PCollectionList.of(pipeline.apply("Written", Create.empty(VoidCoder.of()))),
            pipeline.apply(
                "Read",
                Create.of(new Post("at://1", "First", PostMetadata.NONE))
                    .withCoder(PostCoder.of())),
            pipeline.apply("Left", Create.of(1L).withCoder(VarLongCoder.of())));
    ending
        .written()
        .apply(
            FinishRun.of(
                new FinishRun.DetachedList(
                    tables.database(), PostSource.OURS, PerspectiveLabels.TABLE, "run-1", 1, 1),
                ending));
    pipeline.run().waitUntilFinish();
  }

  private boolean isSilent() {
    return tables
        .column("SELECT 1 FROM runs WHERE heartbeat_at > " + tables.dialect().timeAgo(DIED_AFTER))
        .isEmpty();
  }

  private void awaitHeartbeat() throws InterruptedException {
    while (isSilent()) {
      Thread.sleep(50);
    }
  }
}

package org.postlabel.pipeline;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.postlabel.database.Database;
import org.postlabel.metrics.Figure;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;

/** Keeps what is known of each post, unless it is kept already. */
public final class WriteMetadata extends PTransform<PCollection<Post>, PDone> {
  private final Database database;

  private WriteMetadata(Database database) {
    this.database = database;
  }

  public static WriteMetadata into(Database database) {
    return new WriteMetadata(database);
  }

  @Override
  public PDone expand(PCollection<Post> posts) {
    Database target = database;
    PCollection<Post> unknown = posts.apply("NewOnly", ParDo.of(new NewOnlyFn(database)));
    return unknown
        .setCoder(posts.getCoder())
        .apply(
            "Write",
            JdbcIO.<Post>write()
                .withDataSourceProviderFn(unused -> target.pool())
                .withStatement(
                    """
                INSERT INTO record_classification_metadata
                  (uri, text, synctimestamp, preprocessing_timestamp, source, url, like_count,
                   reply_count, repost_count)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (uri) DO NOTHING""")
                .withPreparedStatementSetter(WriteMetadata::bind)
                .withRetryStrategy(target.writeRetryStrategy())
                .withRetryConfiguration(Database.writeRetries()));
  }

  /** Passes on the posts of which nothing is kept, and counts them. */
  private static final class NewOnlyFn extends DoFn<Post, Post> {
    private static final int LOOKED_UP_AT_ONCE = 100;

    private final Database database;
    private final Counter metadataNew = Figure.METADATA_NEW.counter();
    private transient Map<String, Post> waiting;

    NewOnlyFn(Database database) {
      this.database = database;
    }

    @StartBundle
    public void startBundle() {
      waiting = new HashMap<>();
    }

    @ProcessElement
    public void passOn(@Element Post post, OutputReceiver<Post> receiver) {
      waiting.put(post.uri(), post);
      if (waiting.size() == LOOKED_UP_AT_ONCE) {
        passOn(receiver::output);
      }
    }

    @FinishBundle
    public void finishBundle(FinishBundleContext context) {
      passOn(
          post ->
              context.output(post, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE));
    }

    private void passOn(Consumer<Post> receiver) {
      if (!waiting.isEmpty()) {
        waiting.keySet().removeAll(kept());
        waiting.values().forEach(receiver);
        metadataNew.inc(waiting.size());
        waiting.clear();
      }
    }

    private List<String> kept() {
      return database
          .jdbi()
          .withHandle(
              handle ->
                  handle
                      .select(
                          "SELECT uri FROM record_classification_metadata WHERE uri IN ("
                              + String.join(", ", Collections.nCopies(waiting.size(), "?"))
                              + ")",
                          waiting.keySet().toArray())
                      .mapTo(String.class)
                      .list());
    }
  }

  private static void bind(Post post, PreparedStatement row) throws SQLException {
    PostMetadata metadata = post.metadata();
    row.setString(1, post.uri());
    row.setString(2, post.text());
    row.setObject(3, metadata.synctimestamp(), Types.OTHER);
    row.setObject(4, metadata.preprocessingTimestamp(), Types.OTHER);
    row.setString(5, metadata.source());
    row.setString(6, metadata.url());
    row.setObject(7, metadata.likeCount(), Types.BIGINT);
    row.setObject(8, metadata.replyCount(), Types.BIGINT);
    row.setObject(9, metadata.repostCount(), Types.BIGINT);
  }
}

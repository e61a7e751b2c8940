package org.postlabel.input;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.postlabel.database.Database;
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
    return posts.apply(
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

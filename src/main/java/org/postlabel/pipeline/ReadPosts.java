package org.postlabel.pipeline;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.postlabel.database.Database;
import org.postlabel.metrics.Figure;
import org.postlabel.post.Post;
import org.postlabel.post.PostMetadata;
import org.postlabel.selection.source.PostSource;

/**
 * Reads the posts that a run has taken on, by their position on its list: partitions hold equally
 * many posts whatever the posts' own keys are.
 */
public final class ReadPosts extends PTransform<PBegin, PCollection<Post>> {
  private static final String[] COLUMNS = {
    "uri",
    "text",
    "synctimestamp",
    "preprocessing_timestamp",
    "source",
    "url",
    "like_count",
    "reply_count",
    "repost_count"
  };

  /** Rows a driver holds at once while a partition streams. */
  private static final int FETCH_SIZE = 200;

  private final Database database;
  private final PostSource source;
  private final Partition whole;
  private final int partitions;

  private ReadPosts(Database database, PostSource source, Partition whole, int partitions) {
    this.database = database;
    this.source = source;
    this.whole = whole;
    this.partitions = partitions;
  }

  /** Reads positions {@code first} to {@code last}, both included, of the list of {@code runId}. */
  public static ReadPosts from(Database database, String runId, long first, long last) {
    return new ReadPosts(database, PostSource.OURS, new Partition(runId, first, last), 4);
  }

  /** Reads posts that the list took on from {@code source}; by default, from our own table. */
  public ReadPosts withSource(PostSource source) {
    return new ReadPosts(database, source, whole, partitions);
  }

  /** Reads in {@code partitions} parts, which a runner may read at once. */
  public ReadPosts withPartitions(int partitions) {
    return new ReadPosts(database, source, whole, partitions);
  }

  @Override
  public PCollection<Post> expand(PBegin begin) {
    Database database = this.database;
    begin.getPipeline().getCoderRegistry().registerCoderForClass(Post.class, PostCoder.of());
    return begin
        .apply(Create.of(whole.split(partitions)).withCoder(SerializableCoder.of(Partition.class)))
        .apply(Reshuffle.viaRandomKey())
        .apply(
            JdbcIO.<Partition, Post>readAll()
                .withDataSourceProviderFn(unused -> database.pool())
                .withQuery(
                    source.selectListed(COLUMNS)
                        + " WHERE r.run_id = ? AND r.position BETWEEN ? AND ?")
                .withParameterSetter(Partition::bind)
                .withRowMapper(new PostMapper())
                .withFetchSize(FETCH_SIZE)
                // PostgreSQL sends all rows at once where every statement commits.
                .withDisableAutoCommit(true)
                .withOutputParallelization(false));
  }

  /** A stretch of a run's list. */
  record Partition(String runId, long first, long last) implements Serializable {
    List<Partition> split(int parts) {
      List<Partition> split = new ArrayList<>();
      long size = last - first + 1;
      for (int part = 0; part < parts; part++) {
        long from = first + size * part / parts;
        long to = first + size * (part + 1) / parts - 1;
        if (from <= to) {
          split.add(new Partition(runId, from, to));
        }
      }
      return split;
    }

    private static void bind(Partition partition, PreparedStatement statement) throws SQLException {
      statement.setString(1, partition.runId);
      statement.setLong(2, partition.first);
      statement.setLong(3, partition.last);
    }
  }

  private static final class PostMapper implements JdbcIO.RowMapper<Post> {
    private final Counter read = Figure.POSTS_READ.counter();

    @Override
    public Post mapRow(ResultSet row) throws SQLException {
      read.inc();
      return new Post(
          row.getString("uri"),
          row.getString("text"),
          new PostMetadata(
              row.getString("synctimestamp"),
              row.getString("preprocessing_timestamp"),
              row.getString("source"),
              row.getString("url"),
              longOrNull(row, "like_count"),
              longOrNull(row, "reply_count"),
              longOrNull(row, "repost_count")));
    }

    private static Long longOrNull(ResultSet row, String column) throws SQLException {
      long value = row.getLong(column);
      return row.wasNull() ? null : value;
    }
  }
}

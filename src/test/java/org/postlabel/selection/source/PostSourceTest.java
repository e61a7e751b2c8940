package org.postlabel.selection.source;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;

class PostSourceTest {
  static List<Database> databases() {
    return List.of(Databases.sqlite(), Databases.postgresql());
  }

  @Test
  void isOurTableUnlessToldOtherwise() {
    assertThat(
        PostSource.from(options(), new Database("jdbc:sqlite:/no/such/file")), is(PostSource.OURS));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void findsColumnsByOurNamesAndLeavesTheOthersNull(Database database) throws SQLException {
    execute(database, "CREATE TABLE found (uri TEXT, \"Text\" TEXT, like_count INTEGER)");
    execute(database, "INSERT INTO found VALUES ('a', 'A text', 3), ('b', NULL, NULL)");

    assertThat(
        rows(database, "--postsTable=found"),
        contains(
            Map.of("uri", "a", "text", "A text", "like_count", "3"),
            Map.of("uri", "b", "text", "")));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void fitsValuesOfOtherTypesIntoOurs(Database database) throws SQLException {
    boolean isSqlite = database.file().isPresent();
    execute(
        database,
        """
        CREATE TABLE typed (id BIGINT, body VARCHAR(99), compact TEXT, seen TIMESTAMP,
                            likes TEXT, reposts NUMERIC, origin INTEGER)\
        """);
    execute(
        database,
        """
        INSERT INTO typed VALUES (9007199254740993, 'A text', '2024-05-09-20:47:02',
                                  '2024-05-09 20:47:02', '12', 3.0, 7)\
        """);

    assertThat(
        rows(
            database,
            "--postsTable=typed",
            "--postColumns=uri=id,text=body,synctimestamp=compact,preprocessing_timestamp=seen,"
                + "like_count=likes,repost_count=reposts,source=origin"),
        contains(
            Map.of(
                "uri", "9007199254740993",
                "text", "A text",
                "synctimestamp", isSqlite ? "2024-05-09-20:47:02" : "2024-05-09 20:47:02+00",
                "preprocessing_timestamp",
                    isSqlite ? "2024-05-09 20:47:02" : "2024-05-09 20:47:02+00",
                "like_count", "12",
                "repost_count", "3",
                "source", "7")));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void takesNamesOfAnyCharacters(Database database) throws SQLException {
    execute(
        database,
        "CREATE TABLE \"a\"\"b; DROP TABLE x --\" (\"the \"\"uri\"\"\" TEXT, \"select\" TEXT)");
    execute(database, "INSERT INTO \"a\"\"b; DROP TABLE x --\" VALUES ('a', 'A text')");

    assertThat(
        rows(
            database,
            "--postsTable=a\"b; DROP TABLE x --",
            "--postColumns=uri=the \"uri\", text=select"),
        contains(Map.of("uri", "a", "text", "A text")));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void takesAQueryAsItIs(Database database) throws SQLException {
    assertThat(
        rows(
            database,
            """
            --postsQuery=
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 2)
            select i AS post_id, 'Is <this> :one of ''?'' ' || i AS text -- "commented" (out
            from n /* -- */ -- )\
            """,
            "--postColumns=uri=post_id"),
        contains(
            Map.of("uri", "1", "text", "Is <this> :one of '?' 1"),
            Map.of("uri", "2", "text", "Is <this> :one of '?' 2")));
  }

  static SourceOptions options(String... arguments) {
    return PipelineOptionsFactory.fromArgs(arguments).as(SourceOptions.class);
  }

  private static void execute(Database database, String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }

  /** The values that are not NULL, as texts, by our column; ordered by uri. */
  private static List<Map<String, String>> rows(Database database, String... arguments)
      throws SQLException {
    PostSource source = PostSource.from(options(arguments), database);
    String sql = "SELECT * FROM " + source.relation() + " AS p ORDER BY uri";
    List<Map<String, String>> rows = new ArrayList<>();
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      while (row.next()) {
        Map<String, String> values = new TreeMap<>();
        for (String column : PostColumn.names()) {
          if (row.getString(column) != null) {
            values.put(column, row.getString(column));
          }
        }
        rows.add(values);
      }
    }
    return rows;
  }
}

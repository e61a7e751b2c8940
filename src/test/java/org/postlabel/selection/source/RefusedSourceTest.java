package org.postlabel.selection.source;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;

class RefusedSourceTest {
  private static final Database NONE = new Database("jdbc:sqlite:/no/such/file");

  static List<Database> databases() {
    return List.of(Databases.sqlite(), Databases.postgresql());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--postColumns=uri=id | --postColumns needs --postsTable or --postsQuery",
        "--postsTable= | --postsTable must be TABLE or SCHEMA.TABLE, was ''",
        "--postsTable=a.b.c | --postsTable must be TABLE or SCHEMA.TABLE, was 'a.b.c'",
        "--postsTable=a. | --postsTable must be TABLE or SCHEMA.TABLE, was 'a.'",
        "--postsQuery=DELETE FROM a | --postsQuery must be one statement that begins with SELECT or"
            + " WITH and has no semicolon",
        "--postsQuery=SELECT 1; DROP TABLE a | --postsQuery must be one statement that begins with"
            + " SELECT or WITH and has no semicolon",
        "--postsQuery=selection | --postsQuery must be one statement that begins with SELECT or"
            + " WITH and has no semicolon"
      })
  void isRefusedAsWritten(String argument, String message) {
    assertThat(refusal(NONE, argument), is(message));
  }

  @Test
  void isRefusedWhenThereAreTwo() {
    assertThat(
        refusal(NONE, "--postsTable=a", "--postsQuery=SELECT 1"),
        is("--postsTable and --postsQuery exclude each other; give one of them"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "uri | --postColumns must be like uri=post_id,text=body, was 'uri'",
        "uri=a,,text=b | --postColumns must be like uri=post_id,text=body, was 'uri=a,,text=b'",
        "uri= | --postColumns must be like uri=post_id,text=body, was 'uri='",
        "id=a | --postColumns knows uri, text, synctimestamp, preprocessing_timestamp, source, url,"
            + " like_count, reply_count, repost_count, was 'id'",
        "uri=a,uri=b | --postColumns names uri more than once"
      })
  void isRefusedForColumnsAsWritten(String columns, String message) {
    assertThat(refusal(NONE, "--postsTable=a", "--postColumns=" + columns), is(message));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isRefusedWhenItIsNotThereOrDoesNotParse(Database database) {
    for (String argument :
        List.of(
            "--postsTable=nowhere.posts",
            "--postsTable=none",
            "--postsQuery=SELECT uri text FORM none",
            "--postsQuery=SELECT 1 AS uri) AS x, (SELECT 2 AS text")) {
      assertThat(
          refusal(database, argument),
          startsWith(argument.replaceAll("(?s)(--postsQuery).*", "$1") + " cannot be read: "));
    }
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isRefusedWithoutItsColumns(Database database) {
    execute(database, "CREATE TABLE found (id INTEGER, body TEXT)");

    assertThat(
        refusal(database, "--postsTable=found"),
        is("--postsTable=found has no column uri for our uri; it has id, body"));
    assertThat(
        refusal(database, "--postsTable=found", "--postColumns=uri=id,text=body,url=link"),
        is("--postsTable=found has no column link for our url; it has id, body"));
    assertThat(
        refusal(database, "--postsQuery=SELECT id AS uri, 'a' AS text, 'b' AS text FROM found"),
        is("--postsQuery has more than one column text"));
    assertThat(
        refusal(database, "--postsQuery=SELECT id AS uri, body AS text FROM found WHERE id = ?"),
        is(
            database.file().isPresent()
                ? "--postsQuery must have no placeholder such as ?"
                // There it is an operator.
                : "--postsQuery cannot be read: ERROR: syntax error at end of input"));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isRefusedWithoutAUriForEachPost(Database database) {
    execute(database, "CREATE TABLE found (uri TEXT, text TEXT)");
    execute(database, "INSERT INTO found VALUES ('a', '1'), ('b', '2'), ('b', '3'), ('c', '4')");
    execute(database, "INSERT INTO found VALUES ('d', '1'), ('d', '2'), ('d', '3')");

    assertThat(
        refusal(database, "--postsTable=found"),
        is("--postsTable=found has duplicate uris: 2, such as b"));

    execute(database, "INSERT INTO found VALUES (NULL, '1'), (NULL, '2'), (NULL, '2')");

    assertThat(
        refusal(database, "--postsTable=found"),
        is("--postsTable=found has posts without a uri: 3"));
  }

  @ParameterizedTest
  @MethodSource("databases")
  void isRefusedWithNumbersThatAreNoneAndDoesNotSayWhatTheyAre(Database database) {
    execute(database, "CREATE TABLE found (uri TEXT, text TEXT, likes TEXT)");
    execute(database, "INSERT INTO found VALUES ('a', 'A text', '7'), ('b', 'A text', 'secret')");

    assertThat(
        refusal(database, "--postsTable=found", "--postColumns=like_count=likes"),
        is(
            "--postsTable=found does not fit: likes, our like_count, must hold whole numbers or"
                + " nothing"));
    assertThat(
        refusal(
            database,
            "--postsQuery=SELECT uri, text FROM found WHERE "
                + database.dialect().wholeNumber("likes")
                + " > 3"),
        not(containsString("secret")));
  }

  @Test
  void isRefusedWithTimesThatAreNoneWhereTimesHaveAType() {
    Database database = Databases.postgresql();
    execute(database, "CREATE TABLE found (uri TEXT, text TEXT, synctimestamp TEXT)");
    execute(database, "INSERT INTO found VALUES ('a', 'A text', 'once upon a time')");

    assertThat(
        refusal(database, "--postsTable=found"),
        is(
            "--postsTable=found does not fit: synctimestamp, our synctimestamp, must hold times or"
                + " nothing"));
  }

  @Test
  void changesNothingWhateverTheQueryTries() {
    Database database = Databases.postgresql();
    execute(database, "CREATE TABLE found (uri TEXT, text TEXT)");
    execute(database, "INSERT INTO found VALUES ('a', 'A text')");
    execute(
        database,
        "CREATE FUNCTION spoil() RETURNS TEXT LANGUAGE SQL AS"
            + " 'UPDATE found SET text = ''spoilt'' RETURNING text'");

    for (String query :
        List.of(
            "WITH gone AS (DELETE FROM found RETURNING *) SELECT * FROM gone",
            "WITH a AS (SELECT 1) INSERT INTO found SELECT 'b', 'B text' RETURNING *",
            "SELECT uri, text INTO copied FROM found",
            "SELECT uri, text FROM found FOR UPDATE",
            "SELECT uri, spoil() AS text FROM found")) {
      assertThat(refusal(database, "--postsQuery=" + query), startsWith("--postsQuery "));
    }

    assertThat(
        database
            .jdbi()
            .withHandle(
                handle -> handle.select("SELECT text FROM found").mapTo(String.class).list()),
        is(List.of("A text")));
  }

  private static String refusal(Database database, String... arguments) {
    SourceOptions options = PipelineOptionsFactory.fromArgs(arguments).as(SourceOptions.class);
    String message =
        assertThrows(IllegalArgumentException.class, () -> PostSource.from(options, database))
            .getMessage();
    assertThat(message, message.lines().count(), is(1L));
    return message;
  }

  private static void execute(Database database, String sql) {
    database.jdbi().useHandle(handle -> handle.execute(sql));
  }
}

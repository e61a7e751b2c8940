package org.postlabel.selection.source;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.database.Database;
import org.postlabel.database.Databases;

/** Posts as collectors leave them in PostgreSQL: whole records in jsonb, and types of all kinds. */
class SourceInPostgresqlTest {
  private static final String NUL =
      "(unreadable: the text holds U+0000, which PostgreSQL cannot keep)";
  private static final String NOT_UNICODE = "(unreadable: the text is not Unicode)";

  private final Database database = Databases.postgresql();

  @BeforeEach
  void collect() throws SQLException {
    execute("CREATE TYPE pair AS (a TEXT, b TEXT)");
    execute("CREATE TYPE mood AS ENUM ('sunny', 'a rainy day')");
    execute("CREATE DOMAIN body AS TEXT");
    execute(
        """
        CREATE TABLE firehose (id BIGINT, record JSONB, plain JSON, bytes BYTEA, tags TEXT[],
          likes INT, isReply BOOLEAN, twin PAIR, page XML, seen TIMESTAMP,
          mood MOOD, body BODY, short CHAR(4), word VARCHAR(20), "what?" TEXT)\
        """);
    execute(
        """
        INSERT INTO firehose VALUES (1, '{"text": "a garden"}', '{"text": "a garden"}', 'a garden',
          '{a,garden}', 3, false, ROW('a', 'garden'), '<p>a garden</p>', '2024-05-09',
          'sunny', 'a garden', 'abcd', 'a garden', 'a garden')\
        """);
  }

  @AfterEach
  void closePool() {
    database.closePool();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record ? 'text'",
        "record ?? 'text'",
        "record ?| array['text', 'body']",
        "record ?& array['text']",
        "record ? 'text' AND 'a''?' <> 'a?' AND E'\\'?' <> '' AND $$ ? $$ = $a$ ? $a$",
        "\"what?\" <> '?' -- why?\n AND /* what? /* ? */ */ record ? 'text'",
        "record @? '$.text'"
      })
  void takesOperatorsWithAQuestionMarkAsTheyAreWritten(String condition) throws SQLException {
    String query =
        "--postsQuery=SELECT id AS uri, record->>'text' || '?' AS text FROM firehose WHERE "
            + condition;

    assertThat(texts(source(query)), is(List.of("a garden?")));
    assertThat(source(query).hasPosts(database), is(true));
  }

  @ParameterizedTest
  @CsvSource({
    "record->'text', jsonb, ->> instead of ->",
    "record, jsonb, ->> instead of ->",
    "plain->'text', json, ->> instead of ->",
    "bytes, bytea, convert_from",
    "tags, _text, array_to_string",
    "likes, int4, CAST",
    "isReply, bool, CAST",
    "twin, pair, CAST",
    "page, xml, CAST",
    "seen, timestamp, CAST"
  })
  void isRefusedForATextThatIsNone(String expression, String type, String advice) {
    String refusal =
        refusal("--postsQuery=SELECT id AS uri, " + expression + " AS body FROM firehose");

    assertThat(
        refusal,
        startsWith("--postsQuery does not fit: body, our text, is of type " + type + "; "));
    assertThat(refusal, containsString(advice));
  }

  @ParameterizedTest
  @ValueSource(strings = {"record", "bytes", "tags", "twin"})
  void isRefusedForAUriThatIsNone(String column) {
    assertThat(
        refusal("--postsTable=firehose", "--postColumns=text=word,uri=" + column),
        startsWith("--postsTable=firehose does not fit: " + column + ", our uri, is of type "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mood", "body", "short", "word", "record->>'text'", "'a text'", "NULL"})
  void takesEveryTypeOfText(String expression) throws SQLException {
    assertThat(
        texts(source("--postsQuery=SELECT id AS uri, " + expression + " AS body FROM firehose"))
            .size(),
        is(1));
  }

  @Test
  void goesOnWithoutTheTextsThatHoldANul() throws SQLException {
    collectTexts("one", "two \\u0000", "three", "fo\\u0000ur");

    assertThat(
        texts(source("--postsQuery=SELECT id AS uri, plain->>'text' AS body FROM nul")),
        is(List.of("one", NUL, "three", NUL)));
  }

  @Test
  void tellsTextsThatHoldANulFromThoseThatHoldHalfACharacter() throws SQLException {
    collectTexts("\\u0000", "\\udead", "three");

    assertThat(
        texts(source("--postsQuery=SELECT id AS uri, plain->>'text' AS body FROM nul")),
        is(List.of(NUL, NOT_UNICODE, "three")));
  }

  @Test
  void goesOnWithoutTheTextsThatHoldHalfACharacter() throws SQLException {
    collectTexts("one", "two \\ud83d", "three");

    assertThat(
        texts(source("--postsQuery=SELECT id AS uri, plain->>'text' AS body FROM nul")),
        is(List.of("one", NOT_UNICODE, "three")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT DISTINCT id AS uri, plain->>'text' AS body FROM nul",
        "SELECT id AS uri, 'a' AS body FROM nul WHERE plain->>'text' <> ''"
      })
  void saysTheCauseWhereItCannotSayThePost(String query) throws SQLException {
    collectTexts("one", "two \\u0000", "three");

    String refusal = refusal("--postsQuery=" + query);

    assertThat(refusal, containsString("holds \\u0000, which PostgreSQL cannot keep; "));
    assertThat(refusal, containsString("replace(CAST(record AS TEXT), '\\u0000', '')"));
  }

  @Test
  void isRefusedWithMoreThanTenTextsThatHoldANul() throws SQLException {
    collectTexts("\\u0000 ".repeat(11).split(" "));

    assertThat(
        refusal("--postsQuery=SELECT id AS uri, plain->>'text' AS body FROM nul"),
        containsString("cannot keep, such as the post 10; "));
  }

  @Test
  void findsThePostWithANulAmongMany() throws SQLException {
    execute(
        "CREATE TABLE nul AS SELECT id, json_build_object('text', 'a') AS plain"
            + " FROM generate_series(1, 5000) id");
    execute("UPDATE nul SET plain = '{\"text\":\"\\u0000\"}' WHERE id = 3217");

    assertThat(
        refusal("--postsQuery=SELECT id AS uri, plain->>'text' AS body FROM nul OFFSET 0"),
        containsString("such as the post 3217;"));
  }

  private void collectTexts(String... texts) throws SQLException {
    execute("CREATE TABLE nul (id INT, plain JSON)");
    for (int i = 0; i < texts.length; i++) {
      execute("INSERT INTO nul VALUES (%d, '{\"text\":\"%s\"}')".formatted(i, texts[i]));
    }
  }

  private PostSource source(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    if (all.size() == 1 && arguments[0].contains("AS body")) {
      all.add("--postColumns=text=body");
    }
    return PostSource.from(
        PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).as(SourceOptions.class),
        database);
  }

  private String refusal(String... arguments) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> source(arguments)).getMessage();
    assertThat(message, message.lines().count(), is(1L));
    return message;
  }

  /** As a run reads them: with values of its own. */
  private List<String> texts(PostSource source) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Connection connection = database.connectToRead();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT text FROM " + source.relation() + " AS p WHERE uri >= ? ORDER BY uri")) {
      select.setString(1, "");
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          texts.add(row.getString(1));
        }
      }
    }
    return texts;
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

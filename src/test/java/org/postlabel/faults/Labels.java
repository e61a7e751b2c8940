package org.postlabel.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.postlabel.emulator.analyze.EmulatedScores;

/** Compares the rows of the tables with what each must be. */
final class Labels {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> ATTRIBUTE_BY_COLUMN = attributeByColumn();

  private final Tables tables;
  private final Map<String, String> posts;
  private final String poisonMarker;

  Labels(Tables tables, Map<String, String> posts, String poisonMarker) {
    this.tables = tables;
    this.posts = posts;
    this.poisonMarker = poisonMarker;
  }

  /** How many posts ended in which way; together they are all posts. */
  record Sums(int labelled, int failed, int left) {}

  /** Checks that each post has one row at most, and that every row is right for its text. */
  Sums check(String table) throws SQLException {
    Map<String, String> unlabelled = new HashMap<>(posts);
    int[] sums = new int[2];
    tables.forEachRow(
        "SELECT * FROM " + table,
        row -> {
          String uri = row.getString("uri");
          String text = unlabelled.remove(uri);
          assertThat("a second row, or one of no post: " + uri, row.getString("text"), is(text));
          assertThat(row.getString("text_hash"), is(hash(text)));
          String reason = reasonOrNull(text);
          assertThat(uri, row.getString("reason"), is(reason));
          assertThat(uri, row.getBoolean("was_successfully_labeled"), is(reason == null));
          checkScores(uri, row, reason == null ? text : null);
          sums[reason == null ? 0 : 1]++;
        });
    checkLedger();
    tables.forEachRow(
        "SELECT uri, text FROM record_classification_metadata",
        row -> assertThat(row.getString("text"), is(posts.get(row.getString("uri")))));
    assertThat(sums[0] + sums[1] + unlabelled.size(), is(posts.size()));
    return new Sums(sums[0], sums[1], unlabelled.size());
  }

  /** Why {@code text} can have no scores; null when it must have them. */
  String reasonOrNull(String text) {
    if (text.codePointCount(0, text.length()) < 8) {
      return "text_too_short";
    }
    if (text.isBlank()) {
      return "text_empty";
    }
    if (text.getBytes(UTF_8).length > 20_480) {
      return "text_too_long";
    }
    return !poisonMarker.isEmpty() && text.contains(poisonMarker) ? "rejected_by_provider" : null;
  }

  private static void checkScores(String uri, ResultSet row, String textOrNull)
      throws SQLException {
    for (Map.Entry<String, String> column : ATTRIBUTE_BY_COLUMN.entrySet()) {
      Object stored = row.getObject(column.getKey());
      if (textOrNull == null) {
        assertThat(uri + " " + column.getKey(), stored, is(nullValue()));
      } else {
        assertThat(
            uri + " " + column.getKey(), stored, is(expected(textOrNull, column.getValue())));
      }
    }
  }

  private void checkLedger() throws SQLException {
    Map<String, String> textByHash = new HashMap<>();
    posts.values().forEach(text -> textByHash.put(hash(text), text));
    tables.forEachRow(
        "SELECT text_hash, scores, reason FROM ledger",
        row -> {
          String text = textByHash.get(row.getString("text_hash"));
          assertThat("the ledger holds only texts of posts", text != null);
          assertThat(text, row.getString("reason"), is(reasonOrNull(text)));
          checkScores(text, row.getString("scores"));
        });
  }

  private void checkScores(String text, String json) {
    if (reasonOrNull(text) != null) {
      assertThat(text, json, is(nullValue()));
      return;
    }
    try {
      Map<String, Double> scores = JSON.readValue(json, new TypeReference<>() {});
      ATTRIBUTE_BY_COLUMN.values().stream()
          .distinct()
          .forEach(
              attribute ->
                  assertThat(text, scores.remove(attribute), is(expected(text, attribute))));
      assertThat(scores, is(anEmptyMap()));
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + json, e);
    }
  }

  /** The provider prints the shortest decimals of a float, and that very number is stored. */
  private static double expected(String text, String attribute) {
    return Double.parseDouble(Float.toString(EmulatedScores.of(text).score(attribute)));
  }

  static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, String> attributeByColumn() {
    try (InputStream json = Labels.class.getResourceAsStream("/perspective/labels.json")) {
      Map<String, String> columns =
          new TreeMap<>(JSON.readValue(json, new TypeReference<Map<String, String>>() {}));
      assertThat(columns.size(), is(22));
      assertThat(columns.get("prob_constructive"), is("REASONING_EXPERIMENTAL"));
      return columns;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}

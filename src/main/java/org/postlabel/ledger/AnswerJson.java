package org.postlabel.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.jdbi.v3.core.statement.StatementContext;
import org.postlabel.json.Json;
import org.postlabel.post.Answer;
import org.postlabel.post.Reason;
import org.postlabel.post.Scores;

/**
 * Scores in the ledger: a JSON object of numbers, booleans and strings, exactly as they were sent.
 */
public final class AnswerJson {
  private static final ObjectMapper JSON = Json.mapper();
  private static final TypeReference<Map<String, Object>> SCORES = new TypeReference<>() {};

  private AnswerJson() {}

  /** Null when there are no scores. */
  static String scoresOf(Answer answer) {
    try {
      return answer.isSuccessful() ? JSON.writeValueAsString(answer.scores().byAttribute()) : null;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of numbers is always JSON", e);
    }
  }

  /** The answer in a row with the columns text_hash, scores and reason, by its text hash. */
  static Map.Entry<String, Answer> entry(ResultSet row, StatementContext context)
      throws SQLException {
    return Map.entry(
        row.getString("text_hash"), answer(row.getString("scores"), row.getString("reason")));
  }

  static Answer answer(String scoresOrNull, String reasonOrNull) {
    try {
      return new Answer(
          scoresOrNull == null ? Scores.NONE : scores(scoresOrNull),
          reasonOrNull == null ? null : Reason.ofCode(reasonOrNull).orElseThrow());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the table ledger holds scores that are not JSON", e);
    }
  }

  /** The scores in a row of the table {@code ledger}. */
  public static Scores scores(String json) throws JsonProcessingException {
    Map<String, Object> values = JSON.readValue(json, SCORES);
    values.replaceAll(
        (attribute, value) -> value instanceof Number number ? number.doubleValue() : value);
    return Scores.of(values);
  }
}

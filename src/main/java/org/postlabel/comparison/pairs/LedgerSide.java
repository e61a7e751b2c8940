package org.postlabel.comparison.pairs;

import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.jdbi.v3.core.Handle;
import org.postlabel.ledger.AnswerJson;
import org.postlabel.post.LabelTable;
import org.postlabel.post.LabelTable.Scale;
import org.postlabel.post.Scores;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.scorer.ScorerOptions;

/**
 * The paid answers of one scorer, of several judgements of a text the first. Its columns are those
 * of the scorer's table, where there is one, and else the attributes as the provider names them.
 */
record LedgerSide(
    String name,
    Map<String, String> attributeByColumn,
    Optional<String> chosen,
    Map<String, Scale> scaleByColumn,
    boolean hasJudgements)
    implements Side {
  /** The attributes by column that {@code scorerId} has answers of; none when it has no answers. */
  static Map<String, String> attributes(Handle handle, String scorerId) {
    Optional<Scores> first =
        handle
            .select(
                "SELECT scores FROM ledger WHERE scorer_id = ? AND scores IS NOT NULL LIMIT 1",
                scorerId)
            .map((row, context) -> scores(row.getString(1)))
            .findFirst();
    Map<String, String> attributes = new LinkedHashMap<>();
    first.ifPresent(
        scores -> {
          table(scorerId)
              .map(LabelTable::attributeByColumn)
              .orElse(Map.of())
              .forEach(
                  (column, attribute) -> {
                    if (scores.of(attribute).isPresent()) {
                      attributes.put(column, attribute);
                    }
                  });
          scores.byAttribute().keySet().stream()
              .filter(attribute -> scores.of(attribute).isPresent())
              .forEach(attribute -> attributes.putIfAbsent(attribute, attribute));
        });
    return attributes;
  }

  /** The table of the kind of {@code scorerId}, which begins with the kind's word. */
  static Optional<LabelTable> table(String scorerId) {
    ScorerOptions options = PipelineOptionsFactory.as(ScorerOptions.class);
    try {
      return ScorerKinds.find(scorerId.replaceFirst("-.*", "")).map(kind -> kind.labels(options));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // Its columns depend on options that nobody gave.
    }
  }

  @Override
  public List<String> columns() {
    return new ArrayList<>(attributeByColumn.keySet());
  }

  @Override
  public String table() {
    return "ledger";
  }

  @Override
  public String timeColumn() {
    return "answered_at";
  }

  @Override
  public boolean hasPosts() {
    return false;
  }

  @Override
  public List<String> selected(String alias, List<String> wanted) {
    return List.of(alias + ".scores");
  }

  @Override
  public String condition(String alias) {
    return "%1$s.scorer_id = ? AND %1$s.scores IS NOT NULL%2$s"
        .formatted(alias, hasJudgements ? " AND " + alias + ".judgement = 1" : "");
  }

  @Override
  public List<Object> parameters() {
    return List.of(name);
  }

  @Override
  public double[] read(ResultSet row, int place, List<String> wanted) throws SQLException {
    Scores scores = scores(row.getString(place));
    return wanted.stream()
        .mapToDouble(column -> scores.of(attributeByColumn.get(column)).orElse(Double.NaN))
        .toArray();
  }

  /** Of an answer, nearly always all attributes: the answers are counted. */
  @Override
  public Map<String, Long> scored(Handle handle, List<String> wanted) {
    long answers =
        handle
            .select("SELECT COUNT(*) FROM ledger AS t WHERE " + condition("t"), name)
            .mapTo(Long.class)
            .one();
    return wanted.stream().distinct().collect(toMap(column -> column, column -> answers));
  }

  /** The ledger keeps no text. */
  @Override
  public Map<String, String> texts(Handle handle, List<String> hashes) {
    return Map.of();
  }

  private static Scores scores(String json) {
    try {
      return AnswerJson.scores(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the table ledger holds scores that are not JSON", e);
    }
  }
}

package org.postlabel.pipeline;

import static java.util.stream.Collectors.joining;

import java.io.Serializable;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.io.jdbc.JdbcIO;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.values.PCollection;
import org.postlabel.database.Database;
import org.postlabel.database.Dialect;
import org.postlabel.post.Label;
import org.postlabel.post.LabelTable;
import org.postlabel.post.Reason;

/**
 * Writes labels, one row a post: writing the same label again changes nothing. A run that was
 * marked as died replaces no label, since the run that began in its place counts its own. What it
 * returns holds nothing and is complete when all labels are written.
 */
public final class WriteLabels extends PTransform<PCollection<Label>, PCollection<Void>> {
  /** Few, so that labels that are paid for are soon in the table. */
  private static final long ROWS_PER_STATEMENT = 100;

  private final Database database;
  private final LabelTable table;
  private final String runId;

  private WriteLabels(Database database, LabelTable table, String runId) {
    this.database = database;
    this.table = table;
    this.runId = runId;
  }

  /** Writes into {@code table}; every row names {@code runId}. */
  public static WriteLabels into(Database database, LabelTable table, String runId) {
    return new WriteLabels(database, table, runId);
  }

  @Override
  public PCollection<Void> expand(PCollection<Label> labels) {
    Database target = database;
    return labels.apply(
        JdbcIO.<Label>write()
            .withDataSourceProviderFn(unused -> target.pool())
            .withStatement(upsert(table))
            .withPreparedStatementSetter(new LabelBinder(target.dialect(), table, runId))
            .withBatchSize(ROWS_PER_STATEMENT)
            .withRetryStrategy(target.writeRetryStrategy())
            .withRetryConfiguration(Database.writeRetries())
            .withResults());
  }

  static String upsert(LabelTable table) {
    List<String> columns = table.columns();
    return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (uri) DO UPDATE SET %s"
        .concat(
            " WHERE NOT EXISTS (SELECT 1 FROM runs"
                + " WHERE run_id = excluded.run_id AND status = 'died')")
        .formatted(
            table.name(),
            String.join(", ", columns),
            columns.stream().map(column -> "?").collect(joining(", ")),
            columns.stream()
                .skip(1)
                .map(column -> column + " = excluded." + column)
                .collect(joining(", ")));
  }

  private record LabelBinder(Dialect dialect, LabelTable table, String runId)
      implements JdbcIO.PreparedStatementSetter<Label>, Serializable {
    @Override
    public void setParameters(Label label, PreparedStatement row) throws SQLException {
      int column = 1;
      row.setString(column++, label.uri());
      row.setString(column++, label.text());
      row.setBoolean(column++, label.isSuccessful());
      row.setString(column++, label.reason().map(Reason::code).orElse(null));
      row.setObject(column++, dialect.timestamp(label.labelledAt()));
      for (Map.Entry<String, String> attribute : table.attributeByColumn().entrySet()) {
        LabelTable.Kind kind = table.kindByColumn().get(attribute.getKey());
        Object score = label.scores().value(attribute.getValue()).orElse(null);
        row.setObject(
            column++,
            kind == LabelTable.Kind.COUNT && score instanceof Double number
                ? (Object) number.longValue()
                : score,
            typeOf(kind));
      }
      row.setString(column++, label.textHash());
      row.setString(column++, label.scorerId());
      row.setString(column, runId);
    }

    private static int typeOf(LabelTable.Kind kind) {
      return switch (kind) {
        case SCORE -> Types.DOUBLE;
        case COUNT -> Types.BIGINT;
        case TRUTH -> Types.BOOLEAN;
        case WORD, TEXT -> Types.VARCHAR;
      };
    }
  }
}

package org.postlabel.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowsTest {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("text", Column.Kind.STRING, Column.Origin.LABELS),
          new Column("right", Column.Kind.BOOLEAN, Column.Origin.LABELS),
          new Column("count", Column.Kind.COUNT, Column.Origin.LABELS),
          new Column("score", Column.Kind.SCORE, Column.Origin.LABELS),
          new Column("at", Column.Kind.TIME, Column.Origin.LABELS));

  @Test
  void quotesAllButNumbersSoThatNothingIsToldFromEmpty() throws IOException {
    assertThat(
        csv(
            false,
            Arrays.asList(
                "say \"hi\",\r\n🤔", true, -3L, 1.0E-5, Instant.parse("2026-01-31T12:00:00Z")),
            Arrays.asList("", false, null, 0.30000000000000004, Instant.ofEpochMilli(1)),
            Arrays.asList(null, null, Long.MIN_VALUE, null, null)),
        is(
            """
            "text","right","count","score","at"
            "say ""hi"",\r
            🤔","true",-3,1.0E-5,"2026-01-31T12:00:00Z"
            "","false",,0.30000000000000004,"1970-01-01T00:00:00.001Z"
            ,,-9223372036854775808,,
            """));
  }

  @Test
  void guardsTextsUnlessToldNotTo() throws IOException {
    List<Object> row = Arrays.asList("=1+1", true, -1L, -1.5, null);

    assertThat(csv(false, row).lines().toList().get(1), is("\"'=1+1\",\"true\",-1,-1.5,"));
    assertThat(csv(true, row).lines().toList().get(1), is("\"=1+1\",\"true\",-1,-1.5,"));
  }

  @SafeVarargs
  private static String csv(boolean rawText, List<Object>... rows) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (CsvRows csv = new CsvRows(bytes, COLUMNS, new CsvStyle(',', false, rawText))) {
      for (List<Object> row : rows) {
        csv.write(row);
      }
    }
    return bytes.toString(UTF_8);
  }
}

package org.postlabel.export;

import static org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit.MICROS;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;
import static org.apache.parquet.schema.Types.optional;

import blue.strategic.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * A Parquet file: strings, booleans, 64-bit numbers, and times as microseconds in UTC. It holds a
 * group of rows of up to 128 MB in memory.
 */
final class ParquetRows implements RowWriter {
  private final ParquetWriter<List<Object>> writer;

  ParquetRows(Path file, List<Column> columns) throws IOException {
    MessageType schema =
        new MessageType("label", columns.stream().map(ParquetRows::typeOf).toList());
    this.writer =
        ParquetWriter.writeFile(
            schema,
            file.toFile(),
            (values, row) -> {
              for (int i = 0; i < columns.size(); i++) {
                if (values.get(i) != null) {
                  row.write(columns.get(i).name(), stored(values.get(i)));
                }
              }
            });
  }

  private static Type typeOf(Column column) {
    return switch (column.kind()) {
      case STRING -> optional(BINARY).as(stringType()).named(column.name());
      case BOOLEAN -> optional(BOOLEAN).named(column.name());
      case COUNT -> optional(INT64).named(column.name());
      case SCORE -> optional(DOUBLE).named(column.name());
      case TIME -> optional(INT64).as(timestampType(true, MICROS)).named(column.name());
    };
  }

  private static Object stored(Object value) {
    return value instanceof Instant time ? ChronoUnit.MICROS.between(Instant.EPOCH, time) : value;
  }

  @Override
  public void write(List<Object> values) throws IOException {
    writer.write(values);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}

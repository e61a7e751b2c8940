package org.postlabel.importing.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.JulianFields;
import java.util.HexFormat;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** What a value of a Parquet file is by its type, where its reader gives only a number or bytes. */
final class ParquetValue {
  /** How the reader writes bytes. */
  private static final String HEX = "0x";

  private ParquetValue() {}

  /**
   * A time as ISO 8601 in microseconds, bytes as the text that they are in UTF-8; anything else as
   * it is.
   */
  static Object of(PrimitiveType type, Object value) {
    LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
    if (value instanceof Integer days && annotation instanceof DateLogicalTypeAnnotation) {
      return LocalDate.ofEpochDay(days).toString();
    }
    if (value instanceof Long count
        && annotation instanceof TimestampLogicalTypeAnnotation timestamp) {
      return time(count, timestamp.getUnit()).truncatedTo(ChronoUnit.MICROS).toString();
    }
    if (annotation == null && value instanceof String text && text.startsWith(HEX)) {
      return type.getPrimitiveTypeName() == PrimitiveTypeName.INT96
          ? ofSpark(bytes(text)).toString()
          : text(text);
    }
    return value;
  }

  private static Instant time(long count, TimeUnit unit) {
    return switch (unit) {
      case MILLIS -> Instant.ofEpochMilli(count);
      case MICROS ->
          Instant.ofEpochSecond(
              Math.floorDiv(count, 1_000_000L), Math.floorMod(count, 1_000_000L) * 1_000);
      case NANOS -> Instant.ofEpochSecond(0, count);
    };
  }

  /** Nanoseconds of the day, then the Julian day. */
  private static Instant ofSpark(ByteBuffer bytes) {
    Duration ofDay = Duration.ofNanos(bytes.getLong());
    return LocalDate.MIN
        .with(JulianFields.JULIAN_DAY, bytes.getInt())
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC)
        .plus(ofDay);
  }

  private static String text(String hex) {
    try {
      return UTF_8.newDecoder().decode(bytes(hex)).toString();
    } catch (CharacterCodingException noText) {
      return hex;
    }
  }

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex, HEX.length(), hex.length()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }
}

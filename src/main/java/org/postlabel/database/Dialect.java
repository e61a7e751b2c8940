package org.postlabel.database;

import static java.util.Arrays.stream;
import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Where databases differ. Everything else is SQL that they share. */
public enum Dialect {
  /** One file, one machine: https://www.sqlite.org/. */
  SQLITE("jdbc:sqlite:", "INTEGER PRIMARY KEY AUTOINCREMENT", "TEXT") {
    @Override
    public boolean isTransient(SQLException error) {
      return error instanceof SQLiteException sqlite
          && SQLITE_TRANSIENT.contains(sqlite.getResultCode().code & 0xFF);
    }

    @Override
    public Object timestamp(Instant instant) {
      return SQLITE_TIMESTAMP.format(instant);
    }

    @Override
    public String nowMicros() {
      return "CAST(unixepoch('subsec') * 1000000 AS INTEGER)";
    }

    @Override
    public String greatest() {
      return "max";
    }
  };

  private static final Set<Integer> SQLITE_TRANSIENT =
      Set.of(
          SQLiteErrorCode.SQLITE_BUSY.code,
          SQLiteErrorCode.SQLITE_LOCKED.code,
          SQLiteErrorCode.SQLITE_IOERR.code,
          SQLiteErrorCode.SQLITE_FULL.code,
          SQLiteErrorCode.SQLITE_CANTOPEN.code);

  /** The format of the job that we replace; it sorts as time does. */
  private static final DateTimeFormatter SQLITE_TIMESTAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final String urlPrefix;
  private final String idType;
  private final String timestampType;

  Dialect(String urlPrefix, String idType, String timestampType) {
    this.urlPrefix = urlPrefix;
    this.idType = idType;
    this.timestampType = timestampType;
  }

  /** The dialect of {@code url}; refuses a database that we do not know. */
  static Dialect of(String url) {
    return stream(values())
        .filter(dialect -> url.startsWith(dialect.urlPrefix))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--connectionURL must start with "
                        + stream(values()).map(d -> d.urlPrefix).collect(joining(" or "))
                        + ", was "
                        + url));
  }

  /** Whether the same statement may succeed when it is tried again a little later. */
  public abstract boolean isTransient(SQLException error);

  /** {@code instant} as a column of a timestamp takes it: UTC, to the second at least. */
  public abstract Object timestamp(Instant instant);

  /** SQL for the database's clock in microseconds since 1970. */
  public abstract String nowMicros();

  /** SQL for the function that returns the greater of two numbers. */
  public abstract String greatest();

  /** The words that differ in the migrations. */
  Map<String, String> placeholders() {
    return Map.of("id", idType, "timestamp", timestampType);
  }

  String urlPrefix() {
    return urlPrefix;
  }
}

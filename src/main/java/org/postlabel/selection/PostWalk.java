package org.postlabel.selection;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The way through our posts, once past each that is there when it begins, in stretches of the order
 * in which they were added. After the first stretch it goes on where the part of the table that is
 * labelled ends, and comes round to that part when it has reached the table's end: so the first
 * posts of a run are found soon, however much is labelled. Nothing is remembered from run to run
 * that could be wrong. Not thread-safe.
 */
final class PostWalk {
  /** Where the end of the labelled part is looked for, before it is narrowed down. */
  private static final int PROBES = 64;

  private final WantedPosts wanted;
  private final String number;
  private final int rowsAtOnce;
  private final boolean isStraight;
  private final Deque<Stretch> ahead = new ArrayDeque<>();
  private int passed;

  /**
   * @param number the column of the rows' numbers
   * @param isStraight whether it goes from the table's first row to its last, whatever is labelled
   */
  PostWalk(WantedPosts wanted, String number, int rowsAtOnce, boolean isStraight) {
    this.wanted = wanted;
    this.number = number;
    this.rowsAtOnce = rowsAtOnce;
    this.isStraight = isStraight;
  }

  /** Rows from one number to another, both included. */
  record Stretch(long first, long last) {}

  /** The next stretch; empty when all were passed. */
  Optional<Stretch> next(Connection from) throws SQLException {
    if (passed == 0) {
      OptionalLong first = number(from, "SELECT MIN(" + number + ") FROM posts");
      OptionalLong last = number(from, "SELECT MAX(" + number + ") FROM posts");
      if (first.isPresent() && last.isPresent()) {
        ahead.add(new Stretch(first.getAsLong(), last.getAsLong()));
      }
    } else if (passed == 1 && !ahead.isEmpty() && !isStraight) {
      beginBehindLabelled(from);
    }
    passed++;
    Stretch rest = ahead.poll();
    if (rest == null) {
      return Optional.empty();
    }
    long last = numberAt(from, ">= " + rest.first, "ASC", rowsAtOnce - 1).orElse(rest.last);
    if (last >= rest.last) {
      return Optional.of(rest);
    }
    ahead.push(new Stretch(last + 1, rest.last));
    return Optional.of(new Stretch(rest.first, last));
  }

  private void beginBehindLabelled(Connection from) throws SQLException {
    Stretch rest = ahead.remove();
    long start = begin(from, rest);
    ahead.add(new Stretch(start, rest.last));
    if (start > rest.first) {
      ahead.add(new Stretch(rest.first, start - 1));
    }
  }

  /**
   * Half a stretch before a wanted post that follows one that is not; else where {@code rest}
   * begins.
   */
  private long begin(Connection from, Stretch rest) throws SQLException {
    long unwanted = rest.first;
    long wantedAt = rest.first;
    for (int i = 0; !isWanted(from, wantedAt); i++) {
      if (i == PROBES) {
        return rest.first;
      }
      unwanted = wantedAt;
      wantedAt = i == PROBES - 1 ? rest.last : rest.first + (i + 1) * step(rest);
    }
    while (wantedAt - unwanted > 1) {
      long middle = unwanted + (wantedAt - unwanted) / 2;
      if (isWanted(from, middle)) {
        wantedAt = middle;
      } else {
        unwanted = middle;
      }
    }
    // Answers come out of order: before the end of what is labelled there are gaps.
    long before = numberAt(from, "< " + wantedAt, "DESC", rowsAtOnce / 2).orElse(rest.first);
    return Math.max(rest.first, before);
  }

  /** Without an overflow, whatever the numbers. */
  private static long step(Stretch rest) {
    return rest.last / PROBES - rest.first / PROBES;
  }

  /** Whether the first post with {@code least} or a greater number is wanted. */
  private boolean isWanted(Connection from, long least) throws SQLException {
    String post =
        "(SELECT * FROM posts WHERE %1$s >= %2$d ORDER BY %1$s LIMIT 1)".formatted(number, least);
    WantedPosts ofIt = new WantedPosts(post, wanted.labels(), wanted.selection());
    try (PreparedStatement select = from.prepareStatement("SELECT 1 " + ofIt.from())) {
      int index = 1;
      for (Object value : ofIt.values()) {
        select.setObject(index++, value);
      }
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  private OptionalLong numberAt(Connection from, String condition, String direction, int offset)
      throws SQLException {
    return number(
        from,
        "SELECT %1$s FROM posts WHERE %1$s %2$s ORDER BY %1$s %3$s LIMIT 1 OFFSET %4$d"
            .formatted(number, condition, direction, offset));
  }

  private static OptionalLong number(Connection from, String sql) throws SQLException {
    try (Statement statement = from.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      if (!row.next()) {
        return OptionalLong.empty();
      }
      long value = row.getLong(1);
      return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
  }
}

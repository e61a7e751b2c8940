package org.postlabel.selection.source;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.postlabel.database.Dialect;

/**
 * The columns of the user's posts.
 *
 * @param misfits those that cannot be cast to texts, or to other words
 */
record TheirColumns(ForeignPosts posts, List<String> names, List<Misfit> misfits) {
  TheirColumns {
    names = List.copyOf(names);
    misfits = List.copyOf(misfits);
  }

  static TheirColumns of(ForeignPosts posts, ResultSetMetaData columnsOrNull, Dialect dialect)
      throws SQLException {
    List<String> names = new ArrayList<>();
    List<Misfit> misfits = new ArrayList<>();
    for (int i = 1; columnsOrNull != null && i <= columnsOrNull.getColumnCount(); i++) {
      String name = columnsOrNull.getColumnLabel(i);
      String type = columnsOrNull.getColumnTypeName(i);
      names.add(name);
      for (boolean isText : List.of(true, false)) {
        dialect
            .wayToText(columnsOrNull, i, isText)
            .ifPresent(way -> misfits.add(new Misfit(name, isText, type, way)));
      }
    }
    return new TheirColumns(posts, names, misfits);
  }

  /** Their name for each of our columns that they have; refuses posts that lack one they need. */
  Map<PostColumn, String> found() {
    Map<PostColumn, String> found = new EnumMap<>(PostColumn.class);
    for (PostColumn column : PostColumn.values()) {
      String wanted = posts.columns().getOrDefault(column, column.sqlName());
      Optional<String> name = find(wanted);
      if (name.isPresent()) {
        requireFit(column, name.get());
        found.put(column, name.get());
      } else if (column.isRequired() || posts.columns().containsKey(column)) {
        throw posts.refusal(
            "has no column %s for our %s; it has %s"
                .formatted(wanted, column.sqlName(), String.join(", ", names)));
      }
    }
    return found;
  }

  /** As written, or else in letters of another case, which databases fold. */
  private Optional<String> find(String wanted) {
    for (Predicate<String> fits :
        List.<Predicate<String>>of(wanted::equals, wanted::equalsIgnoreCase)) {
      List<String> fitting = names.stream().filter(fits).toList();
      if (fitting.size() > 1) {
        throw posts.refusal("has more than one column " + wanted);
      }
      if (!fitting.isEmpty()) {
        return Optional.of(fitting.get(0));
      }
    }
    return Optional.empty();
  }

  private void requireFit(PostColumn ours, String name) {
    for (Misfit misfit : misfits) {
      if (ours.isOfWords()
          && misfit.name.equals(name)
          && misfit.isText == (ours == PostColumn.TEXT)) {
        throw posts.refusal(
            "does not fit: %s, our %s, is of type %s; %s"
                .formatted(name, ours.sqlName(), misfit.type, misfit.way));
      }
    }
  }

  /**
   * A column of which a cast would not make a text.
   *
   * @param isText whether it would be for texts of posts, rather than for other words
   * @param way how a text is had
   */
  record Misfit(String name, boolean isText, String type, String way) {}
}

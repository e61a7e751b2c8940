package org.postlabel.selection.source;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The names of the columns of the user's posts. */
record TheirColumns(ForeignPosts posts, List<String> names) {
  /** Their name for each of our columns that they have; refuses posts that lack one they need. */
  Map<PostColumn, String> found() {
    Map<PostColumn, String> found = new EnumMap<>(PostColumn.class);
    for (PostColumn column : PostColumn.values()) {
      String wanted = posts.columns().getOrDefault(column, column.sqlName());
      Optional<String> name = find(wanted);
      if (name.isPresent()) {
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
}

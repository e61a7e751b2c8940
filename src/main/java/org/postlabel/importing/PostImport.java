package org.postlabel.importing;

import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.postlabel.database.Database;
import org.postlabel.database.DatabaseUnusableException;
import org.postlabel.importing.container.ZipMembers;
import org.postlabel.importing.mapping.BadRowException;
import org.postlabel.importing.mapping.Mapping;
import org.postlabel.importing.mapping.PostRow;

/**
 * Reads files of posts into the table {@code posts}, in memory that does not grow with them. A post
 * whose uri is there already is updated, so that importing a file again does no harm; a bad row is
 * reported and left out. The table must exist. Not thread-safe; prints nothing.
 */
public final class PostImport {
  private final Database database;
  private final ImportConfig config;
  private final Consumer<BadRow> badRows;

  private PostImport(Database database, ImportConfig config, Consumer<BadRow> badRows) {
    this.database = database;
    this.config = config;
    this.badRows = badRows;
  }

  public static PostImport into(Database database) {
    return new PostImport(database, ImportConfig.DEFAULT, row -> {});
  }

  /** Reads files as {@code config} says. */
  public PostImport with(ImportConfig config) {
    return new PostImport(database, config, badRows);
  }

  /** Reports every bad row, as soon as it is met, to {@code badRows}. */
  public PostImport withBadRows(Consumer<BadRow> badRows) {
    return new PostImport(database, config, badRows);
  }

  /**
   * Looks at {@code files} without a database.
   *
   * @return what was read of standard input and of named pipes, for the import
   * @throws FileUnusableException when one cannot be read, is empty, lacks uri or text or has
   *     rounded ids
   */
  public static Beginnings requireUsable(
      List<String> files, ImportConfig config, InputStream stdin) {
    Beginnings beginnings = Beginnings.of(stdin);
    requireUsable(files, config, config.mapping());
    for (String file : files) {
      if (!PostFile.canBeReadTwice(file)) {
        beginnings.lookAt(file, config.mapping(), config);
      }
    }
    return beginnings;
  }

  private static void requireUsable(List<String> files, ImportConfig config, Mapping mapping) {
    for (String file : ZipMembers.expand(files)) {
      if (PostFile.canBeReadTwice(file)) {
        PostFile.open(file, Beginnings.of(InputStream.nullInputStream()), mapping, config).close();
      }
    }
  }

  /**
   * Imports {@code files} in their order; {@code -} stands for standard input, which stays open.
   *
   * @throws FileUnusableException when a file cannot be read, is empty or lacks uri or text; then
   *     nothing of any file is imported, unless that shows only while it is read (standard input, a
   *     pipe, a damaged file)
   * @throws DatabaseUnusableException when the database does not take the rows
   */
  public ImportSummary run(List<String> files, Beginnings beginnings) {
    try (PostWriter writer = PostWriter.to(database)) {
      Mapping mapping = config.mapping().among(Set.copyOf(writer.columns()));
      requireUsable(files, config, mapping);
      long bad = 0;
      long[] skipped = new long[1];
      List<String> dialects = new ArrayList<>();
      Map<String, LeftOutValues> leftOut = new LinkedHashMap<>();
      Map<String, SortedSet<String>> ignored = new LinkedHashMap<>();
      for (String name : ZipMembers.expand(files)) {
        try (PostFile file = PostFile.open(name, beginnings, mapping, config)) {
          file.dialect()
              .ifPresent(how -> dialects.add(PostFile.shownAs(name) + ": read with " + how));
          bad += copy(file, PostFile.shownAs(name), writer, leftOut, skipped);
          SortedSet<String> columns = file.ignoredColumns();
          if (!columns.isEmpty()) {
            ignored.computeIfAbsent(PostFile.shownAs(name), n -> new TreeSet<>()).addAll(columns);
          }
        }
      }
      return new ImportSummary(
          writer.added(),
          writer.updated(),
          writer.repeated(),
          writer.changed(),
          skipped[0],
          bad,
          List.copyOf(leftOut.values()),
          dialects,
          ignored);
    } catch (SQLException e) {
      throw new DatabaseUnusableException(
          "cannot write posts to " + database.url() + ": " + e.getMessage(), e);
    }
  }

  private long copy(
      PostFile file,
      String name,
      PostWriter writer,
      Map<String, LeftOutValues> leftOut,
      long[] skipped)
      throws SQLException {
    long bad = 0;
    try {
      for (PostFile.ParsedRow row = file.next(); row != null; row = file.next()) {
        if (row.isSkipped()) {
          skipped[0]++;
          continue;
        }
        try {
          PostRow post = row.post();
          writer.write(post);
          long line = row.line();
          post.leftOut()
              .forEach(
                  (column, shape) ->
                      leftOut.merge(
                          name + '\n' + column,
                          new LeftOutValues(name, column.sqlName(), 1, line, shape),
                          (first, same) -> first.oneMore()));
        } catch (BadRowException e) {
          bad++;
          badRows.accept(new BadRow(name, row.line(), e.getMessage()));
        }
      }
    } catch (IOException e) {
      writer.flush();
      throw file.damaged(e);
    }
    writer.flush();
    return bad;
  }
}

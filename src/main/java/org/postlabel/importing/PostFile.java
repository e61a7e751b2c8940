package org.postlabel.importing;

import java.io.EOFException;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import org.postlabel.importing.container.Compression;
import org.postlabel.importing.container.FileUnusableException;
import org.postlabel.importing.container.ZipMembers;
import org.postlabel.importing.format.FileRows;
import org.postlabel.importing.format.IgnoredColumns;
import org.postlabel.importing.format.RawRows;
import org.postlabel.importing.format.RowSource;
import org.postlabel.importing.mapping.BadRowException;
import org.postlabel.importing.mapping.FieldValue;
import org.postlabel.importing.mapping.Mapping;
import org.postlabel.importing.mapping.PostFormat;
import org.postlabel.importing.mapping.PostRow;

/** A file of posts, open for reading. Not thread-safe. */
final class PostFile implements AutoCloseable {
  /** The word for standard input. */
  static final String STDIN = "-";

  private static final int MAX_HEAD_ROWS = 1_000;
  private static final int MAX_HEAD_CHARACTERS = 4_000_000;

  private final String name;
  private final InputStream in;
  private final IgnoredColumns ignored = new IgnoredColumns();
  private final FileRows rows;
  private final Mapping mapping;
  private final boolean allowsRoundedIds;
  private final RoundedIds roundedIds = new RoundedIds();
  private final Deque<ParsedRow> head = new ArrayDeque<>();
  private IOException damageOrNull;

  private PostFile(String name, InputStream in, Mapping mapping, ImportConfig config)
      throws IOException {
    this.allowsRoundedIds = config.allowsRoundedIds();
    this.mapping = mapping;
    this.name = name;
    this.in = in;
    this.rows = FileRows.open(name, in, mapping, config.files(), ignored);
    readHead();
    requirePosts(rows.parser().found());
  }

  /** Refuses a file of JSON in whose first rows uri or text is nowhere. */
  private void requirePosts(Set<String> found) {
    boolean isSomething =
        head.isEmpty()
            || mapping.formatOrNull() != null
            || mapping.finds(found)
            || head.stream().anyMatch(row -> row.postOrNull() != null);
    if (!isSomething && !found.isEmpty()) {
      throw new FileUnusableException(
          name,
          "has no uri and text in its first rows; the fields are %s; %s"
              .formatted(String.join(", ", found), howToMap(found)));
    }
  }

  private static String howToMap(Set<String> found) {
    return PostFormat.with(found)
        .map(format -> "--format=" + format.word() + " reads them")
        .orElse(
            "map them as in --postColumns=uri=FIELD,text=FIELD, or name one of the formats "
                + PostFormat.words()
                + " with --format");
  }

  /** How the file is written where that is not plain CSV; empty otherwise. */
  Optional<String> dialect() {
    return rows.dialect().shown();
  }

  /** So many that a file of rounded ids is refused before anything of it is written. */
  private void readHead() {
    try {
      long characters = 0;
      ParsedRow row = read();
      while (row != null) {
        head.add(row);
        characters += row.postOrNull() == null ? 0 : row.postOrNull().size();
        row = head.size() < MAX_HEAD_ROWS && characters < MAX_HEAD_CHARACTERS ? read() : null;
      }
    } catch (IOException e) {
      damageOrNull = e;
    }
  }

  /**
   * Opens {@code name}, or what {@code beginnings} has of it, and reads its header.
   *
   * @throws FileUnusableException when no post can come of it
   */
  static PostFile open(String name, Beginnings beginnings, Mapping mapping, ImportConfig config) {
    InputStream begun = beginnings.openOrNull(name);
    if (begun != null) {
      return begin(name, begun, mapping, config);
    }
    if (ZipMembers.isMember(name)) {
      try {
        return begin(name, ZipMembers.open(name), mapping, config);
      } catch (FileUnusableException e) {
        throw e.with("; to import another member alone, name it as FILE.zip!/MEMBER");
      } catch (IOException e) {
        throw unreadable(name, e);
      }
    }
    File file = new File(name);
    if (!file.exists()) {
      throw new FileUnusableException(name, "does not exist; check the name");
    }
    if (file.isDirectory()) {
      throw new FileUnusableException(name, "is a folder; name the files in it");
    }
    try {
      // Files.newInputStream cannot read a pipe: it seeks.
      return begin(name, new FileInputStream(file), mapping, config);
    } catch (FileNotFoundException e) {
      throw new FileUnusableException(name, "may not be read; check its permissions", e);
    }
  }

  /** Whether opening the file takes nothing from it: not so for standard input and pipes. */
  static boolean canBeReadTwice(String name) {
    File file = new File(name);
    return ZipMembers.isMember(name)
        || (!name.equals(STDIN) && (file.isFile() || file.isDirectory() || !file.exists()));
  }

  /** What reports call the file. */
  static String shownAs(String name) {
    return name.equals(STDIN) ? "stdin" : name;
  }

  /**
   * The next row, or null at the end of the file.
   *
   * @throws FileUnusableException when its id, or those before it, look rounded
   */
  ParsedRow next() throws IOException {
    if (!head.isEmpty()) {
      return head.remove();
    }
    if (damageOrNull != null) {
      throw damageOrNull;
    }
    return read();
  }

  private ParsedRow read() throws IOException {
    RowSource source = rows.source();
    for (RawRows.Row next = source.next(); next != null; next = source.next()) {
      RawRows.Row row = next;
      try {
        Optional<Map<String, FieldValue>> values = rows.parser().parse(row.text());
        if (values.isPresent()) {
          Optional<PostRow> post = mapping.post(values.get());
          post.ifPresent(found -> requireExactId(row.line(), found.uri()));
          return new ParsedRow(row.line(), post.orElse(null), null);
        }
      } catch (BadRowException e) {
        return new ParsedRow(row.line(), null, e.getMessage());
      }
    }
    return null;
  }

  private void requireExactId(long line, String uri) {
    if (!allowsRoundedIds) {
      roundedIds.add(uri).ifPresent(why -> refuse(line, why));
    }
  }

  private void refuse(long line, String why) {
    throw new FileUnusableException(
        name + ":" + line + ":",
        why
            + "; different posts can have become one: export the ids as text (Excel: Data > From"
            + " Text/CSV, the column's type Text; pandas: dtype=str; R: colClasses=\"character\"),"
            + " or take them as they are with --allowRoundedIds");
  }

  /** The columns that were not taken so far. */
  SortedSet<String> ignoredColumns() {
    return ignored.names();
  }

  FileUnusableException damaged(IOException cause) {
    return new FileUnusableException(
        name,
        ("is damaged or cut off behind line %d (%s); the rows before are imported, repair it and"
                + " import it again")
            .formatted(rows.source().line(), shown(cause)),
        cause);
  }

  @Override
  public void close() {
    rows.source().close();
    close(in);
  }

  /** Reads the header of {@code in}, the content of {@code file}; closes it when it is refused. */
  static PostFile begin(String file, InputStream in, Mapping mapping, ImportConfig config) {
    String name = shownAs(file);
    try {
      return new PostFile(name, in, mapping, config);
    } catch (IOException e) {
      close(in);
      throw unreadable(name, e);
    } catch (FileUnusableException e) {
      close(in);
      throw e;
    }
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileUnusableException unreadable(String name, IOException cause) {
    return new FileUnusableException(
        name,
        Compression.isWindowTooLarge(cause)
            ? "needs more memory for its window than there is or than the 2 GB that are read;"
                + " decompress it first, with zstd -d --long=31"
            : "cannot be read (" + shown(cause) + "); check that it is whole",
        cause);
  }

  private static String shown(IOException cause) {
    return cause instanceof EOFException && cause.getMessage() == null
        ? "unexpected end"
        : cause.getMessage();
  }

  /** A row as a post, or why it is none; neither when it holds no post and need not. */
  record ParsedRow(long line, PostRow postOrNull, String faultOrNull) {
    boolean isSkipped() {
      return postOrNull == null && faultOrNull == null;
    }

    /** The post. */
    PostRow post() throws BadRowException {
      if (faultOrNull != null) {
        throw new BadRowException(faultOrNull);
      }
      return postOrNull;
    }
  }
}

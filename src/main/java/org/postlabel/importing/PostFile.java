package org.postlabel.importing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** A file of posts, open for reading: CSV or JSON Lines, plain or gzip. Not thread-safe. */
final class PostFile implements AutoCloseable {
  private static final int MAX_HEAD_ROWS = 1_000;
  private static final int MAX_HEAD_CHARACTERS = 4_000_000;

  private final String name;
  private final InputStream in;
  private final IgnoredColumns ignored = new IgnoredColumns();
  private final CsvDialect dialect;
  private final RawRows rows;
  private final RowParser parser;
  private final boolean allowsRoundedIds;
  private final RoundedIds roundedIds = new RoundedIds();
  private final Deque<ParsedRow> head = new ArrayDeque<>();
  private IOException damageOrNull;

  private PostFile(String name, InputStream in, Map<String, Column> known, ImportConfig config)
      throws IOException {
    this.allowsRoundedIds = config.allowsRoundedIds();
    this.name = name;
    this.in = in;
    FileStart start = FileStart.of(in, config.encodingOrNull());
    if (start.isEmpty()) {
      throw empty(name);
    }
    if (start.isCsv(name)) {
      dialect = dialectOf(start, known, config);
      rows = RawRows.ofCsv(start.content(), dialect);
      if (CsvDialect.toldIn(new String(start.bytes(), UTF_8)).isPresent()) {
        rows.next();
      }
      parser = csvParser(known);
    } else if (start.isJsonArray()) {
      throw new FileUnusableException(
          name, "is a JSON array; write one object per line instead, as jq -c '.[]' does");
    } else {
      dialect = CsvDialect.STANDARD;
      rows = RawRows.ofLines(start.content());
      parser = new JsonRowParser(known, ignored);
    }
    readHead();
  }

  private static CsvDialect dialectOf(
      FileStart start, Map<String, Column> known, ImportConfig config) {
    byte[] sample = start.bytes();
    Optional<Character> told = CsvDialect.toldIn(new String(sample, UTF_8));
    Character separatorOrNull =
        config.separatorOrNull() == null ? told.orElse(null) : config.separatorOrNull();
    return CsvDialect.of(sample, known.keySet(), separatorOrNull, config.backslashOrNull());
  }

  /** How the file is written where that is not plain CSV; empty otherwise. */
  Optional<String> dialect() {
    return dialect.shown();
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
   * Opens {@code name}, or standard input when it is {@code -}, and reads its header.
   *
   * @throws FileUnusableException when no post can come of it
   */
  static PostFile open(
      String name, InputStream stdin, Map<String, Column> known, ImportConfig config) {
    if (name.equals("-")) {
      return begin(shownAs(name), new KeptOpen(stdin), known, config);
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
      return begin(name, new FileInputStream(file), known, config);
    } catch (FileNotFoundException e) {
      throw new FileUnusableException(name, "may not be read; check its permissions", e);
    }
  }

  /** Whether opening the file takes nothing from it: not so for standard input and pipes. */
  static boolean canBeReadTwice(String name) {
    File file = new File(name);
    return !name.equals("-") && (file.isFile() || file.isDirectory() || !file.exists());
  }

  /** What reports call the file. */
  static String shownAs(String name) {
    return name.equals("-") ? "stdin" : name;
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
    for (RawRows.Row row = rows.next(); row != null; row = rows.next()) {
      try {
        Optional<PostRow> post = parser.parse(row.text());
        if (post.isPresent()) {
          requireExactId(row.line(), post.get().uri());
          return new ParsedRow(row.line(), post.get(), null);
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
            .formatted(rows.line(), cause.getMessage()),
        cause);
  }

  @Override
  public void close() {
    close(in);
  }

  private static PostFile begin(
      String name, InputStream in, Map<String, Column> known, ImportConfig config) {
    try {
      return new PostFile(name, in, known, config);
    } catch (IOException e) {
      close(in);
      throw unreadable(name, e);
    } catch (FileUnusableException e) {
      close(in);
      throw e;
    }
  }

  private CsvRowParser csvParser(Map<String, Column> known) throws IOException {
    RawRows.Row header = rows.next();
    if (header == null) {
      throw empty(name);
    }
    try {
      return CsvRowParser.of(header.text(), dialect, known, ignored);
    } catch (BadRowException e) {
      throw new FileUnusableException(
          name,
          "cannot be imported: its header "
              + e.getMessage()
              + "; the first line must name the columns, uri and text among them; --separator names"
              + " what is between them",
          e);
    }
  }

  private static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileUnusableException empty(String name) {
    return new FileUnusableException(name, "is empty; it holds no posts to import");
  }

  private static FileUnusableException unreadable(String name, IOException cause) {
    return new FileUnusableException(
        name, "cannot be read (" + cause.getMessage() + "); check that it is whole", cause);
  }

  /** Standard input belongs to the caller. */
  private static final class KeptOpen extends FilterInputStream {
    KeptOpen(InputStream in) {
      super(in);
    }

    @Override
    public void close() {}
  }

  /** A row as a post, or why it is none. */
  record ParsedRow(long line, PostRow postOrNull, String faultOrNull) {
    /** The post. */
    PostRow post() throws BadRowException {
      if (faultOrNull != null) {
        throw new BadRowException(faultOrNull);
      }
      return postOrNull;
    }
  }

  /** Makes a post of one row of a file. */
  interface RowParser {
    /** The columns that {@code row} gives, uri and text among them; empty when it is blank. */
    Optional<PostRow> parse(String row) throws BadRowException;
  }
}

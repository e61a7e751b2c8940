package org.postlabel.importing;

import java.io.File;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.SortedSet;

/** A file of posts, open for reading: CSV or JSON Lines, plain or gzip. Not thread-safe. */
final class PostFile implements AutoCloseable {
  private final String name;
  private final InputStream in;
  private final IgnoredColumns ignored = new IgnoredColumns();
  private final RawRows rows;
  private final RowParser parser;

  private PostFile(String name, InputStream in, Map<String, Column> known) throws IOException {
    this.name = name;
    this.in = in;
    FileStart start = FileStart.of(in);
    if (start.isEmpty()) {
      throw empty(name);
    }
    if (start.isUtf16()) {
      throw new FileUnusableException(name, "is UTF-16; convert it to UTF-8");
    }
    if (start.isCsv(name)) {
      rows = RawRows.ofCsv(start.content());
      parser = csvParser(known);
    } else if (start.isJsonArray()) {
      throw new FileUnusableException(
          name, "is a JSON array; write one object per line instead, as jq -c '.[]' does");
    } else {
      rows = RawRows.ofLines(start.content());
      parser = new JsonRowParser(known, ignored);
    }
  }

  /**
   * Opens {@code name}, or standard input when it is {@code -}, and reads its header.
   *
   * @throws FileUnusableException when no post can come of it
   */
  static PostFile open(String name, InputStream stdin, Map<String, Column> known) {
    if (name.equals("-")) {
      return begin(shownAs(name), new KeptOpen(stdin), known);
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
      return begin(name, new FileInputStream(file), known);
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

  /** The next row, or null at the end of the file. */
  RawRows.Row next() throws IOException {
    return rows.next();
  }

  PostRow parse(RawRows.Row row) throws BadRowException {
    return parser.parse(row.text());
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

  private static PostFile begin(String name, InputStream in, Map<String, Column> known) {
    try {
      return new PostFile(name, in, known);
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
      return CsvRowParser.of(header.text(), known, ignored);
    } catch (BadRowException e) {
      throw new FileUnusableException(
          name,
          "cannot be imported: its header "
              + e.getMessage()
              + "; the first line must name the columns, uri and text among them, with commas",
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

  /** Makes a post of one row of a file. */
  interface RowParser {
    /** The columns that {@code row} gives, uri and text among them. */
    PostRow parse(String row) throws BadRowException;
  }
}

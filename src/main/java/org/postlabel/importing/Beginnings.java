package org.postlabel.importing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.commons.io.IOUtils;
import org.apache.commons.io.input.TeeInputStream;
import org.postlabel.importing.container.FileUnusableException;
import org.postlabel.importing.mapping.Mapping;

/**
 * Standard input and the named pipes among the files of an import: they can be read once, and are
 * looked at before a database is made. Not thread-safe.
 */
public final class Beginnings {
  private final InputStream stdin;
  private final Map<String, InputStream> lookedAt = new HashMap<>();

  private Beginnings(InputStream stdin) {
    this.stdin = stdin;
  }

  /** With nothing looked at yet. */
  public static Beginnings of(InputStream stdin) {
    return new Beginnings(stdin);
  }

  /** Looks at {@code name}, and keeps what was read of it for the import. */
  void lookAt(String name, Mapping mapping, ImportConfig config) {
    if (lookedAt.containsKey(name)) {
      return;
    }
    InputStream whole = begun(name);
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    try {
      PostFile.begin(name, keptOpen(new TeeInputStream(whole, seen)), mapping, config).close();
    } catch (FileUnusableException e) {
      IOUtils.closeQuietly(whole);
      throw e;
    }
    lookedAt.put(
        name, new SequenceInputStream(new ByteArrayInputStream(seen.toByteArray()), whole));
  }

  private InputStream begun(String name) {
    try {
      return name.equals(PostFile.STDIN) ? keptOpen(stdin) : new FileInputStream(name);
    } catch (FileNotFoundException e) {
      throw new FileUnusableException(name, "may not be read; check its permissions", e);
    }
  }

  /** The whole of {@code name}, standard input or one that was looked at; null for other files. */
  InputStream openOrNull(String name) {
    InputStream begun = lookedAt.remove(name);
    return begun == null && name.equals(PostFile.STDIN) ? keptOpen(stdin) : begun;
  }

  /** Standard input belongs to the caller. */
  private static InputStream keptOpen(InputStream in) {
    return new FilterInputStream(in) {
      @Override
      public void close() {}
    };
  }
}

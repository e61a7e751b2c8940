package org.postlabel.importing.format;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The names of columns that are not taken, each once; the first hundred, so that it stays small.
 */
public final class IgnoredColumns {
  private static final int MAX_NAMES = 100;
  private static final int MAX_NAME_LENGTH = 60;

  private final SortedSet<String> names = new TreeSet<>();

  void add(String name) {
    if (names.size() < MAX_NAMES && !name.isEmpty()) {
      names.add(name.length() > MAX_NAME_LENGTH ? name.substring(0, MAX_NAME_LENGTH) + "…" : name);
    }
  }

  public SortedSet<String> names() {
    return Collections.unmodifiableSortedSet(names);
  }
}

package org.postlabel.post;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a scorer's labels go: a table, and the attribute that fills each of its columns of scores,
 * in the table's order. Several columns may take one attribute.
 */
public record LabelTable(String name, Map<String, String> attributeByColumn)
    implements Serializable {
  private static final Pattern IDENTIFIER = Pattern.compile("[a-z][a-z0-9_]*");

  public LabelTable {
    attributeByColumn = Collections.unmodifiableMap(new LinkedHashMap<>(attributeByColumn));
    requireIdentifier(name);
    attributeByColumn.keySet().forEach(LabelTable::requireIdentifier);
  }

  private static void requireIdentifier(String name) {
    if (!IDENTIFIER.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a table or column: " + name);
    }
  }
}

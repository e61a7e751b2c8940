package org.postlabel.importing;

/**
 * Values of an optional column that it cannot hold; their posts are imported without them.
 *
 * @param line of the first one
 * @param shape of the first one: a for a letter, 9 for a digit; never the value, which may be
 *     private
 */
public record LeftOutValues(String file, String column, long count, long line, String shape) {
  LeftOutValues oneMore() {
    return new LeftOutValues(file, column, count + 1, line, shape);
  }
}

package org.postlabel.evaluation.gold;

/**
 * A row of a gold file that says something of a post.
 *
 * @param line on which it begins in the file
 * @param key the post's uri, or the hash of its text
 * @param value as it stands in the file; a class after {@link GoldRows#classified}
 */
public record GoldRow(long line, String key, String value) {}

package org.postlabel.evaluation;

/**
 * A post whose label is another than its gold row says.
 *
 * @param line of the gold file on which the row begins
 * @param scoreOrNull the number behind the label, if any
 */
public record Disagreement(
    long line, String uri, String gold, String label, Double scoreOrNull, String text) {}

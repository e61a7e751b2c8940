package org.postlabel.report.scores;

/**
 * A post at the end of an attribute.
 *
 * @param text shortened when it is very long
 */
public record ExtremePost(double score, String uri, String text) {}

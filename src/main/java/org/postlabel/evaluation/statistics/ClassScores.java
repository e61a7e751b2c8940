package org.postlabel.evaluation.statistics;

/**
 * How well the labels find one class.
 *
 * @param inGold pairs whose gold is this class
 * @param inLabels pairs whose label is this class
 */
public record ClassScores(
    String name, long inGold, long inLabels, Estimate precision, Estimate recall, Estimate f1) {}

package org.postlabel.comparison;

import org.postlabel.evaluation.statistics.Estimate;

/**
 * A threshold on the left and the one on the right from which on there are as many posts, and how
 * well the two then agree: what the left calls true is the gold standard.
 *
 * @param leftShare of the posts at or above the left threshold
 * @param right not defined when there are none
 * @param rightShare of the posts at or above it; differs from the left one where the right scores
 *     have too few values
 */
public record MatchedThreshold(
    double left,
    double leftShare,
    Estimate right,
    double rightShare,
    Estimate kappa,
    Estimate precision,
    Estimate recall) {}

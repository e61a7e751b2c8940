package org.postlabel.evaluation.statistics;

/**
 * A statistic with the interval in which it is with 95 % confidence.
 *
 * @param valueOrNull null when it is not defined
 * @param lowOrNull null, as the other end, when the statistic is not defined in any resample
 * @param defined resamples in which it is, which the interval comes from
 */
public record Estimate(Double valueOrNull, Double lowOrNull, Double highOrNull, int defined) {}

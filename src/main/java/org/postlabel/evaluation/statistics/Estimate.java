package org.postlabel.evaluation.statistics;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A statistic with the interval in which it is with 95 % confidence.
 *
 * @param valueOrNull null when it is not defined
 * @param lowOrNull null, as the other end, when the statistic is not defined in any resample
 * @param defined resamples in which it is, which the interval comes from
 */
public record Estimate(
    @JsonProperty("estimate") Double valueOrNull,
    @JsonProperty("low") Double lowOrNull,
    @JsonProperty("high") Double highOrNull,
    @JsonProperty("definedInResamples") int defined) {}

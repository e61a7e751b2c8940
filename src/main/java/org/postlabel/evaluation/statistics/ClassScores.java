package org.postlabel.evaluation.statistics;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How well the labels find one class.
 *
 * @param inGold pairs whose gold is this class
 * @param inLabels pairs whose label is this class
 */
public record ClassScores(
    @JsonProperty("class") String name,
    @JsonProperty("gold") long inGold,
    @JsonProperty("labels") long inLabels,
    Estimate precision,
    Estimate recall,
    Estimate f1) {}

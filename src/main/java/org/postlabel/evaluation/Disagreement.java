package org.postlabel.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A post whose label differs from its gold value.
 *
 * @param line of the gold file on which the row begins
 * @param scoreOrNull the number behind the label, if any
 */
@JsonPropertyOrder({"line", "uri", "gold", "label"})
public record Disagreement(
    long line,
    String uri,
    String gold,
    String label,
    @JsonProperty("score") Double scoreOrNull,
    String text) {}

package org.postlabel.post;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What an answer of a language model came from.
 *
 * @param model as the provider named it
 * @param promptHash the SHA-256 of the whole prompt, in which other texts may have been asked too
 * @param usage this answer's share of the request's tokens
 */
public record Receipt(String model, String promptHash, Usage usage) implements Serializable {
  public Receipt {
    requireNonNull(model, "model");
    requireNonNull(promptHash, "promptHash");
    requireNonNull(usage, "usage");
  }
}

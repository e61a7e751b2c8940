package org.postlabel.evaluation.labels;

import java.util.Optional;
import org.postlabel.evaluation.gold.Omission;

/**
 * What the labels say of a uri or a text.
 *
 * @param uri of the post that says it
 * @param classOrNull null when they say nothing, which {@code omissionOrNull} explains
 * @param scoreOrNull the number behind the class, if any
 */
public record Reading(String uri, String classOrNull, Double scoreOrNull, Omission omissionOrNull) {
  static Reading of(String uri, String name, Double scoreOrNull) {
    return new Reading(uri, name, scoreOrNull, null);
  }

  static Reading nothing(String uri, Omission why) {
    return new Reading(uri, null, null, why);
  }

  public Optional<Omission> omission() {
    return Optional.ofNullable(omissionOrNull);
  }

  /** This and the label of a later post with the same text: one class, or none when they differ. */
  Reading and(Reading other) {
    if (classOrNull != null && other.classOrNull != null) {
      return classOrNull.equals(other.classOrNull) ? this : nothing(uri, Omission.AMBIGUOUS);
    }
    if (omissionOrNull == Omission.AMBIGUOUS || other.omissionOrNull == Omission.FAILED) {
      return this;
    }
    return classOrNull != null ? this : other;
  }
}

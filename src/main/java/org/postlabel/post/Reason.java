package org.postlabel.post;

import static java.util.Arrays.stream;

import java.util.Optional;

/**
 * Why a post has no scores, or not all of them, or scores to be taken with care. Every reason is
 * permanent: what may pass (an outage, a full quota) leaves the post for a later run and is never
 * recorded as a failure.
 */
public enum Reason {
  /** Fewer Unicode code points than the run asks for. */
  TEXT_TOO_SHORT,
  /** More bytes of UTF-8 than the provider takes. */
  TEXT_TOO_LONG,
  /** Nothing but white space, or the provider calls it empty. */
  TEXT_EMPTY,
  /** An unpaired surrogate: no UTF-8 stands for this text. */
  TEXT_NOT_UNICODE,
  /** The database has the text and cannot give it: one with a NUL, or with half a character. */
  TEXT_UNREADABLE,
  /** No requested attribute supports the text's language. */
  LANGUAGE_NOT_SUPPORTED,
  /** The provider found no language, and refused the default one. */
  LANGUAGE_NOT_DETECTED,
  /** The provider refused this text with an error we have no name for. */
  REJECTED_BY_PROVIDER,
  /** The provider answered without any of the attributes. */
  NO_SCORES,
  /** A language model refused to label the text, alone and again. */
  REFUSED_BY_MODEL,
  /** A filter before or behind a language model silenced the answer to the text alone. */
  CONTENT_FILTERED,
  /** A language model gave no valid label for the text alone, again and again. */
  INVALID_ANSWER,
  /** The provider failed on the text in several runs, whatever it did, and answered others. */
  UNANSWERABLE,
  /** Labelled, but the provider answered only some of the attributes. */
  SOME_ATTRIBUTES_MISSING,
  /** Labelled, but as English: the provider was to detect the language, and found none. */
  SCORED_AS_ENGLISH;

  /** Whether a label with it has no scores. */
  public boolean isFailure() {
    return this != SOME_ATTRIBUTES_MISSING && this != SCORED_AS_ENGLISH;
  }

  /** The name in tables and reports: {@code text_too_short}. */
  public String code() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The reason that {@code code} names, or empty when another tool wrote it. */
  public static Optional<Reason> ofCode(String code) {
    return stream(values()).filter(reason -> reason.code().equals(code)).findFirst();
  }
}

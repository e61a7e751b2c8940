package org.postlabel.quota;

/** Leave to send queries now. Thread-safe. */
@FunctionalInterface
public interface Permit {
  /** Says that they leave at this moment: what comes a quota later keeps its distance from it. */
  void sent();
}

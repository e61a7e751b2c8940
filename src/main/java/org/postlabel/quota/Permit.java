package org.postlabel.quota;

/** Permission to send queries now. Thread-safe. */
@FunctionalInterface
public interface Permit {
  /** Records that they leave at this moment; a full window is measured from then. */
  void sent();
}

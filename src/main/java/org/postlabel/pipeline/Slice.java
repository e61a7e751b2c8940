package org.postlabel.pipeline;

/** The positions on a run's list, both included, that one pipeline labels. */
public record Slice(long first, long last) {
  public long posts() {
    return last - first + 1;
  }
}

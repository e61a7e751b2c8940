package org.postlabel.pipeline;

import java.util.ArrayList;
import java.util.List;

/** The positions on a run's list, both included, that one pipeline labels. */
public record Slice(long first, long last) {
  /**
   * Cuts {@code posts} positions into slices of {@code size}. The first is half as long, so that
   * two pipelines side by side are never at their ends at the same time.
   */
  public static List<Slice> cut(long posts, long size) {
    List<Slice> slices = new ArrayList<>();
    long first = 1;
    for (long last = Math.max(1, size / 2); first <= posts; last += size) {
      slices.add(new Slice(first, Math.min(last, posts)));
      first = last + 1;
    }
    return slices;
  }

  public long posts() {
    return last - first + 1;
  }
}

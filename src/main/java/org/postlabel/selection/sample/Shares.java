package org.postlabel.selection.sample;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.reverseOrder;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares out a sample among groups of posts in proportion to their sizes, by largest remainder.
 * Each group has one post at least when there are as many as groups; it takes them from the
 * largest.
 */
final class Shares {
  private Shares() {}

  /**
   * Posts by group; all of them when there are no more than {@code sample}.
   *
   * @param sizes posts of each group, one at least
   */
  static Map<String, Long> of(long sample, Map<String, Long> sizes) {
    long posts = sizes.values().stream().mapToLong(Long::longValue).sum();
    if (sample >= posts) {
      return sizes;
    }
    Map<String, Long> shares = new HashMap<>();
    Map<String, Long> remainders = new HashMap<>();
    sizes.forEach(
        (group, size) -> {
          long whole = Math.multiplyExact(sample, size);
          shares.put(group, whole / posts);
          remainders.put(group, whole % posts);
        });
    long left = sample - shares.values().stream().mapToLong(Long::longValue).sum();
    inOrder(sizes, comparing(remainders::get, reverseOrder())).stream()
        .limit(left)
        .forEach(group -> shares.merge(group, 1L, Long::sum));
    if (sample >= sizes.size()) {
      giveEachOne(shares);
    }
    return shares;
  }

  private static void giveEachOne(Map<String, Long> shares) {
    for (String group : List.copyOf(shares.keySet())) {
      if (shares.get(group) == 0) {
        String largest = inOrder(shares, comparing(shares::get, reverseOrder())).get(0);
        shares.merge(largest, -1L, Long::sum);
        shares.put(group, 1L);
      }
    }
  }

  /** In an order that is the same wherever the sample is drawn. */
  private static List<String> inOrder(Map<String, Long> sizes, Comparator<String> order) {
    return sizes.keySet().stream()
        .sorted(order.thenComparing(sizes::get, reverseOrder()).thenComparing(naturalOrder()))
        .toList();
  }
}

package org.postlabel.comparison.pairs;

import java.util.Optional;
import org.postlabel.post.LabelTable.Scale;

/**
 * What the numbers of two columns are.
 *
 * @param left empty means that it is not recorded
 */
public record Scales(Optional<Scale> left, Optional<Scale> right) {
  /** Whether both are recorded, and are not the same. */
  public boolean areDifferent() {
    return left.isPresent() && right.isPresent() && !left.equals(right);
  }
}

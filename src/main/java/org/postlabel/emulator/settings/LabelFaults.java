package org.postlabel.emulator.settings;

import java.io.Serializable;

/**
 * Faults that strike the labels of a prompt, which is answered all the same: shares between 0 and 1
 * of prompts whose labels are one too few or one too many, in another order, with one that the
 * schema forbids, or with two that contradict each other about one post.
 */
public record LabelFaults(double wrongCount, double shuffled, double invalid, double doubled)
    implements Serializable {

  public static final LabelFaults NONE = new LabelFaults(0, 0, 0, 0);

  public LabelFaults {
    Bounds.checkRate("chatWrongCountRate", wrongCount);
    Bounds.checkRate("chatShuffledRate", shuffled);
    Bounds.checkRate("chatInvalidLabelRate", invalid);
    Bounds.checkRate("chatDoubledRate", doubled);
  }

  public LabelFaults withWrongCount(double rate) {
    return new LabelFaults(rate, shuffled, invalid, doubled);
  }

  public LabelFaults withShuffled(double rate) {
    return new LabelFaults(wrongCount, rate, invalid, doubled);
  }

  public LabelFaults withInvalid(double rate) {
    return new LabelFaults(wrongCount, shuffled, rate, doubled);
  }

  public LabelFaults withDoubled(double rate) {
    return new LabelFaults(wrongCount, shuffled, invalid, rate);
  }
}

package org.postlabel.emulator.settings;

import java.io.Serializable;

/**
 * How a batch is answered: at all (otherwise 404), in which order, and with what share of its parts
 * left out, sent twice, or followed by a part that nobody asked for.
 */
public record BatchShape(
    boolean enabled,
    boolean shuffled,
    double missingPartRate,
    double doubledPartRate,
    double foreignPartRate)
    implements Serializable {

  public static final BatchShape FAITHFUL = new BatchShape(true, false, 0, 0, 0);

  public BatchShape {
    Bounds.checkRate("missingPartRate", missingPartRate);
    Bounds.checkRate("doubledPartRate", doubledPartRate);
    Bounds.checkRate("foreignPartRate", foreignPartRate);
  }

  public BatchShape disabled() {
    return new BatchShape(false, shuffled, missingPartRate, doubledPartRate, foreignPartRate);
  }

  public BatchShape withShuffledParts() {
    return new BatchShape(enabled, true, missingPartRate, doubledPartRate, foreignPartRate);
  }

  public BatchShape withMissingParts(double rate) {
    return new BatchShape(enabled, shuffled, rate, doubledPartRate, foreignPartRate);
  }

  public BatchShape withDoubledParts(double rate) {
    return new BatchShape(enabled, shuffled, missingPartRate, rate, foreignPartRate);
  }

  public BatchShape withForeignParts(double rate) {
    return new BatchShape(enabled, shuffled, missingPartRate, doubledPartRate, rate);
  }
}

package org.postlabel.emulator.settings;

import java.io.Serializable;

/**
 * How the analyze API behaves: whether its batch endpoint exists (otherwise 404), whether the parts
 * of a batch answer are shuffled, and what is added to every score, from -1 to 1, as if another
 * model answered.
 */
public record AnalyzeServer(boolean batchEndpoint, boolean shuffleParts, double scoreShift)
    implements Serializable {

  public static final AnalyzeServer PLAIN = new AnalyzeServer(true, false, 0);

  public AnalyzeServer {
    Bounds.check("scoreShift", scoreShift, -1, 1);
  }

  public AnalyzeServer withoutBatch() {
    return new AnalyzeServer(false, shuffleParts, scoreShift);
  }

  public AnalyzeServer withShuffledParts() {
    return new AnalyzeServer(batchEndpoint, true, scoreShift);
  }

  public AnalyzeServer withScoreShift(double shift) {
    return new AnalyzeServer(batchEndpoint, shuffleParts, shift);
  }
}

package org.postlabel.emulator.settings;

/**
 * How the analyze API behaves: whether its batch endpoint exists (otherwise 404), whether the parts
 * of a batch answer are shuffled, and what is added to every score, from -1 to 1, as if another
 * model answered.
 */
public record AnalyzeServer(boolean batchEndpoint, boolean shuffleParts, double scoreShift) {
  public AnalyzeServer {
    Bounds.check("scoreShift", scoreShift, -1, 1);
  }
}

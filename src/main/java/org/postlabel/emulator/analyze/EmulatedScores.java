package org.postlabel.emulator.analyze;

/**
 * Invented scores. They mean nothing: they only spread like real scores of social-media posts, and
 * a few plain words move them. A score is a pure function of text and attribute, the same on every
 * machine. Never show one as a judgement of a text. Instances hold what all attributes of one text
 * share and are safe for use by many threads.
 */
public final class EmulatedScores {
  public static final String NOTE =
      "These scores are emulated: they are invented from a hash of the text and mean nothing.";

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final long textSeed;
  private final Tone tone;

  private EmulatedScores(long textSeed, Tone tone) {
    this.textSeed = textSeed;
    this.tone = tone;
  }

  public static EmulatedScores of(String text) {
    return new EmulatedScores(seedOf(text), Tone.of(text));
  }

  /** The score between 0 and 1 of this text for this attribute. */
  public float score(String attribute) {
    String name = ScoreShape.scoredAs(attribute);
    ScoreShape shape = ScoreShape.of(name);
    double common = deviation(shape.family().name().hashCode());
    double own = deviation(name.hashCode());
    double shared = shape.shared();
    double deviation = shared * common + Math.sqrt(1 - shared * shared) * own;
    double logOdds = shape.center() + shape.spread() * deviation + tone.along(shape.pull());
    // StrictMath, because Math.exp may differ in the last bit from machine to machine.
    return (float) (1 / (1 + StrictMath.exp(-logOdds)));
  }

  /** About normal with mean 0 and deviation 1: the sum of four even draws of 16 bits. */
  private double deviation(long salt) {
    long bits = mixed(textSeed + GOLDEN * salt);
    long sum =
        (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48 & 0xFFFF);
    return (sum / 65_535.0 - 2) * Math.sqrt(3);
  }

  private static long seedOf(String text) {
    long seed = 0xCBF29CE484222325L;
    for (int i = 0; i < text.length(); i++) {
      seed = (seed ^ text.charAt(i)) * 0x100000001B3L;
    }
    return seed;
  }

  private static long mixed(long value) {
    long bits = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
    bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
    return bits ^ bits >>> 31;
  }
}

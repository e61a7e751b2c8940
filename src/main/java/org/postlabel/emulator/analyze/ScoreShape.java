package org.postlabel.emulator.analyze;

import java.util.Map;

/**
 * How the scores of one attribute spread: normal on the log-odds scale. {@code center} and {@code
 * spread} come from the means and quantiles of real posts where they are known; {@code shared} is
 * the part that attributes of one {@code family} have in common, {@code pull} what each tone of the
 * text adds.
 */
record ScoreShape(Family family, double center, double spread, double shared, Pull pull) {

  enum Family {
    RUDE,
    KIND,
    THOUGHTFUL,
    DIVIDING,
    APART
  }

  /** What one rude word, one kind word, a question or a reason adds to the log-odds. */
  record Pull(double rude, double kind, double question, double reason) {
    private static final Pull NONE = new Pull(0, 0, 0, 0);
  }

  private static final Map<String, ScoreShape> SHAPES =
      Map.ofEntries(
          rude("TOXICITY", -2.9, 1.95, 2.6),
          rude("SEVERE_TOXICITY", -4.8, 1.65, 1.4),
          rude("INSULT", -3.8, 2.0, 2.8),
          rude("PROFANITY", -3.7, 1.8, 2.4),
          rude("IDENTITY_ATTACK", -4.4, 1.7, .6),
          rude("THREAT", -4.6, 1.4, .5),
          rude("SEXUALLY_EXPLICIT", -4.2, 1.6, .5),
          kind("AFFINITY_EXPERIMENTAL"),
          kind("COMPASSION_EXPERIMENTAL"),
          kind("RESPECT_EXPERIMENTAL"),
          thoughtful("REASONING_EXPERIMENTAL", 0, 1.1),
          thoughtful("NUANCE_EXPERIMENTAL", 0, .9),
          thoughtful("PERSONAL_STORY_EXPERIMENTAL", 0, .2),
          thoughtful("CURIOSITY_EXPERIMENTAL", 1.9, .1),
          dividing("ALIENATION_EXPERIMENTAL", -.7, 1.29),
          dividing("MORAL_OUTRAGE_EXPERIMENTAL", -.9, 1.1),
          dividing("FEARMONGERING_EXPERIMENTAL", -1.3, 1.1),
          dividing("GENERALIZATION_EXPERIMENTAL", -1.1, 1.1),
          dividing("SCAPEGOATING_EXPERIMENTAL", -1.5, 1.2),
          apart("FLIRTATION", -1.0, .9),
          apart("SPAM", -1.74, 2.18));

  private static final ScoreShape UNKNOWN = new ScoreShape(Family.APART, -2, 1.5, 0, Pull.NONE);

  /** The withdrawn attribute has the scores of the one that replaced it. */
  static String scoredAs(String attribute) {
    return attribute.equals("CONSTRUCTIVE_EXPERIMENTAL") ? "REASONING_EXPERIMENTAL" : attribute;
  }

  static ScoreShape of(String attribute) {
    return SHAPES.getOrDefault(attribute, UNKNOWN);
  }

  private static Map.Entry<String, ScoreShape> rude(
      String name, double center, double spread, double perRudeWord) {
    Pull pull = new Pull(perRudeWord, -.5, 0, 0);
    return Map.entry(name, new ScoreShape(Family.RUDE, center, spread, .8, pull));
  }

  private static Map.Entry<String, ScoreShape> kind(String name) {
    Pull pull = new Pull(-.8, 1.3, 0, 0);
    return Map.entry(name, new ScoreShape(Family.KIND, -1.1, 1.1, .7, pull));
  }

  private static Map.Entry<String, ScoreShape> thoughtful(
      String name, double perQuestion, double perReason) {
    Pull pull = new Pull(-.3, 0, perQuestion, perReason);
    return Map.entry(name, new ScoreShape(Family.THOUGHTFUL, -1.15, .95, .6, pull));
  }

  private static Map.Entry<String, ScoreShape> dividing(String name, double center, double spread) {
    Pull pull = new Pull(.5, -.4, 0, 0);
    return Map.entry(name, new ScoreShape(Family.DIVIDING, center, spread, .7, pull));
  }

  private static Map.Entry<String, ScoreShape> apart(String name, double center, double spread) {
    return Map.entry(name, new ScoreShape(Family.APART, center, spread, 0, Pull.NONE));
  }
}

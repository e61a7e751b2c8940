package org.postlabel.scorer.llm;

import java.io.Serializable;

/**
 * How a model draws its answers.
 *
 * @param temperature 0 means the likeliest answer each time, as far as the service can
 * @param judgements how many answers each text gets
 */
public record Sampling(double temperature, int judgements) implements Serializable {
  private static final int MOST_JUDGEMENTS = 15;
  private static final double HOTTEST = 2;

  public Sampling {
    if (judgements < 1 || judgements > MOST_JUDGEMENTS) {
      throw new IllegalArgumentException(
          "--judgements must be 1..%d, was %d".formatted(MOST_JUDGEMENTS, judgements));
    }
    if (!(temperature >= 0 && temperature <= HOTTEST)) {
      throw new IllegalArgumentException("--temperature must be 0..2, was " + temperature);
    }
  }

  static Sampling from(LlmOptions options) {
    return new Sampling(options.getTemperature(), options.getJudgements());
  }
}

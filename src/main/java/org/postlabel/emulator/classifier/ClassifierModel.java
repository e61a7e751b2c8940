package org.postlabel.emulator.classifier;

import java.util.List;
import org.postlabel.emulator.analyze.EmulatedScores;

/** A model with invented outputs. */
public final class ClassifierModel {
  public static final String NAME = "emulated/toxic-classifier";
  public static final String REVISION = "e5a1c0de";
  static final int MOST_TEXTS = 32;

  /** In the order of the outputs. */
  public static final List<String> LABELS =
      List.of("toxicity", "severe-toxicity", "insult", "threat");

  private ClassifierModel() {}

  /** The raw output of {@code label}: log-odds. */
  public static float output(String text, String label) {
    double score = EmulatedScores.of(text).score(label);
    return (float) StrictMath.log(score / (1 - score));
  }

  static double[] outputs(String text) {
    return LABELS.stream().mapToDouble(label -> output(text, label)).toArray();
  }

  static double[] sigmoid(double[] outputs) {
    double[] scores = outputs.clone();
    for (int i = 0; i < scores.length; i++) {
      scores[i] = 1 / (1 + StrictMath.exp(-outputs[i]));
    }
    return scores;
  }

  static double[] softmax(double[] outputs) {
    double[] scores = outputs.clone();
    double sum = 0;
    for (int i = 0; i < scores.length; i++) {
      scores[i] = StrictMath.exp(outputs[i]);
      sum += scores[i];
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] /= sum;
    }
    return scores;
  }
}

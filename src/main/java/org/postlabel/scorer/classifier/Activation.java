package org.postlabel.scorer.classifier;

import static java.util.Locale.ROOT;

import java.util.Arrays;
import java.util.List;
import org.postlabel.options.EnumOption;
import org.postlabel.post.LabelTable.Scale;

/** How a model's raw outputs become scores. */
enum Activation {
  NONE(Scale.RAW_OUTPUT) {
    @Override
    double[] applyTo(double[] outputs) {
      return outputs;
    }
  },
  SIGMOID(Scale.SIGMOID) {
    @Override
    double[] applyTo(double[] outputs) {
      return Arrays.stream(outputs).map(output -> 1 / (1 + StrictMath.exp(-output))).toArray();
    }
  },
  SOFTMAX(Scale.SOFTMAX_SHARE) {
    @Override
    double[] applyTo(double[] outputs) {
      double greatest = Arrays.stream(outputs).max().orElse(0);
      double[] shares =
          Arrays.stream(outputs).map(output -> StrictMath.exp(output - greatest)).toArray();
      double sum = Arrays.stream(shares).sum();
      return Arrays.stream(shares).map(share -> share / sum).toArray();
    }
  };

  private final Scale scale;

  Activation(Scale scale) {
    this.scale = scale;
  }

  /** What the scores are. */
  Scale scale() {
    return scale;
  }

  /** The scores, the same on every machine. */
  abstract double[] applyTo(double[] outputs);

  /** Its name in the option and in requests. */
  String word() {
    return name().toLowerCase(ROOT);
  }

  /**
   * The one that {@code wordOrNull} names.
   *
   * @throws IllegalArgumentException when there is none
   */
  static Activation of(String wordOrNull) {
    if (wordOrNull == null) {
      throw new IllegalArgumentException(
          "--scorer=classifier needs --classifierActivation: sigmoid, softmax or none; the model's"
              + " card says which");
    }
    return EnumOption.of("--classifierActivation", wordOrNull, List.of(SIGMOID, SOFTMAX, NONE));
  }
}

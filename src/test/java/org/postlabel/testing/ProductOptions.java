package org.postlabel.testing;

import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/** Leaves out the options of scorers that tests bring along. */
public final class ProductOptions {
  private ProductOptions() {}

  public static List<Class<? extends PipelineOptions>> of(
      List<Class<? extends PipelineOptions>> types) {
    return types.stream().filter(type -> type.getName().startsWith("org.postlabel.")).toList();
  }
}

package org.postlabel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options that a run has, given or by default; there are no secrets among options. */
final class EffectiveOptions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EffectiveOptions() {}

  /** A JSON object, sorted by name. */
  static String json(LabelPostsOptions options) {
    try {
      return JSON.writeValueAsString(of(options));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of strings is always JSON", e);
    }
  }

  /** The values by name; an option that has none is left out. */
  static Map<String, String> of(LabelPostsOptions options) {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, Method> getter :
        OptionTable.getters(LabelPostsOptions.class).entrySet()) {
      Object value = value(options, getter.getValue());
      if (value != null) {
        values.put(getter.getKey(), value.toString());
      }
    }
    return values;
  }

  private static Object value(PipelineOptions options, Method getter) {
    try {
      return getter.invoke(options);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("options answer their getters", e);
    }
  }
}

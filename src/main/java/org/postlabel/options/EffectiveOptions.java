package org.postlabel.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options in force, given or by default; there are no secrets among options. */
public final class EffectiveOptions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EffectiveOptions() {}

  /** Those of {@code type} as a JSON object, sorted by name. */
  public static String json(Class<? extends PipelineOptions> type, PipelineOptions options) {
    try {
      return JSON.writeValueAsString(of(type, options));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of strings is always JSON", e);
    }
  }

  /** The values by name; an option that has none is left out. */
  public static Map<String, String> of(
      Class<? extends PipelineOptions> type, PipelineOptions options) {
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, Method> getter : OptionTable.getters(type).entrySet()) {
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

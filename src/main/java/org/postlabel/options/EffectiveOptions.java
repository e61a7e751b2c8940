package org.postlabel.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.options.PipelineOptions;
import org.postlabel.json.Json;

/** The options in force, given or by default; there are no secrets among options. */
public final class EffectiveOptions {
  private static final ObjectMapper JSON = Json.mapper();

  private EffectiveOptions() {}

  /** Those of {@code types} as a JSON object, sorted by name. */
  public static String json(
      Collection<Class<? extends PipelineOptions>> types, PipelineOptions options) {
    try {
      return JSON.writeValueAsString(of(types, options));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of strings is always JSON", e);
    }
  }

  /** The values by name; an option that has none is left out. */
  public static SortedMap<String, String> of(
      Collection<Class<? extends PipelineOptions>> types, PipelineOptions options) {
    SortedMap<String, String> values = new TreeMap<>();
    OptionTable.getters(types)
        .forEach(
            (name, getter) -> {
              Object value = value(options, getter);
              if (value != null) {
                values.put(name, value.toString());
              }
            });
    return values;
  }

  /** What {@code getter} of some options interface returns for {@code options}; null for none. */
  static Object value(PipelineOptions options, Method getter) {
    Class<? extends PipelineOptions> type =
        getter.getDeclaringClass().asSubclass(PipelineOptions.class);
    try {
      // Beam checks all known options again for each interface that is new to it.
      return getter.invoke(type.isInstance(options) ? options : options.as(type));
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + getter, e);
    }
  }
}

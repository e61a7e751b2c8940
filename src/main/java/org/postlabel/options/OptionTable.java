package org.postlabel.options;

import static java.util.stream.Collectors.toMap;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** The options of an interface, read from the interface itself. */
public final class OptionTable {
  private OptionTable() {}

  /** What one option is for, and its value when it is not given; null when there is none. */
  public record Option(String description, String defaultOrNull) {}

  /** All options that {@code type} and its parents of this project declare, by name. */
  public static SortedMap<String, Option> of(Class<? extends PipelineOptions> type) {
    SortedMap<String, Option> options = new TreeMap<>();
    getters(type)
        .forEach(
            (name, getter) ->
                options.put(
                    name,
                    new Option(
                        getter.getAnnotation(Description.class).value(), defaultOf(getter))));
    return options;
  }

  /** The methods that read them, by option. */
  public static SortedMap<String, Method> getters(Class<? extends PipelineOptions> type) {
    return Arrays.stream(type.getMethods())
        .filter(method -> method.getDeclaringClass().getName().startsWith("org.postlabel."))
        .filter(method -> method.getName().startsWith("get"))
        .collect(toMap(OptionTable::nameOf, getter -> getter, (a, b) -> a, TreeMap::new));
  }

  private static String nameOf(Method getter) {
    return getter.getName().substring(3, 4).toLowerCase(Locale.ROOT)
        + getter.getName().substring(4);
  }

  private static String defaultOf(Method getter) {
    for (Annotation annotation : getter.getAnnotations()) {
      if (annotation.annotationType().getEnclosingClass() == Default.class) {
        try {
          return String.valueOf(annotation.annotationType().getMethod("value").invoke(annotation));
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
          throw new IllegalStateException("every default has a value", e);
        }
      }
    }
    return null;
  }
}

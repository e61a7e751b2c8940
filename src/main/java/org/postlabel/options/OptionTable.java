package org.postlabel.options;

import static java.util.Arrays.stream;
import static java.util.stream.Collectors.toMap;

import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** The options of interfaces, read from the interfaces themselves; Beam's own are left out. */
public final class OptionTable {
  private OptionTable() {}

  /** What one option is for, and its value when it is not given; null when there is none. */
  public record Option(String description, String defaultOrNull) {}

  /** All options that {@code types} and their parents declare, by name. */
  public static SortedMap<String, Option> of(Collection<Class<? extends PipelineOptions>> types) {
    SortedMap<String, Option> options = new TreeMap<>();
    for (Class<? extends PipelineOptions> type : types) {
      PipelineOptions none = PipelineOptionsFactory.as(type);
      getters(List.of(type))
          .forEach((name, getter) -> options.putIfAbsent(name, option(getter, none)));
    }
    return options;
  }

  private static Option option(Method getter, PipelineOptions none) {
    return new Option(
        getter.getAnnotation(Description.class).value(),
        hasDefault(getter) ? EffectiveOptions.value(none, getter).toString() : null);
  }

  /** The methods that read them, by option. */
  public static SortedMap<String, Method> getters(
      Collection<Class<? extends PipelineOptions>> types) {
    return types.stream()
        .flatMap(type -> stream(type.getMethods()))
        .filter(method -> !method.getDeclaringClass().getName().startsWith("org.apache.beam."))
        .filter(method -> method.getName().startsWith("get"))
        .collect(toMap(OptionTable::nameOf, getter -> getter, (a, b) -> a, TreeMap::new));
  }

  private static String nameOf(Method getter) {
    return getter.getName().substring(3, 4).toLowerCase(Locale.ROOT)
        + getter.getName().substring(4);
  }

  private static boolean hasDefault(Method getter) {
    return stream(getter.getAnnotations())
        .anyMatch(annotation -> annotation.annotationType().getEnclosingClass() == Default.class);
  }
}

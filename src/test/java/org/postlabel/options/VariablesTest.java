package org.postlabel.options;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.command.Command;
import org.postlabel.database.DatabaseOptions;
import org.postlabel.emulator.settings.EmulatorOptions;
import org.postlabel.pipeline.LabelPostsOptions;

class VariablesTest {
  @ParameterizedTest
  @CsvSource({
    "queriesPerSecond, POSTLABEL_QUERIES_PER_SECOND",
    "connectionURL, POSTLABEL_CONNECTION_URL",
    "limit, POSTLABEL_LIMIT"
  })
  void areNamedAfterOptions(String option, String variable) {
    assertThat(Variables.nameOf(option), is(variable));
  }

  @Test
  void giveACommandItsOwnOptionsOnly() {
    Map<String, String> environment =
        Map.of(
            "POSTLABEL_QUERIES_PER_SECOND", "5",
            "POSTLABEL_CONNECTION_URL", "jdbc:sqlite:x.db",
            "POSTLABEL_POISON_MARKER", "x",
            "PATH", "/bin");

    assertThat(
        Variables.optionsOf(names(LabelPostsOptions.class), Command.allOptions(), environment),
        is(Map.of("queriesPerSecond", "5", "connectionURL", "jdbc:sqlite:x.db")));
    assertThat(
        Variables.optionsOf(names(DatabaseOptions.class), Command.allOptions(), environment),
        is(Map.of("connectionURL", "jdbc:sqlite:x.db")));
    assertThat(
        Variables.optionsOf(names(EmulatorOptions.class), Command.allOptions(), environment),
        is(Map.of("queriesPerSecond", "5", "poisonMarker", "x")));
  }

  @Test
  void countAsNotSetWhenTheyAreEmpty() {
    assertThat(
        Variables.optionsOf(
            names(LabelPostsOptions.class), Command.allOptions(), Map.of("POSTLABEL_LIMIT", "")),
        is(Map.of()));
  }

  @Test
  void makeNoOptionOfThePassword() {
    assertThat(
        Variables.optionsOf(
            names(LabelPostsOptions.class),
            Command.allOptions(),
            Map.of("POSTLABEL_DATABASE_PASSWORD", "SECRET")),
        is(Map.of()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POSTLABEL_QUERIESPERSECOND | ; did you mean POSTLABEL_QUERIES_PER_SECOND?",
        "POSTLABEL_XYZZY | ; './pipeline help run' lists them, and queriesPerSecond is"
            + " POSTLABEL_QUERIES_PER_SECOND"
      })
  void areRefusedWhenTheyAreNoOption(String variable, String advice) {
    assertThat(
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Variables.optionsOf(
                        names(DatabaseOptions.class),
                        Command.allOptions(),
                        Map.of(variable, "SECRET")))
            .getMessage(),
        is("the environment variable " + variable + " is no option" + advice));
  }

  private static Set<String> names(Class<? extends PipelineOptions> type) {
    return OptionTable.of(List.of(type)).keySet();
  }
}

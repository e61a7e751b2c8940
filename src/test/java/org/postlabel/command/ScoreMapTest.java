package org.postlabel.command;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.comparison.TwoScorers;
import org.postlabel.comparison.map.Knots;
import org.postlabel.comparison.map.ScoreMapFile;
import org.postlabel.faults.Ended;
import org.postlabel.options.ExitCode;
import org.postlabel.testing.DuckDb;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

/** From a comparison by way of a map to exported scores on the scale of another scorer. */
@OnBothDatabases
class ScoreMapTest {
  private static final String OLD = "new_labels.harassment";
  private static final String EXPORTED = "perspective_api_labels.prob_toxic";
  private static final String COLUMN = "prob_toxic_as_harassment";

  @Parameter Engine engine;
  @TempDir Path folder;
  @AutoClose private FreshDatabase tables;
  private TwoScorers scorers;
  private Path map;

  @BeforeEach
  void score() {
    tables = engine.migrated();
    scorers = TwoScorers.in(tables).addRandom(300, .8);
    map = folder.resolve("maps/map.json");
  }

  @Test
  void mapsExportedScoresInEveryFormat() {
    assertThat(compare(OLD, EXPORTED).exitCode(), is(ExitCode.DONE.code()));
    scorers.addLeft("at://none", "no score", null);
    scorers.addLeft("at://zlow", "lower than all", -1.);
    Knots knots = ScoreMapFile.read(map).maps().get(0).knots();

    for (String name : List.of("a.csv", "a.jsonl", "a.parquet")) {
      Ended ended = export(folder.resolve(name).toString(), "--map=" + map);

      assertThat(ended.toString(), ended.exitCode(), is(ExitCode.DONE.code()));
      assertThat(
          ended.out(),
          endsWith(
              COLUMN
                  + ": mapped from prob_toxic of old-scorer to the scale of harassment of"
                  + " new-scorer (kind not recorded)\n"));
      List<List<Object>> rows =
          DuckDb.rows(
              "SELECT prob_toxic, %s FROM FILE ORDER BY uri".formatted(COLUMN),
              folder.resolve(name));
      assertThat(rows.size(), is(302));
      assertThat(
          ended.err(),
          startsWith("%s: %d scores lie outside".formatted(COLUMN, outside(rows, knots.right()))));
      for (List<Object> row : rows.subList(0, 300)) {
        assertThat(
            (Double) row.get(1), is(closeTo(knots.mapping().of((Double) row.get(0)), 1e-15)));
      }
      assertThat(rows.get(300).get(1), is(nullValue()));
      assertThat(rows.get(301).get(1), is(knots.left().get(0)));
    }
  }

  @Test
  void isLastAmongTheColumnsAndOnlyThereWhenAskedFor() {
    compare(OLD, EXPORTED);

    assertThat(
        export("-", "--map=" + map).out().lines().findFirst().orElseThrow(),
        endsWith(",\"created_at\",\"%s\"".formatted(COLUMN)));
    assertThat(export("-").out(), not(containsString(COLUMN)));
  }

  @Test
  void refusesToMapScoresOfAnotherScorer() {
    compare(OLD, EXPORTED);
    tables.execute("UPDATE perspective_api_labels SET scorer_id = 'other' WHERE uri = 'at://7'");

    assertThat(
        refusal("--map=" + map),
        is(
            map
                + " maps scores of old-scorer, and the exported labels of perspective_api_labels"
                + " have prob_toxic of other; --run exports the labels of one run"));
    assertThat(export("-", "--map=" + map).out(), is(""));
  }

  @Test
  void refusesToMapAnotherTable() {
    compare(EXPORTED, OLD);

    assertThat(
        refusal("--map=" + map),
        is(
            map
                + " maps harassment of new_labels, and this is an export of"
                + " perspective_api_labels; --scorer and --labelsTable name another table"));
  }

  @Test
  void refusesTwoMapsForOneColumn() {
    compare(OLD, EXPORTED);

    assertThat(
        refusal("--map=" + map + "," + map),
        is("--map has two maps for the column " + COLUMN + ", the second one in " + map));
  }

  @Test
  void refusesAMapThatIsNone() throws IOException {
    Path other = Files.writeString(folder.resolve("other.json"), "{}");

    assertThat(refusal("--map=" + other), startsWith(other + " is no map of scores"));
    assertThat(refusal("--map=none.json"), is("there is no file none.json"));
  }

  @Test
  void writesNoFileAndSaysWhyWhereThereIsNoMap() {
    Ended ended = compare("perspective_api_labels.prob_respect", "new_labels.prob_respect");

    assertThat(ended.exitCode(), is(ExitCode.UNMAPPED.code()));
    assertThat(
        ended.err(),
        startsWith("postlabel: no map of prob_respect to prob_respect: the rank correlation is"));
    assertThat(ended.err(), endsWith("; %s is not written\n".formatted(map)));
    assertThat(ended.err().lines().count(), is(1L));
    assertThat(Files.exists(map.getParent()), is(false));
  }

  @Test
  void writesTheMapsThatThereAreAndSaysWhichAreMissing() {
    Ended ended = compare("perspective_api_labels", "new_labels");

    assertThat(ended.exitCode(), is(ExitCode.UNMAPPED.code()));
    assertThat(ended.err(), containsString("postlabel: no map of prob_respect to prob_respect: "));
    assertThat(ScoreMapFile.read(map).maps().size(), is(1));
    assertThat(ScoreMapFile.read(map).maps().get(0).name(), is("harassment_as_prob_toxic"));
  }

  @Test
  void holdsNoTextAndNoPost() throws IOException {
    compare(OLD, EXPORTED);

    assertThat(Files.readString(map), not(containsString("at://")));
    assertThat(Files.readString(map), not(containsString("text of")));
  }

  @Test
  void leavesADocumentOnStandardOutputAsItIs() throws IOException {
    Ended ended = compare(OLD, EXPORTED, "--format=json");

    assertThat(new ObjectMapper().readTree(ended.out()).path("pairs").size(), is(1));
    assertThat(ended.err(), is("Map of scores: " + map + "\n"));
  }

  @Test
  void overwritesNothingThatItReadsOrWrites() throws IOException {
    Path pairs = Files.writeString(folder.resolve("pairs.csv"), "left,right\na,b\n");

    assertThat(
        compared("--crosswalk=" + pairs, "--writeMap=" + pairs),
        is("--writeMap must not be the crosswalk, was " + pairs));
    assertThat(
        compared("--crosswalk=" + pairs, "--output=" + pairs),
        is("--output must not be the crosswalk, was " + pairs));
    assertThat(
        compared("--output=" + map, "--writeMap=" + map),
        is("--writeMap must not be the file of --output, was " + map));
    assertThat(compared("--writeMap=-"), is("--writeMap must be a file, was -"));
    assertThat(compared("--writeMap=" + folder), is("--writeMap must be a file, was " + folder));
  }

  private static long outside(List<List<Object>> rows, List<Double> fitted) {
    return rows.stream()
        .map(row -> (Double) row.get(0))
        .filter(Objects::nonNull)
        .filter(score -> score < fitted.get(0) || score > fitted.get(fitted.size() - 1))
        .count();
  }

  private String compared(String... options) {
    List<String> command = new ArrayList<>(List.of("compare", OLD, EXPORTED));
    command.addAll(List.of(options));
    return lineOf(InThisProcess.run(tables.database(), command.toArray(String[]::new)));
  }

  private Ended compare(String left, String right, String... options) {
    List<String> command =
        new ArrayList<>(List.of("compare", left, right, "--writeMap=" + map, "--resamples=100"));
    command.addAll(List.of(options));
    return InThisProcess.run(tables.database(), command.toArray(String[]::new));
  }

  private Ended export(String... words) {
    List<String> command = new ArrayList<>(List.of("export"));
    command.addAll(List.of(words));
    return InThisProcess.run(tables.database(), command.toArray(String[]::new));
  }

  private String refusal(String option) {
    Path file = folder.resolve("refused.csv");
    String line = lineOf(export(file.toString(), option));
    assertThat(Files.exists(file), is(false));
    return line;
  }

  private static String lineOf(Ended ended) {
    assertThat(ended.toString(), ended.exitCode(), is(ExitCode.USAGE.code()));
    assertThat(ended.err().lines().count(), is(1L));
    return ended.err().strip().replaceFirst("^postlabel: ", "");
  }
}

package org.postlabel.comparison.map;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.evaluation.statistics.Resampling;
import org.postlabel.evaluation.statistics.ScorePairs;
import org.postlabel.post.LabelTable.Scale;

class ScoreMapFileTest {
  @TempDir Path folder;
  private Path file;
  private ScoreMapFile written;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("map.json");
    written = new ScoreMapFile("postlabel test", "2026-11-01T12:00:00Z", 1, List.of(map()));
    written.write(file);
  }

  @Test
  void holdsWhatWasWritten() {
    assertThat(ScoreMapFile.read(file), is(written));
    assertThat(written.maps().get(0).name(), is("harassment_as_prob_toxic"));
  }

  @Test
  void isReadableByItsOwnerAlone() throws IOException {
    assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)), is("rw-------"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "version" : 1         | "version" : 2            | is a map of scores of version 2, and this program reads version 1
          "version" : 1         | "version" : "1"          | is a map of scores of version "1"
          "seed" : 1            | "seed" : 1, "more" : 1   | is damaged
          "seed" : 1            | "seed" : null            | is damaged
          "seed" : 1,           | ''                       | is damaged
          "seed" : 1            | "seed" : 1, "seed" : 1   | is damaged
          "CALIBRATED_PROBABILITY" | "PERCENT"             | is damaged
          "scorerId" : "new-1"  | "scorerId" : null        | is damaged
          postlabel-score-map   | another-map              | is no map of scores
          """)
  void refusesAFileThatItDoesNotUnderstand(String there, String instead, String refusal)
      throws IOException {
    String json = Files.readString(file);
    assertThat(json, containsString(there));

    Files.writeString(file, json.replaceFirst(there, instead));

    assertThat(refusal(), allOf(startsWith(file + " " + refusal), not(containsString("\n"))));
  }

  @Test
  void refusesAFileThatIsCutOff() throws IOException {
    String json = Files.readString(file);

    Files.writeString(file, json.substring(0, json.length() / 2));

    assertThat(refusal(), startsWith(file + " is damaged: line "));
  }

  @Test
  void refusesWhatFollowsTheMap() throws IOException {
    Files.writeString(file, Files.readString(file) + "{}");

    assertThat(refusal(), startsWith(file + " is damaged: "));
  }

  @Test
  void refusesOtherFiles() throws IOException {
    Files.writeString(file, "uri,text\n");
    assertThat(refusal(), startsWith(file + " is damaged: line 1"));
    Files.write(file, new byte[] {(byte) 0xff, 0});
    assertThat(refusal(), containsString("is no map of scores"));
    Files.writeString(file, "[]");
    assertThat(refusal(), containsString("is no map of scores"));
    Files.writeString(file, "");
    assertThat(refusal(), containsString("is no map of scores"));
    Files.delete(file);
    assertThat(refusal(), is("there is no file " + file));
  }

  private String refusal() {
    return assertThrows(IllegalArgumentException.class, () -> ScoreMapFile.read(file)).getMessage();
  }

  private static ScoreMap map() {
    double[] scores = new double[200];
    boolean[] isFitted = new boolean[200];
    for (int post = 0; post < 200; post++) {
      scores[post] = post / 3.;
      isFitted[post] = post % 2 == 0;
    }
    return MapFit.of(
            new MappedColumn(null, "prob_toxic", "old-1", Scale.CALIBRATED_PROBABILITY, null, null),
            new MappedColumn(
                "new_labels", "harassment", "new-1", null, "2026-11-01T12:00:00Z", null),
            new ScorePairs(scores.clone(), scores.clone()),
            isFitted,
            new Resampling(100, 1))
        .map()
        .orElseThrow();
  }
}

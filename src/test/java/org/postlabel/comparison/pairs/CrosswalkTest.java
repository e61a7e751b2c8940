package org.postlabel.comparison.pairs;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.comparison.pairs.Crosswalk.ColumnPair;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.scorer.ScorerOptions;

class CrosswalkTest {
  private static final Set<String> DETOXIFY =
      Set.of(
          "toxicity",
          "toxic",
          "severe_toxicity",
          "severe_toxic",
          "identity_attack",
          "identity_hate",
          "insult",
          "obscene",
          "threat",
          "sexual_explicit");

  @TempDir Path folder;

  @Test
  void namesColumnsThatTheTablesHave() {
    Set<String> right = new HashSet<>(DETOXIFY);
    right.addAll(columns("moderation"));

    List<ColumnPair> pairs = Crosswalk.bundled().pairs();

    assertThat(
        pairs.stream().map(ColumnPair::left).toList(), everyItem(is(in(columns("perspective")))));
    assertThat(pairs.stream().map(ColumnPair::right).toList(), everyItem(is(in(right))));
  }

  @Test
  void isReadFromAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("pairs.csv"), "right,note,left\nb,x,a\n d ,, c\n");

    assertThat(
        Crosswalk.read(file.toString()).pairs(),
        is(List.of(new ColumnPair("a", "b"), new ColumnPair("c", "d"))));
  }

  @Test
  void refusesAFileWithoutItsColumns() throws IOException {
    Path file = Files.writeString(folder.resolve("pairs.csv"), "old,new\na,b\n");

    assertThat(
        assertThrows(IllegalArgumentException.class, () -> Crosswalk.read(file.toString()))
            .getMessage(),
        is("the header of %s must name the columns left and right, was old,new".formatted(file)));
  }

  private static Set<String> columns(String scorer) {
    return ScorerKinds.find(scorer)
        .orElseThrow()
        .labels(PipelineOptionsFactory.as(ScorerOptions.class))
        .attributeByColumn()
        .keySet();
  }
}

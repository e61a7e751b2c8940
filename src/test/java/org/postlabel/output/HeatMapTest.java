package org.postlabel.output;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postlabel.output.HeatMap.Cell;

class HeatMapTest {
  @ParameterizedTest
  @CsvSource({
    "1,1.00,plus5",
    "0.91,0.91,plus5",
    "0.2,0.20,plus1",
    "0.04,0.04,zero",
    "-0.04,-0.04,zero",
    "-0.5,-0.50,minus3",
    "-1,-1.00,minus5",
    ",–,none"
  })
  void shadesACellByItsCoefficient(Double coefficient, String text, String shade) {
    assertThat(Cell.of(coefficient), is(new Cell(text, shade)));
  }
}

package org.postlabel.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  @ParameterizedTest
  @CsvSource({
    "2024-05-09-20:47:02,2024-05-09T20:47:02Z",
    "2024-05-09T20:47:02Z,2024-05-09T20:47:02Z",
    "2024-05-09 20:47:02,2024-05-09T20:47:02Z",
    "2024-05-09T20:47,2024-05-09T20:47:00Z",
    "2024-05-09T20:47:02.5Z,2024-05-09T20:47:02.5Z",
    "2024-05-09T20:47:02.1234567Z,2024-05-09T20:47:02.1234567Z",
    "2024-05-09T22:47:02.123+02:00,2024-05-09T20:47:02.123Z",
    "2024-05-09 20:47:02.12+00,2024-05-09T20:47:02.12Z",
    "2024-05-10 02:17:02+05:30,2024-05-09T20:47:02Z"
  })
  void areReadAsFilesAndDatabasesWriteThem(String text, Instant time) {
    assertThat(Timestamps.parse(text).toInstant(), is(time));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2024-05-09", "1715287622", "2024-13-09-20:47:02"})
  void areRefusedWhenTheyAreNone(String text) {
    assertThrows(DateTimeException.class, () -> Timestamps.parse(text));
  }
}

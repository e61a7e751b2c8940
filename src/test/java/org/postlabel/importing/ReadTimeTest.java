package org.postlabel.importing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadTimeTest {
  @ParameterizedTest
  @CsvSource({
    "1715287622, 2024-05-09T20:47:02Z",
    "1715287622.0, 2024-05-09T20:47:02Z",
    "1.715287622E9, 2024-05-09T20:47:02Z",
    "1715287622000, 2024-05-09T20:47:02Z",
    "1725911162329308, 2024-09-09T19:46:02.329308Z",
    "1715287622123456789, 2024-05-09T20:47:02.123456Z",
    "Wed Oct 10 20:19:24 +0000 2018, 2018-10-10T20:19:24Z",
    "Wed Oct 10 20:19:24 UTC 2018, 2018-10-10T20:19:24Z",
    "'Wed, 10 Oct 2018 22:19:24 +0200', 2018-10-10T20:19:24Z",
    "2024-05-09, 2024-05-09T00:00:00Z",
    "20240509, 2024-05-09T00:00:00Z",
    "2024-05-09 20:47:02 UTC, 2024-05-09 20:47:02Z",
    "2024-05-09 20:47:02 +0200, 2024-05-09 20:47:02+02:00",
    "2024-05-09-20:47:02, 2024-05-09-20:47:02",
  })
  void understands(String text, String time) {
    assertThat(ReadTime.of(text), is(Optional.of(time)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "2024",
        "45421.87",
        "yesterday",
        "5/9/2024 20:47",
        "99999999",
        "2024-13-40",
        "1e99",
        "-1715287622",
        "2024-05-09T25:00:00Z"
      })
  void leavesOut(String text) {
    assertThat(ReadTime.of(text), is(Optional.empty()));
  }
}

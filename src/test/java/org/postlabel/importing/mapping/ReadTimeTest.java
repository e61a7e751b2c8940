package org.postlabel.importing.mapping;

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
    // Facebook's Graph API, pandas, PostgreSQL.
    "2013-05-04T02:33:19+0000, 2013-05-04T02:33:19+0000",
    "2024-05-09 20:47:02.123456+00, 2024-05-09 20:47:02.123456+00",
    "2024-05-09 20:47:02.123456789, 2024-05-09 20:47:02.123456789",
    // CrowdTangle and twint name the zone.
    "2021-03-27 15:00:05 EDT, 2021-03-27 15:00:05-04:00",
    "2016-10-25 19:21:56 EST, 2016-10-25 19:21:56-05:00",
    "2020-11-09 00:37:22 CET, 2020-11-09 00:37:22+01:00",
    "Wed Oct 10 22:19:24 CEST 2018, 2018-10-10T20:19:24Z",
    // GDELT and the Wayback Machine write digits alone.
    "20240509204702, 2024-05-09T20:47:02Z",
    "202405092047, 2024-05-09T20:47:00Z",
    // The year comes first, or dots say that the day does.
    "2024/05/09 20:47:02, 2024-05-09T20:47:02Z",
    "2024/5/9, 2024-05-09T00:00:00Z",
    "09.05.2024 20:47, 2024-05-09T20:47:00Z",
    "9.5.2024, 2024-05-09T00:00:00Z",
    // twint's join date, Meltwater, YouTube, Nitter.
    "31 Dec 2019 6:23 PM, 2019-12-31T18:23:00Z",
    "09-May-2024 08:47PM, 2024-05-09T20:47:00Z",
    "'May 9, 2024', 2024-05-09T00:00:00Z",
    "'May 9, 2024 · 8:47 PM UTC', 2024-05-09T20:47:00Z",
    "'Thu, 09 May 2024 20:47:02 GMT', 2024-05-09T20:47:02Z",
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
        "2024-05-09T25:00:00Z",
        // In the United States, China and Cuba.
        "2024-05-09 20:47:02 CST",
        "Wed Oct 10 22:19:24 IST 2018",
        "13/5/2024",
        "20241309204702",
        "20240509204761",
        "17152876220",
        "May 32, 2024",
        "Mittwoch"
      })
  void leavesOut(String text) {
    assertThat(ReadTime.of(text), is(Optional.empty()));
  }
}

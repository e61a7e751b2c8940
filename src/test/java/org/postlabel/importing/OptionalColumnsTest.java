package org.postlabel.importing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** No value of an optional column costs a post. */
@OnBothDatabases
class OptionalColumnsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Parameter Engine engine;
  @AutoClose private final ImportedPosts posts = new ImportedPosts(() -> engine);

  @Test
  void understandsTheTimesThatPandasWrites() throws Exception {
    ImportSummary summary = posts.read("a.jsonl", ImportedPosts.resource("pandas-epoch.jsonl"));
    assertThat(summary.bad(), is(0L));
    assertThat(
        List.copyOf(posts.column("created_at").values()),
        contains(
            posts.time("2024-05-09T20:47:02Z"),
            posts.time("2024-05-09T20:47:03Z"),
            posts.time("2024-05-09T20:47:04Z")));
    assertThat(List.copyOf(posts.column("like_count").values()), contains(12L, 12L, 12L));
  }

  @Test
  void takesPythonsNanAsMissing() throws Exception {
    ImportSummary summary = posts.read("a.jsonl", ImportedPosts.resource("python-nan.jsonl"));
    assertThat(posts.causes(), is(empty()));
    assertThat(summary.leftOut(), is(empty()));
    assertThat(
        posts.column("concat_ws('|', COALESCE(like_count, -1), langs)"),
        equalTo(Map.of("at://x/0", "3|en", "at://x/1", "-1|en", "at://x/2", "3")));
  }

  @Test
  void takesTheNaOfRAsMissingButNotInATextOrUri() throws Exception {
    ImportSummary summary = posts.read("a.csv", ImportedPosts.resource("r-write-csv.csv"));
    assertThat(posts.causes(), is(empty()));
    assertThat(summary.leftOut(), is(empty()));
    assertThat(summary.ignoredColumns(), equalTo(Map.of()));
    assertThat(posts.texts().get("t3"), is("NA"));
    assertThat(
        posts.column("concat_ws('|', langs, like_count)"),
        equalTo(Map.of("t1", "en|3", "t2", "", "t3", "en|0")));
    posts.read("b.csv", "uri,text\nNA,None\n");
    assertThat(posts.texts().get("NA"), is("None"));
  }

  @Test
  void leavesOutWhatIsNoTimeOnEitherDatabase() throws Exception {
    ImportSummary summary =
        posts.read(
            "a.csv",
            "uri,text,created_at\nat://1,a,yesterday\nat://2,b,5/9/2024 20:47\nat://3,c,NaT\n");
    assertThat(posts.causes(), is(empty()));
    assertThat(
        summary.leftOut(),
        contains(new LeftOutValues(posts.shownAs("a.csv"), "created_at", 2, 2, "aaaaaaaaa")));
    assertThat(
        posts.column("CASE WHEN created_at IS NULL THEN 'none' END"),
        equalTo(Map.of("at://1", "none", "at://2", "none", "at://3", "none")));
  }

  /** As tweepy, twint, CrowdTangle, R, pandas and dumps of databases write them. */
  @Test
  void understandsTimesAndCountsAlikeInCsvAndJson() throws Exception {
    String rows =
        """
        Wed Oct 10 20:19:24 +0000 2018 | 3.0   | 2018-10-10T20:19:24Z | 3
        2018-10-10 20:19:24+00:00      | 1,234 | 2018-10-10T20:19:24Z | 1234
        2018-10-10 16:19:24 EDT        | 0     | 2018-10-10T20:19:24Z | 0
        1539202764                     | 7.00  | 2018-10-10T20:19:24Z | 7
        1539202764000.0                | 1e3   | 2018-10-10T20:19:24Z | 1000
        20181010201924                 | -1    | 2018-10-10T20:19:24Z | -1
        NA                             | NaN   | null                 | null
        nan                            | null  | null                 | null
        None                           | <NA>  | null                 | null
        NaT                            | #N/A  | null                 | null
        \\N                           | NULL  | null                 | null
        """;
    StringBuilder csv = new StringBuilder("uri,text,created_at,like_count\n");
    StringBuilder json = new StringBuilder();
    List<String> expected = new ArrayList<>();
    for (String row : rows.lines().toList()) {
      List<String> cells = Stream.of(row.split("\\|", -1)).map(String::strip).toList();
      int number = expected.size();
      csv.append("%d,NA,\"%s\",\"%s\"\n".formatted(number, cells.get(0), cells.get(1)));
      json.append(
          JSON.writeValueAsString(
                  Map.of(
                      "uri",
                      "json" + number,
                      "text",
                      "NA",
                      "created_at",
                      cells.get(0),
                      "like_count",
                      cells.get(1)))
              + "\n");
      expected.add(cells.get(2) + " " + cells.get(3));
    }

    ImportSummary ofCsv = posts.read("a.csv", csv.toString());
    ImportSummary ofJson = posts.read("a.jsonl", json.toString());

    assertThat(posts.causes(), is(empty()));
    assertThat(ofCsv.leftOut(), is(empty()));
    assertThat(ofJson.leftOut(), is(empty()));
    assertThat(Set.copyOf(posts.texts().values()), is(Set.of("NA")));
    List<String> held = new ArrayList<>();
    Map<String, Object> counts = posts.column("like_count");
    posts
        .column("created_at")
        .forEach((uri, time) -> held.add(posts.instant(time) + " " + counts.get(uri)));
    assertThat(held.subList(0, expected.size()), is(expected));
    assertThat(held.subList(expected.size(), held.size()), is(expected));
  }

  @Test
  void leavesOutValuesOfOtherTypes() throws Exception {
    ImportSummary summary =
        posts.read(
            "a.jsonl",
            """
            {"uri":"at://1","text":"a","langs":["en",1],"like_count":true,"url":{"a":[1]}}
            {"uri":"at://2","text":"b","author_did":4711,"source":"x\\ud83d","created_at":-1}
            {"uri":"at://3","text":"c","like_count":Infinity,"reply_count":-Infinity}
            """);
    assertThat(posts.causes(), is(empty()));
    assertThat(
        summary.leftOut().stream().map(LeftOutValues::column).toList(),
        contains("langs", "url", "like_count", "created_at", "source"));
    assertThat(
        posts.column("concat_ws('|', author_did, like_count, reply_count)"),
        equalTo(Map.of("at://1", "", "at://2", "4711", "at://3", "")));
  }

  /** Extended JSON, as mongoexport writes it. */
  @Test
  void takesAValueOutOfTheObjectThatTellsItsType() throws Exception {
    ImportSummary summary =
        posts
            .with("--postColumns=uri=_id,created_at=at,like_count=public.likes")
            .read(
                "a.jsonl",
                """
                {"_id":{"$oid":"5f1"},"text":"a","at":{"$date":"2018-10-10T20:19:24.000Z"},"public":{"likes":{"$numberInt":"3"}}}
                {"_id":{"$numberLong":"1294030472427835393"},"text":"b","at":{"$date":{"$numberLong":"1539202764000"}},"public":{"likes":4}}
                {"_id":"c","text":"c","at":null,"public":{"likes":{"$undefined":true}}}
                """);

    assertThat(posts.causes(), is(empty()));
    assertThat(
        posts.column("like_count").entrySet().stream().map(Object::toString).toList(),
        contains("5f1=3", "1294030472427835393=4", "c=null"));
    assertThat(
        posts.column("created_at").values().stream().map(posts::instant).toList(),
        contains(
            Instant.parse("2018-10-10T20:19:24Z"), Instant.parse("2018-10-10T20:19:24Z"), null));
    assertThat(
        summary.leftOut().stream().map(LeftOutValues::column).toList(), contains("like_count"));
  }

  @Test
  void losesNoPostForANulInAnOptionalColumn() throws Exception {
    ImportSummary summary =
        posts.read("a.jsonl", "{\"uri\":\"at://1\",\"text\":\"a\",\"source\":\"x\\u0000\"}\n");
    assertThat(summary.bad(), is(0L));
    assertThat(posts.texts(), equalTo(Map.of("at://1", "a")));
  }
}

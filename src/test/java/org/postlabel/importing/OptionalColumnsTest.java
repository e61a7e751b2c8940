package org.postlabel.importing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** No value of an optional column costs a post. */
@OnBothDatabases
class OptionalColumnsTest {
  @Parameter Engine engine;
  @TempDir Path folder;
  @AutoClose private ImportedPosts posts;

  @BeforeEach
  void openDatabase() {
    posts = new ImportedPosts(engine, folder);
  }

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

  @Test
  void losesNoPostForANulInAnOptionalColumn() throws Exception {
    ImportSummary summary =
        posts.read("a.jsonl", "{\"uri\":\"at://1\",\"text\":\"a\",\"source\":\"x\\u0000\"}\n");
    assertThat(summary.bad(), is(0L));
    assertThat(posts.texts(), equalTo(Map.of("at://1", "a")));
  }
}

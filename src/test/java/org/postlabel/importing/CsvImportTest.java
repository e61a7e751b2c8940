package org.postlabel.importing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.importing.format.RawRows;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class CsvImportTest {
  @Parameter Engine engine;
  @AutoClose private final ImportedPosts posts = new ImportedPosts(() -> engine);

  @Test
  void takesColumnsInAnyOrder() throws Exception {
    posts.read(
        "a.csv",
        """
        like_count,text,langs,uri,created_at
        7,hello there,"en,de",at://1,2024-05-09T20:47:02Z
        """);
    assertThat(posts.texts(), equalTo(Map.of("at://1", "hello there")));
    assertThat(posts.column("langs"), equalTo(Map.of("at://1", "en,de")));
    assertThat(posts.column("like_count"), equalTo(Map.of("at://1", 7L)));
    assertThat(
        posts.column("created_at"), equalTo(Map.of("at://1", posts.time("2024-05-09T20:47:02Z"))));
  }

  @Test
  void keepsLineEndsInsideQuotes() throws Exception {
    posts.read("a.csv", "uri,text\r\nat://1,\"one\r\ntwo\n\"\"three\"\"\"\r\nat://2,next\r\n");
    assertThat(posts.causes(), is(empty()));
    assertThat(posts.texts(), equalTo(Map.of("at://1", "one\r\ntwo\n\"three\"", "at://2", "next")));
  }

  @Test
  void readsLinesThatEndInCarriageReturns() throws Exception {
    posts.read("a.csv", "uri,text\rat://1,one\rat://2\rat://3,three");
    assertThat(posts.texts(), equalTo(Map.of("at://1", "one", "at://3", "three")));
    assertThat(posts.causes(), contains("3: the header has 2 cells, this row 1"));
  }

  @Test
  void keepsAnEmptyTextAndLeavesEmptyCountsOut() throws Exception {
    ImportSummary summary = posts.read("a.csv", "uri,text,like_count\nat://1,,\n\n");
    assertThat(summary.read(), is(1L));
    assertThat(posts.texts(), equalTo(Map.of("at://1", "")));
  }

  @Test
  void reportsRowsWithTooFewOrTooManyCells() throws Exception {
    ImportSummary summary = posts.read("a.csv", "uri,text\nat://1\nat://2,b,c\nat://3,good\n");
    assertThat(
        posts.causes(),
        contains("2: the header has 2 cells, this row 1", "3: the header has 2 cells, this row 3"));
    assertThat(posts.texts(), equalTo(Map.of("at://3", "good")));
    assertThat(summary.bad(), is(2L));
    assertThat(summary.read(), is(3L));
  }

  @Test
  void goesOnBehindACellThatQuotesBadly() throws Exception {
    posts.read("a.csv", "uri,text\nat://1,\"say \"hi\" twice\"\nat://2,good\n");
    assertThat(
        posts.causes(),
        contains(
            "2: the quote that opens on line 2 closes inside its cell on line 2; write a quote"
                + " twice"));
    assertThat(posts.texts(), equalTo(Map.of("at://2", "good")));
  }

  @Test
  void saysWhereAQuoteBeganThatSwallowsTheRest() throws Exception {
    posts.read("a.csv", "uri,text\nat://1,good\n\"at://\n2\",\"oops\nat://3,lost\nat://4,lost\n");
    assertThat(
        posts.causes(),
        contains(
            "3: the quote that opens on line 4 never closes; nothing from line 3 on can be read"));
    assertThat(posts.texts(), equalTo(Map.of("at://1", "good")));
  }

  @Test
  void reportsARowThatIsNotUtf8() throws Exception {
    posts.read("a.csv", "uri,text\nat://1,caf\u00e9\nat://2,good\n".getBytes(ISO_8859_1));
    assertThat(posts.causes(), contains("2: is not UTF-8"));
    assertThat(posts.texts(), equalTo(Map.of("at://2", "good")));
  }

  @Test
  void keepsAReplacementCharacterThatTheFileReallyHas() throws Exception {
    posts.read("a.csv", "uri,text\nat://1,\uFFFD\n");
    assertThat(posts.texts(), equalTo(Map.of("at://1", "\uFFFD")));
  }

  @Test
  void skipsARowThatIsTooLong() throws Exception {
    String longText = "x\n".repeat(RawRows.MAX_ROW_BYTES);
    posts.read("a.csv", "uri,text\nat://1,\"" + longText + "\"\nat://2,good\n");
    assertThat(posts.causes(), contains("2: is longer than 4194304 bytes"));
    assertThat(posts.texts(), equalTo(Map.of("at://2", "good")));
  }

  @Test
  void reportsBlankUrisAndLeavesOutCountsThatAreNotWhole() throws Exception {
    ImportSummary summary =
        posts.read(
            "a.csv",
            """
            uri,text,like_count
             ,a,1
            at://2,b,many
            at://3,c,2.5
            at://4,d,1e99
            at://5,e,3.0
            """);
    assertThat(posts.causes(), contains("2: uri is missing or blank"));
    assertThat(
        summary.leftOut(),
        contains(new LeftOutValues(posts.shownAs("a.csv"), "like_count", 3, 3, "aaaa")));
    assertThat(
        posts.column("COALESCE(like_count, -1)"),
        equalTo(Map.of("at://2", -1L, "at://3", -1L, "at://4", -1L, "at://5", 3L)));
  }

  @Test
  void namesIgnoredColumnsOnce() throws Exception {
    ImportSummary summary =
        posts.read("a.csv", "id,uri,text,mood\n1,at://1,a,x\n2,at://2,b,y\n3,at://3,c,z\n");
    assertThat(summary.ignoredColumns().values(), contains(contains("id", "mood")));
    assertThat(summary.written(), is(3L));
  }
}

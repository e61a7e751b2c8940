package org.postlabel.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.anEmptyMap;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.importing.container.FileUnusableException;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

/** One uri is one post, and what is counted is in the table. */
@OnBothDatabases
class IdentityTest {
  @Parameter Engine engine;
  @AutoClose private final ImportedPosts posts = new ImportedPosts(() -> engine);

  @Test
  void refusesAFileOfIdsThatASpreadsheetRounded() throws Exception {
    assertRefused(new String(ImportedPosts.resource("excel-ids.csv"), UTF_8));
    assertRefused(new String(ImportedPosts.resource("float-ids-two-texts.csv"), UTF_8));
    assertRefused("uri,text\n9.06000000000e+17,a\n");
    assertRefused("uri,text\n791557233689870340.0,a\n");
  }

  @Test
  void refusesIdsThatASpreadsheetRoundedWhereNumbersHaveACommaInThem() throws Exception {
    assertRefused("uri;text\n1,23E+18;a\n");
    assertRefused("uri;text\n1,29403047242783E+18;a\n");
    assertRefused("uri\ttext\n1.2316E+18\ta\n");
    assertRefused("text,uri\na,\"1,29403E+18\"\n");
  }

  /** 1294030472427835393 as it comes out of jq and JavaScript, then out of Python and Java. */
  @Test
  void refusesIdsThatAProgramHeldAsFloats() throws Exception {
    StringBuilder script = new StringBuilder();
    StringBuilder python = new StringBuilder("uri,text\n");
    StringBuilder exact = new StringBuilder("uri,text\n");
    for (int i = 0; i < 24; i++) {
      long id = 1_294_030_472_427_835_393L + i * 999_983_777L;
      script.append("{\"uri\":%d,\"text\":\"a\"}\n".formatted(Math.round(id / 100.0) * 100));
      python.append(new BigDecimal((double) id)).append(",a\n");
      exact.append(id).append(",a\n");
    }
    assertRefused("ids.jsonl", script.toString());
    assertRefused(python.toString());
    posts.read("exact.csv", exact.toString());
    assertThat(posts.texts().size(), is(24));
  }

  /** Twitter's and Discord's of quiet times: the lowest bits count posts of one millisecond. */
  @Test
  void takesIdsWhoseLowestBitsAreZeroByDesign() throws Exception {
    StringBuilder csv = new StringBuilder("uri,text\n");
    for (int i = 0; i < 40; i++) {
      csv.append(((1_288_834_974_657L + i * 7_919L) << 22) + (i % 8 << 12)).append(",a\n");
    }
    posts.read("a.csv", csv.toString());
    assertThat(posts.texts().size(), is(40));
  }

  @Test
  void takesAnIdOutOfTheFormulaThatKeepsExcelFromRoundingIt() throws Exception {
    posts.read(
        "a.csv",
        "uri,text\n=\"1294030472427835393\",a\n\"=\"\"1294030472427835394\"\"\",\"=\"\"b\"\"\"\n");
    assertThat(
        posts.texts(), is(Map.of("1294030472427835393", "a", "1294030472427835394", "=\"b\"")));
  }

  @Test
  void refusesManyLongIdsThatEndInZeros() throws Exception {
    assertRefused("uri,text\n1294030472427830000,a\n1294030472427840000,b\n");
    StringBuilder some = new StringBuilder("uri,text\n");
    for (int i = 0; i < 40; i++) {
      some.append(i % 5 == 0 ? "1294030472427835000" : "1294030472427835" + (101 + i))
          .append(",a\n");
    }
    assertRefused(some.toString());
  }

  @Test
  void refusesRoundedIdsOnStandardInputBeforeAnythingIsWritten() {
    byte[] csv = "uri,text\nat://1,a\n1.23E+18,b\n".getBytes(UTF_8);
    assertThrows(FileUnusableException.class, () -> posts.run(new ByteArrayInputStream(csv), "-"));
    assertThat(posts.texts(), anEmptyMap());
  }

  @Test
  void takesIdsThatOnlyRemindOfRoundedOnes() throws Exception {
    posts.read(
        "a.csv",
        """
        uri,text
        12e5,base 36
        1000,short
        1294030472427835000,by chance
        1294030472427835393,b
        1294030472427835394,c
        """);
    assertThat(posts.texts().size(), is(5));
  }

  @Test
  void takesRoundedIdsWhenToldToAndCountsOtherTexts() throws Exception {
    ImportSummary summary =
        posts
            .with("--allowRoundedIds")
            .read("a.csv", ImportedPosts.resource("float-ids-two-texts.csv"));
    assertThat(
        summary, equalTo(new ImportSummary(1, 0, 1, 1, 0, 0, List.of(), List.of(), Map.of())));
    assertThat(posts.texts().size(), is(1));
  }

  @Test
  void sumsUpWhateverComesTwice() throws Exception {
    posts.read("a.csv", "uri,text\nat://1,one\nat://2,two\n");
    StringBuilder more = new StringBuilder("uri,text\n");
    for (int i = 0; i < 1_500; i++) {
      more.append("at://").append(i).append(",text ").append(i).append('\n');
    }
    more.append("at://1,text 1\nat://1,another\nat://7,text 7\n");
    ImportSummary summary = posts.read("b.csv", more.toString());
    assertThat(
        summary, equalTo(new ImportSummary(1_498, 2, 3, 1, 0, 0, List.of(), List.of(), Map.of())));
    assertThat(summary.written(), is(1_503L));
    assertThat(posts.texts().size(), is(1_500));
  }

  @Test
  void countsAUriOfAnEarlierFileAsRepeated() throws Exception {
    String first = posts.file("a.csv", "uri,text\nat://1,one\n".getBytes(UTF_8));
    String second =
        posts.file("b.jsonl", "{\"uri\":\"at://1\",\"text\":\"one\"}\n".getBytes(UTF_8));
    assertThat(
        posts.run(first, second),
        equalTo(new ImportSummary(1, 0, 1, 0, 0, 0, List.of(), List.of(), Map.of())));
  }

  private void assertRefused(String csv) {
    assertRefused("ids.csv", csv);
  }

  private void assertRefused(String name, String content) {
    FileUnusableException refused =
        assertThrows(FileUnusableException.class, () -> posts.read(name, content));
    assertThat(
        refused.getMessage(),
        allOf(containsString("rounded"), containsString("--allowRoundedIds")));
    assertThat(refused.getMessage().lines().count(), is(1L));
    assertThat(posts.texts(), anEmptyMap());
  }
}

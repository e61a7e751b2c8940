package org.postlabel.importing;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.testing.Engine;

/** CSV as Excel, Spark, R and databases write it. */
class DialectsTest {
  @AutoClose private final ImportedPosts posts = new ImportedPosts(Engine.SQLITE);

  @Test
  void findsSemicolonsAndSaysSo() throws Exception {
    ImportSummary summary = posts.read("a.csv", ImportedPosts.resource("semicolon.csv"));
    assertThat(posts.texts(), equalTo(Map.of("h1", "The council votes on the bridge tomorrow")));
    assertThat(
        summary.dialects(),
        contains(
            posts.shownAs("a.csv") + ": read with cells separated by semicolons (--separator)"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", "|", ";", ","})
  void findsASeparatorWhateverTheTextsHold(String separator) throws Exception {
    posts.read(
        "a.csv",
        "text,uri,langs\n\"a, b; c | d\te, f, g\",1,en\nx\\y,2,\n"
            .replace(",1,en", separator + "1" + separator + "en")
            .replace("text,uri,langs", String.join(separator, "text", "uri", "langs"))
            .replace("y,2,", "y" + separator + "2" + separator));
    assertThat(posts.causes(), is(empty()));
    assertThat(posts.texts(), equalTo(Map.of("1", "a, b; c | d\te, f, g", "2", "x\\y")));
  }

  @Test
  void findsQuotesThatSparkEscapes() throws Exception {
    ImportSummary summary = posts.read("a.csv", ImportedPosts.resource("spark.csv"));
    assertThat(posts.causes(), is(empty()));
    assertThat(summary.written(), is(5L));
    assertThat(posts.texts().get("s1"), is("She said \"no\" to the plan, again"));
    assertThat(posts.texts().get("s2"), is("Ends with a quote \""));
    assertThat(summary.dialects().get(0), containsString("quotes escaped by backslash"));
  }

  @Test
  void keepsBackslashesWhereQuotesAreDoubled() throws Exception {
    posts.read("a.csv", "uri,text\n1,\"C:\\\"\n2,\"say \"\"hi\"\" \\n\"\n");
    assertThat(posts.texts(), equalTo(Map.of("1", "C:\\", "2", "say \"hi\" \\n")));
  }

  @Test
  void doesAsToldWhateverItFinds() throws Exception {
    posts
        .with("--separator=:", "--quoteEscape=backslash")
        .read("a.csv", "uri:text\n1:\"a \\\\ \\\"b\\\", c\"\n");
    assertThat(posts.texts(), equalTo(Map.of("1", "a \\ \"b\", c")));
    assertThrows(IllegalArgumentException.class, () -> posts.with("--separator=").read("b", "x"));
    assertThrows(IllegalArgumentException.class, () -> posts.with("--encoding=x").read("b", "x"));
    assertThrows(
        IllegalArgumentException.class, () -> posts.with("--quoteEscape=x").read("b", "x"));
  }

  /** As mysql --batch, bcp and many corpora of tweets are written. */
  @Test
  void findsTabsBetweenCellsThatAreNeverQuoted() throws Exception {
    ImportSummary summary =
        posts.read(
            "a.tsv",
            """
            uri\ttext\tlangs
            1\t"an open quote\ten
            2\t"all" of it\tNULL
            3\tplain, with "both"\ten
            4\t"\t\\N
            """);
    assertThat(posts.causes(), is(empty()));
    assertThat(
        posts.column("concat_ws('|', text, langs)"),
        equalTo(
            Map.of(
                "1", "\"an open quote|en",
                "2", "\"all\" of it",
                "3", "plain, with \"both\"|en",
                "4", "\"")));
    assertThat(
        summary.dialects(),
        contains(
            posts.shownAs("a.tsv")
                + ": read with cells separated by tabs (--separator), quotes that quote nothing"
                + " (--quoteEscape)"));
    posts.with("--quoteEscape=none").read("b.csv", "uri,text\n5,\"x\n");
    assertThat(posts.texts().get("5"), is("\"x"));
  }

  @Test
  void doesNotTakeQuotedTabsAndLineEndsForCells() throws Exception {
    posts.read("a.tsv", "uri\ttext\n1\t\"a\nx\tb\"\n2\t\"c\" d\n3\t\"e\tf\"\n");
    assertThat(posts.texts(), equalTo(Map.of("1", "a\nx\tb", "3", "e\tf")));
    assertThat(posts.causes().size(), is(1));
  }

  /** As pandas writes them: it quotes a text with a line feed, but not one with a return. */
  @Test
  void keepsACarriageReturnInACellThatIsNotQuoted() throws Exception {
    posts.read(
        "a.csv",
        "uri,text,langs\n"
            + "1,two\r"
            + "lines,en\n"
            + "2,\r"
            + " ends,\"d\r"
            + "e\"\n"
            + "3,\"a\n"
            + "b\",\n"
            + "\"4\",last one\r"
            + ",en\r\n"
            + "5,x,fr\r\n");
    assertThat(posts.causes(), is(empty()));
    assertThat(
        posts.column("concat_ws('|', text, langs)"),
        equalTo(
            Map.of(
                "1",
                "two\rlines|en",
                "2",
                "\r ends|d\re",
                "3",
                "a\nb",
                "4",
                "last one\r|en",
                "5",
                "x|fr")));
  }

  /** As cat, appending scrapers and sharded exports join files. */
  @Test
  void passesOverAHeaderThatComesAgain() throws Exception {
    ImportSummary summary =
        posts.read(
            "a.csv",
            "\uFEFFuri,text\n1,a\nuri,text\n2,b\n\uFEFFuri,text\n3,text\n\"uri\",\"text\"\n");
    assertThat(posts.texts(), equalTo(Map.of("1", "a", "2", "b", "3", "text")));
    assertThat(summary.read(), is(3L));
  }

  @Test
  void readsWhatWindowsAndSecondMarksDoToAFile() throws Exception {
    posts.read("a.csv", "\uFEFF\uFEFFuri,text\r\r\n1,a\r\r\n\r\r\n2,b\r\r\n");
    posts.read("b.csv", "\"uri\";\"text\"\r\n\"3\";\"c;d\"\r\n");
    posts.read("c.tsv", "\uFEFF\"uri\"\t\"text\"\n4\t\"e\tf\"\n".getBytes(UTF_16LE));
    assertThat(posts.causes(), is(empty()));
    assertThat(posts.texts(), equalTo(Map.of("1", "a", "2", "b", "3", "c;d", "4", "e\tf")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GB18030", "Shift_JIS", "UTF-32", "x-MacRoman"})
  void readsOtherEncodingsWhenToldTo(String encoding) throws Exception {
    String text = encoding.equals("x-MacRoman") ? "café" : "天気, 雨";
    posts
        .with("--encoding=" + encoding)
        .read("a.csv", "uri,text\n1,\"%s\"\n".formatted(text).getBytes(Charset.forName(encoding)));
    assertThat(posts.texts(), equalTo(Map.of("1", text)));
  }

  @Test
  void readsTheLineThatTellsExcelTheSeparator() throws Exception {
    posts.read("a.csv", "sep=;\r\nuri;text\r\n1;a, b\r\n");
    posts.read("b.csv", "\"sep=|\"\nuri|text\n2|c\n");
    assertThat(posts.texts(), equalTo(Map.of("1", "a, b", "2", "c")));
  }

  @Test
  void findsColumnsWhateverTheirCaseAndBlanks() throws Exception {
    posts.read("a.csv", ImportedPosts.resource("header-case.csv"));
    ImportSummary summary = posts.read("b.csv", " Text ,URI,url,URL\na,2,x,y\n");
    assertThat(posts.column("concat_ws('|', langs, url)"), equalTo(Map.of("h1", "en", "2", "x")));
    assertThat(summary.ignoredColumns().values(), contains(contains("URL")));
  }

  @Test
  void passesOverRowsOfSeparatorsAlone() throws Exception {
    ImportSummary summary = posts.read("a.csv", ImportedPosts.resource("blank-rows.csv"));
    assertThat(summary.read(), is(1L));
    assertThat(posts.read("b.csv", "uri,text\n2,a,,\n\"\",\"\"\n , \n").read(), is(1L));
    assertThat(posts.causes(), is(empty()));
  }

  @Test
  void readsUtf16WithAndWithoutAMark() throws Exception {
    int number = 0;
    for (Charset encoding : new Charset[] {UTF_16, UTF_16BE, UTF_16LE}) {
      String csv = "uri\ttext\r\n" + number++ + "\tGrüße, 🫶\r\n";
      posts.read("a.csv", csv.getBytes(encoding));
    }
    posts.read(
        "b.csv",
        ("\uFEFFuri,text\n" + number + ",Grüße, 🫶\n")
            .replace("Grüße, 🫶", "Grüße")
            .getBytes(UTF_16LE));
    posts.read("c.jsonl", "\uFEFF{\"uri\":\"4\",\"text\":\"é\"}\n".getBytes(UTF_8));
    assertThat(
        posts.texts(),
        equalTo(
            Map.of("0", "Grüße, 🫶", "1", "Grüße, 🫶", "2", "Grüße, 🫶", "3", "Grüße", "4", "é")));
  }

  @Test
  void readsWindows1252WhenToldTo() throws Exception {
    byte[] csv = "uri,text\n1,“café” €\n".getBytes(Charset.forName("windows-1252"));
    posts.read("a.csv", csv);
    assertThat(posts.badRows.get(0).isNotUtf8(), is(true));
    posts.with("--encoding=windows-1252").read("a.csv", csv);
    assertThat(posts.texts(), equalTo(Map.of("1", "“café” €")));
  }
}

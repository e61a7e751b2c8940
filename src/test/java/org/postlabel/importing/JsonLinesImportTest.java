package org.postlabel.importing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;

import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.testing.Engine;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class JsonLinesImportTest {
  @Parameter Engine engine;
  @AutoClose private final ImportedPosts posts = new ImportedPosts(() -> engine);

  @Test
  void takesEveryColumnOfTheTable() throws Exception {
    posts.read(
        "a.jsonl",
        """
        {"uri":"at://1","text":"hi","author_did":"did:x","langs":["en","ja"],\
        "created_at":"2024-05-09T20:47:02Z","synctimestamp":"2024-05-09-20:47:03",\
        "preprocessing_timestamp":"2024-05-09 20:47:04.500Z","source":"firehose","url":"u",\
        "like_count":1,"reply_count":"2","repost_count":3.0}
        """);
    assertThat(posts.causes(), is(empty()));
    assertThat(
        posts.column(
            "concat_ws('|', author_did, langs, source, url, like_count, reply_count,"
                + " repost_count)"),
        equalTo(Map.of("at://1", "did:x|en,ja|firehose|u|1|2|3")));
    assertThat(
        posts.column("created_at"), equalTo(Map.of("at://1", posts.time("2024-05-09T20:47:02Z"))));
    assertThat(
        posts.column("synctimestamp"),
        equalTo(Map.of("at://1", posts.time("2024-05-09-20:47:03"))));
    assertThat(
        posts.column("preprocessing_timestamp"),
        equalTo(Map.of("at://1", posts.time("2024-05-09 20:47:04.500Z"))));
  }

  @Test
  void leavesOutRowsWhoseUriOrTextIsNoString() throws Exception {
    posts.read(
        "a.jsonl",
        """
        {"uri":"at://1","text":5}
        {"uri":["at://2"],"text":"b"}
        {"uri":"at://3","text":null}
        {"uri":" ","text":"d"}
        {"text":"e"}
        {"uri":"at://6","text":""}
        """);
    assertThat(
        posts.causes(),
        contains(
            "1: text is not a string",
            "2: uri is not a string",
            "3: text is missing",
            "4: uri is missing or blank",
            "5: uri is missing or blank"));
    assertThat(posts.texts(), equalTo(Map.of("at://6", "")));
  }

  @Test
  void reportsWhatIsNotOneJsonObjectWithoutQuotingIt() throws Exception {
    posts.read(
        "a.jsonl",
        """
        {"uri":"at://1","text":"cut
        {"uri":"at://2","text":secret}

        "at://4"
        {"uri":"at://5","text":"e"} {"uri":"at://5","text":"f"}
        {"uri":"at://6","text":"f","uri":"at://7"}
        {"uri":"at://8","text":"h","langs":["en",1]}
        {"uri":"at://9","text":"good"}
        """);
    assertThat(
        posts.causes(),
        contains(
            "1: is not valid JSON at column 28",
            "2: is not valid JSON at column 30",
            "4: is not a JSON object",
            "5: has more than one JSON object",
            "6: uri is given twice"));
    assertThat(posts.texts(), equalTo(Map.of("at://8", "h", "at://9", "good")));
  }

  @Test
  void reportsUnpairedSurrogates() throws Exception {
    posts.read(
        "a.jsonl",
        """
        {"uri":"at://1","text":"\\ud83d"}
        {"uri":"at://2","text":"\\udc00\\ud83d"}
        {"uri":"at://3\\ud83d","text":"c"}
        {"uri":"at://4","text":"\\ud83d\\ude00"}
        """);
    assertThat(
        posts.causes(),
        contains(
            "1: text has an unpaired surrogate, which no UTF-8 can stand for",
            "2: text has an unpaired surrogate, which no UTF-8 can stand for",
            "3: uri has an unpaired surrogate, which no UTF-8 can stand for"));
    assertThat(posts.texts(), equalTo(Map.of("at://4", "😀")));
  }

  @Test
  void carriesRightToLeftOverridesUnchanged() throws Exception {
    posts.read("a.jsonl", "{\"uri\":\"at://1\",\"text\":\"a\\u202eb\"}");
    assertThat(posts.texts(), equalTo(Map.of("at://1", "a\u202Eb")));
  }

  @Test
  void carriesNulWhereTheDatabaseCan() throws Exception {
    posts.read("a.jsonl", "{\"uri\":\"at://1\",\"text\":\"a\\u0000b\"}");
    switch (engine) {
      case SQLITE -> assertThat(posts.texts(), equalTo(Map.of("at://1", "a\0b")));
      case POSTGRESQL ->
          assertThat(
              posts.causes(),
              contains("1: text has a NUL character, which this database cannot hold"));
    }
  }

  @Test
  void ignoresColumnsWithNestedValues() throws Exception {
    ImportSummary summary =
        posts.read(
            "a.jsonl",
            "{\"uri\":\"at://1\",\"embed\":{\"uri\":\"at://x\",\"a\":[{}]},\"text\":\"hi\",\"id\":9}\n");
    assertThat(posts.texts(), equalTo(Map.of("at://1", "hi")));
    assertThat(summary.ignoredColumns().values(), contains(contains("embed", "id")));
  }
}

package org.postlabel.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postlabel.testing.Engine;

/** Files whose fields have other names and places than our columns. */
class MappingTest {
  @TempDir Path folder;
  @AutoClose private ImportedPosts posts;

  @BeforeEach
  void openDatabase() {
    posts = new ImportedPosts(Engine.SQLITE, folder);
  }

  @Test
  void mapsFieldsPathsAndTemplates() throws Exception {
    posts
        .with("--postColumns=uri=id_str,text=full_text,langs=lang")
        .read("a.jsonl", ImportedPosts.resource("twitter.jsonl"));
    assertThat(
        posts.texts().get("1294030472427835393"), is("The council votes on the bridge tomorrow 0"));
    assertThat(posts.column("langs").get("1294030472427835393"), is("en"));
    posts
        .with("--postColumns=uri={site}/{Post ID},text=Body")
        .read("b.csv", "site,post id,body\nx,7,hello\n");
    assertThat(posts.texts().get("x/7"), is("hello"));
    posts
        .with("--postColumns=uri=at://{did}/{commit.rkey},text=commit.record.text")
        .read("c.jsonl", "{\"did\":\"d\",\"commit\":{\"rkey\":\"k\",\"record\":{\"text\":\"t\"}}}");
    assertThat(posts.texts().get("at://d/k"), is("t"));
  }

  @Test
  void readsJetstreamAndSkipsWhatIsNoPost() throws Exception {
    posts.with("--format=jetstream");
    ImportSummary summary =
        posts.read(
            "a.jsonl",
            new String(ImportedPosts.resource("jetstream.jsonl"), UTF_8)
                + """
                {"did":"did:plc:a","time_us":1725911162329308,"kind":"commit","commit":{"operation":"create","collection":"app.bsky.feed.like","rkey":"1","record":{"subject":{"uri":"at://x"}}}}
                {"did":"did:plc:a","time_us":1725911162329308,"kind":"commit","commit":{"operation":"delete","collection":"app.bsky.feed.post","rkey":"2"}}
                {"did":"did:plc:a","time_us":1725911162329308,"kind":"identity","identity":{"handle":"a.example"}}
                """);
    assertThat(posts.causes(), is(empty()));
    assertThat(summary.bad(), is(0L));
    assertThat(summary.skipped() >= 3, is(true));
    assertThat(
        posts
            .column("concat_ws('|', text, langs, created_at, synctimestamp)")
            .get("at://did:plc:aaaa0/app.bsky.feed.post/3l3qo2vuowo20"),
        is(
            "The council votes on the bridge tomorrow"
                + " 0|en|2024-09-09T19:46:02.102Z|2024-09-09T19:46:02.329308Z"));
  }

  @Test
  void readsTweetsOfBothApisAndOfTheArchive() throws Exception {
    posts.with("--format=twitter");
    posts.read("a.jsonl", ImportedPosts.resource("twitter.jsonl"));
    posts.read(
        "b.jsonl",
        """
        {"data":[{"id":"1","text":"one","public_metrics":{"like_count":3}},{"id":"2","text":"two"}],"includes":{"tweets":[{"id":"9","text":"other"}]}}
        {"data":[{"id":"3","text":"three"}],"meta":{"result_count":1}}
        """);
    posts.read(
        "tweets.js",
        "window.YTD.tweets.part0 = [ {\"tweet\":{\"id_str\":\"4\",\"full_text\":\"four\"}} ]");
    ImportSummary summary =
        posts.read(
            "c.jsonl",
            """
            {"delete":{"status":{"id_str":"9"}}}
            {"id_str":"5","text":"cut…","extended_tweet":{"full_text":"whole"}}
            """);
    assertThat(summary.skipped(), is(1L));
    assertThat(posts.causes(), is(empty()));
    Map<String, Object> texts = posts.texts();
    texts.keySet().removeIf(uri -> uri.length() > 1);
    assertThat(
        texts, equalTo(Map.of("1", "one", "2", "two", "3", "three", "4", "four", "5", "whole")));
    assertThat(posts.column("COALESCE(like_count, 0)").get("1"), is(3L));
  }

  @Test
  void readsRedditAndSkipsWhatWasDeleted() throws Exception {
    ImportSummary summary =
        posts
            .with("--format=reddit")
            .read(
                "a.ndjson",
                """
                {"id":"c1","body":"a comment","author":"x","created_utc":1325376000,"subreddit":"s","score":2}
                {"id":"c2","body":"[deleted]","author":"[deleted]"}
                {"id":"p1","title":"A title","selftext":"and a text","num_comments":3}
                {"id":"p2","title":"Only a title","selftext":"[removed]"}
                """);
    assertThat(
        posts.texts(),
        equalTo(
            Map.of(
                "t1_c1", "a comment", "t3_p1", "A title\n\nand a text", "t3_p2", "Only a title")));
    assertThat(summary.skipped(), is(1L));
    assertThat(posts.column("created_at").get("t1_c1"), is("2012-01-01T00:00:00Z"));
  }

  @Test
  void readsMastodonsStatusesAndOutbox() throws Exception {
    posts.with("--format=mastodon");
    posts.read(
        "a.json",
        """
        [{"uri":"https://m/1","content":"<p>Fish &amp; <a href=\\"x\\">chips</a><br />now</p><p>&lt;3</p>","account":{"acct":"a"},"reblog":null},
         {"uri":"https://m/2","content":"<p>boost</p>","reblog":{"uri":"https://n/1"}}]
        """);
    ImportSummary summary =
        posts.read(
            "outbox.json",
            """
            {"type":"OrderedCollection","cc":[1],"orderedItems":[
              {"type":"Create","actor":"https://m/a","object":{"id":"https://m/3","content":"<p>mine</p>"}},
              {"type":"Announce","object":"https://n/2"}],"x":[{"uri":"y","content":"z"}]}
            """);
    assertThat(
        posts.texts(),
        equalTo(Map.of("https://m/1", "Fish & chips\nnow\n\n<3", "https://m/3", "mine")));
    assertThat(summary.skipped(), is(1L));
  }

  @Test
  void readsADocumentThatIsOneArray() throws Exception {
    posts.read(
        "a.json",
        """

        [ {"uri":"at://1","text":"a\\ud83d\\ude00","like_count":NaN},
         7,
        {"uri":12345678901234567890,"text":"b"}]
        """);
    assertThat(posts.texts(), equalTo(Map.of("at://1", "a😀", "12345678901234567890", "b")));
    assertThat(posts.causes(), contains("3: is not a JSON object"));
    FileUnusableException damaged =
        assertThrows(
            FileUnusableException.class,
            () -> posts.read("b.json", "[{\"uri\":\"at://2\",\"text\":\"b\"},{\"uri\":\"secret"));
    assertThat(
        damaged.getMessage(), allOf(containsString("not valid JSON"), containsString("damaged")));
    assertThat(posts.texts().get("at://2"), is("b"));
  }

  @Test
  void namesTheFieldsItFoundAndWhatWouldMapThem() throws Exception {
    assertThat(
        refusal("a.jsonl", ImportedPosts.resource("jetstream.jsonl")),
        allOf(containsString("commit.record.text"), containsString("--format=jetstream")));
    assertThat(
        refusal("b.jsonl", ImportedPosts.resource("twitter.jsonl")),
        allOf(containsString("full_text, created_at"), containsString("--format=twitter")));
    assertThat(
        refusal("c.csv", "tweet_id,body\n1,a\n".getBytes(UTF_8)),
        allOf(containsString("tweet_id"), containsString("--postColumns")));
  }

  @Test
  void refusesAMappingThatIsNone() {
    for (String wrong :
        List.of(
            "--format=myspace",
            "--postColumns=uri",
            "--postColumns=id=x",
            "--postColumns=uri=a,uri=b")) {
      IllegalArgumentException refused =
          assertThrows(
              IllegalArgumentException.class, () -> posts.with(wrong).read("a.csv", "uri,text\n"));
      assertThat(refused.getMessage(), startsWith(wrong.substring(0, wrong.indexOf('='))));
    }
  }

  private String refusal(String name, byte[] content) {
    FileUnusableException refused =
        assertThrows(FileUnusableException.class, () -> posts.read(name, content));
    assertThat(refused.getMessage().lines().count(), is(1L));
    return refused.getMessage();
  }
}

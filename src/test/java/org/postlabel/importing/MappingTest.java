package org.postlabel.importing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasToString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.postlabel.importing.container.FileUnusableException;
import org.postlabel.testing.Engine;

/** Files whose fields have other names and places than our columns. */
class MappingTest {
  @AutoClose private final ImportedPosts posts = new ImportedPosts(Engine.SQLITE);

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

  /**
   * Before and after its fields were renamed; what other collections and accounts do is no post.
   */
  @Test
  void readsJetstreamOfEveryVersionAndKind() throws Exception {
    ImportSummary summary =
        posts
            .with("--format=jetstream")
            .read(
                "a.jsonl",
                """
                {"did":"did:a","time_us":1725911162329308,"type":"com","commit":{"rev":"r","type":"c","collection":"app.bsky.feed.post","rkey":"1","record":{"$type":"app.bsky.feed.post","text":"old","createdAt":"2024-09-09T19:46:02.102Z"}}}
                {"did":"did:a","time_us":1725911162329309,"type":"com","commit":{"rev":"r","type":"d","collection":"app.bsky.feed.post","rkey":"2"}}
                {"did":"did:a","time_us":1725911162329310,"type":"acc","account":{"active":true,"did":"did:a","seq":1,"time":"2024-09-05T06:11:04.870Z"}}
                {"did":"did:a","time_us":1725911162329311,"kind":"commit","commit":{"rev":"r","operation":"update","collection":"app.bsky.feed.post","rkey":"3","record":{"text":"edited","createdAt":"2024-09-09T19:46:02.102Z"},"cid":"c"}}
                {"did":"did:a","time_us":1725911162329312,"kind":"commit","commit":{"rev":"r","operation":"create","collection":"app.bsky.feed.repost","rkey":"4","record":{"subject":{"cid":"c","uri":"at://x"},"createdAt":"2024-09-09T19:46:02.102Z"},"cid":"c"}}
                {"did":"did:a","time_us":1725911162329313,"kind":"commit","commit":{"rev":"r","operation":"create","collection":"chat.example.message","rkey":"5","record":{"text":"not a post"},"cid":"c"}}
                {"did":"did:a","time_us":1725911162329314,"kind":"commit","commit":{"rev":"r","operation":"update","collection":"app.bsky.actor.profile","rkey":"self","record":{"displayName":"a","description":"text"},"cid":"c"}}
                {"did":"did:a","time_us":1725911162329315,"kind":"account","account":{"active":false,"did":"did:a","seq":2,"status":"takendown","time":"2024-09-05T06:11:04.870Z"}}
                {"did":"did:a","time_us":1725911162329316,"kind":"identity","identity":{"did":"did:a","handle":"a.example","seq":3,"time":"2024-09-05T06:11:04.870Z"}}
                """);
    assertThat(
        posts.texts(),
        equalTo(
            Map.of(
                "at://did:a/app.bsky.feed.post/1",
                "old",
                "at://did:a/app.bsky.feed.post/3",
                "edited")));
    assertThat(summary.skipped(), is(7L));
    assertThat(posts.causes(), is(empty()));
  }

  /** twint, snscrape, twarc's CSV, pages of search, and tweets longer than 280 characters. */
  @Test
  void readsTweetsOfScrapersAndLongOnes() throws Exception {
    posts.with("--format=twitter");
    posts.read(
        "twint.json",
        """
        {"id": 1, "conversation_id": "1", "created_at": "2020-11-09 00:37:22 CET", "user_id": 7, "tweet": "one", "language": "en", "replies_count": 1, "retweets_count": 2, "likes_count": 3, "link": "https://twitter.com/a/status/1"}
        """);
    posts.read(
        "twint.csv",
        """
        id,conversation_id,created_at,date,time,timezone,user_id,username,tweet,language,replies_count,retweets_count,likes_count,link
        2,2,2020-11-09 00:37:22 CET,2020-11-09,00:37:22,+0100,7,a,two,en,1,2,3,https://x
        """);
    posts.read(
        "snscrape.jsonl",
        """
        {"_type": "snscrape.modules.twitter.Tweet", "url": "https://twitter.com/a/status/3", "date": "2022-12-01T10:00:00+00:00", "content": "three", "renderedContent": "3", "id": 3, "user": {"id": "7", "username": "a"}, "replyCount": 1, "retweetCount": 2, "likeCount": 3, "lang": "en"}
        {"_type": "snscrape.modules.twitter.Tweet", "url": "https://twitter.com/a/status/4", "date": "2022-12-01T10:00:00+00:00", "rawContent": "four", "renderedContent": "4", "id": 4, "user": {"id": "7"}, "replyCount": 1, "retweetCount": 2, "likeCount": 3, "lang": "en"}
        """);
    posts.read(
        "twarc.csv",
        """
        id,conversation_id,author_id,created_at,text,lang,public_metrics.like_count,public_metrics.reply_count,public_metrics.retweet_count,__twarc.version
        5,5,7,2022-12-01T10:00:00.000Z,five,en,3.0,1.0,2.0,2.12
        """);
    posts.read(
        "search.json",
        "{\"statuses\":[{\"id_str\":\"6\",\"text\":\"six\"}],\n"
            + " \"search_metadata\":{\"count\":1}}");
    posts.read(
        "long.jsonl",
        """
        {"data":[{"id":"7","text":"cut…","note_tweet":{"text":"the whole of a long one"}},{"id":"8","text":"short"}],"includes":{"tweets":[{"id":"9","text":"no"}]}}
        """);
    assertThat(posts.causes(), is(empty()));
    assertThat(
        posts.texts(),
        equalTo(
            Map.of(
                "1",
                "one",
                "2",
                "two",
                "3",
                "three",
                "4",
                "four",
                "5",
                "five",
                "6",
                "six",
                "7",
                "the whole of a long one",
                "8",
                "short")));
    assertThat(
        posts
            .column("concat_ws('|', author_did, like_count, reply_count, repost_count)")
            .entrySet()
            .stream()
            .limit(5)
            .map(Map.Entry::getValue)
            .distinct()
            .toList(),
        contains("7|3|1|2"));
  }

  /** Rows whose list has the name of a page's are no pages. */
  @Test
  void takesNoListInsideAPostForAPage() throws Exception {
    posts
        .with("--format=twitter")
        .read(
            "a.jsonl",
            """
            {"id":"1","text":"a","geo":{"data":[1]}}
            {"id":"2","text":"b"}
            """);
    assertThat(posts.texts(), equalTo(Map.of("1", "a", "2", "b")));
  }

  @Test
  void readsPagesOfPushshiftAndWhatRedditRemoved() throws Exception {
    posts.with("--format=reddit");
    posts.read("page.json", "{\"data\":[{\"id\":\"c1\",\"body\":\"a comment\"}],\"metadata\":{}}");
    ImportSummary summary =
        posts.read(
            "a.jsonl",
            """
            {"id":"c2","body":"[ Removed by Reddit ]","created_utc":"1325376000"}
            {"id":"c3","body":"kept","created_utc":"1325376000","score":null,"link_id":"t3_x"}
            {"id":"p1","title":"[deleted by user]","selftext":"[removed]","created_utc":1325376000.0}
            {"id":"p2","title":"Moved","selftext":"","is_self":false,"url":"https://example.com"}
            {"error":"rate limit"}
            """);
    assertThat(
        posts.texts(), equalTo(Map.of("t1_c1", "a comment", "t1_c3", "kept", "t3_p2", "Moved")));
    assertThat(
        posts.instant(posts.column("created_at").get("t1_c3")),
        hasToString("2012-01-01T00:00:00Z"));
    assertThat(summary.skipped(), is(3L));
  }

  /** A page a line, results of a search, entities as other servers write them, an edit. */
  @Test
  void readsPagesOfMastodonAndOtherServers() throws Exception {
    posts.with("--format=mastodon");
    posts.read(
        "pages.jsonl",
        """
        [{"uri":"m/1","content":"<p>one</p>"},{"uri":"m/2","content":"<p>it&#x27;s &#8220;two&#8221; &amp;lt;</p>"}]
        [{"uri":"m/3","content":"<p>three <span class=\\"invisible\\">https://</span>x.example</p>"}]
        """);
    posts.read(
        "search.json",
        "{\"accounts\":[{\"acct\":\"a\"}],\"statuses\":[{\"uri\":\"m/4\",\"content\":\"four\"}]}");
    posts.read(
        "outbox.json",
        """
        {
         "orderedItems": [
         {"type":"Update","actor":"m/a","object":{"id":"m/5","content":"<p>edited</p>"}}]}\
        """);
    assertThat(
        posts.texts(),
        equalTo(
            Map.of(
                "m/1",
                "one",
                "m/2",
                "it's “two” &lt;",
                "m/3",
                "three https://x.example",
                "m/4",
                "four",
                "m/5",
                "edited")));
  }

  /** CrowdTangle, 4CAT, Zeeschuimer: columns with blanks, nested records. */
  @Test
  void mapsTheExportsOfResearchTools() throws Exception {
    posts
        .with(
            "--postColumns=uri=URL,text=Message,created_at=Post"
                + " Created,like_count=Likes,reply_count=Comments")
        .read(
            "crowdtangle.csv",
            "\uFEFF\"Page Name\",\"Post Created\",\"Total"
                + " Interactions\",Likes,Comments,URL,Message\n"
                + "A,2021-03-27 15:00:05 EDT,\"1,234\",\"1,200\",34,https://f/1,\"one\n"
                + "two\"\n");
    posts
        .with("--postColumns=uri={thread_id}/{id},text=body,created_at=timestamp,author_did=author")
        .read(
            "4cat.csv",
            "thread_id,id,timestamp,author,subject,body\n9,1,2021-03-27 15:00:05,x,,hello\n");
    posts
        .with(
            "--postColumns=uri=item_id,text=data.desc,created_at=data.createTime,like_count=data.stats.diggCount")
        .read(
            "zeeschuimer.ndjson",
            "{\"timestamp_collected\":1,\"source_platform\":\"tiktok.com\",\"item_id\":\"7\",\"data\":{\"desc\":\"a"
                + " video\",\"createTime\":1616871605,\"stats\":{\"diggCount\":5}}}\n");
    assertThat(
        posts.column("concat_ws('|', text, like_count)"),
        equalTo(Map.of("https://f/1", "one\ntwo|1200", "9/1", "hello", "7", "a video|5")));
    assertThat(
        posts.column("created_at").values().stream()
            .map(posts::instant)
            .map(Object::toString)
            .toList(),
        contains("2021-03-27T19:00:05Z", "2021-03-27T15:00:05Z", "2021-03-27T19:00:05Z"));
  }

  /** As jq and editors lay them out. */
  @Test
  void readsObjectsThatSpanLines() throws Exception {
    posts.read(
        "a.json",
        "{\n  \"uri\": \"1\",\n  \"text\": \"a\"\n}\n{\n  \"uri\": \"2\",\n  \"text\": \"b\"\n}\n");
    assertThat(posts.causes(), is(empty()));
    assertThat(posts.texts(), equalTo(Map.of("1", "a", "2", "b")));
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

package org.postlabel.importing.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The files of services and archives: where in their rows the posts are. */
@SuppressWarnings("ImmutableEnumChecker") // The sets and lists are copies that nothing can change.
public enum PostFormat {
  /** Bluesky's Jetstream: events of which some create posts. */
  JETSTREAM(
      Set.of(),
      false,
      Set.of(),
      // A deletion has no record, and no other kind of event has a collection.
      shape -> shape.onlyWhere("commit.collection", "app.bsky.feed.post"),
      "uri=at://{did}/app.bsky.feed.post/{commit.rkey},text=commit.record.text,author_did=did,"
          + "langs=commit.record.langs,created_at=commit.record.createdAt,synctimestamp=time_us,"
          + "url=https://bsky.app/profile/{did}/post/{commit.rkey}"),
  /** Twitter's API 1.1 and 2, the archive that a user can ask for, twint and snscrape. */
  TWITTER(
      Set.of(),
      false,
      Set.of("data", "statuses"),
      shape -> shape,
      Texts.TWEET + "uri=id_str,text=extended_tweet.full_text",
      Texts.TWEET + "uri=id_str,text=full_text",
      Texts.TWEET + "uri=id_str,text=text",
      Texts.TWEET + "uri=id,text=full_text",
      Texts.TWEET_2 + "uri=id,text=note_tweet.text",
      Texts.TWEET_2 + "uri=id,text=text",
      Texts.SNSCRAPE + "uri=id,text=rawContent",
      Texts.SNSCRAPE + "uri=id,text=content",
      "uri=id,text=tweet,author_did=user_id,langs=language,created_at=created_at,url=link,"
          + "like_count=likes_count,reply_count=replies_count,repost_count=retweets_count",
      "uri=tweet.id_str,text=tweet.full_text,langs=tweet.lang,created_at=tweet.created_at,"
          + "like_count=tweet.favorite_count,repost_count=tweet.retweet_count"),
  /** Pushshift's dumps of comments and submissions; deleted ones hold no text. */
  REDDIT(
      Set.of("[deleted]", "[removed]", "[ Removed by Reddit ]", "[deleted by user]", ""),
      false,
      Set.of("data"),
      shape -> shape,
      Texts.REDDIT + "uri=t1_{id},text=body",
      Texts.REDDIT + "uri=t3_{id},text={title}\n\n{selftext}",
      Texts.REDDIT + "uri=t3_{id},text=title"),
  /** Statuses of Mastodon's API, and the outbox of its archive; boosts are others' posts. */
  MASTODON(
      Set.of(),
      true,
      Set.of("orderedItems", "statuses"),
      shape -> shape.without("reblog"),
      "uri=uri,text=content,author_did=account.acct,langs=language,created_at=created_at,url=url,"
          + "like_count=favourites_count,reply_count=replies_count,repost_count=reblogs_count",
      "uri=object.id,text=object.content,author_did=actor,created_at=object.published,"
          + "url=object.url");

  private final Set<String> absent;
  private final boolean isHtml;
  private final Set<String> lists;
  private final List<RowShape> shapes;

  PostFormat(
      Set<String> absent,
      boolean isHtml,
      Set<String> lists,
      UnaryOperator<RowShape> rules,
      String... columns) {
    this.absent = absent;
    this.isHtml = isHtml;
    this.lists = lists;
    this.shapes = Stream.of(columns).map(PostColumns::of).map(RowShape::of).map(rules).toList();
  }

  /** How {@code --format} names it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The one of this name.
   *
   * @throws IllegalArgumentException with one line when there is none
   */
  public static PostFormat named(String word) {
    return Stream.of(values())
        .filter(format -> format.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "--format must be one of " + words() + ", was '" + word + "'"));
  }

  public static String words() {
    return String.join(", ", Stream.of(values()).map(PostFormat::word).toList());
  }

  /** The one in whose rows {@code fields} would make posts, and at least half of the columns. */
  public static Optional<PostFormat> with(Set<String> fields) {
    return Stream.of(values())
        .filter(
            format ->
                format.shapes.stream()
                    .anyMatch(
                        shape ->
                            fields.containsAll(shape.requiredFields())
                                && 2 * shape.fields().stream().filter(fields::contains).count()
                                    >= shape.fields().size()))
        .findFirst();
  }

  /** Texts that stand for none. */
  Set<String> absent() {
    return absent;
  }

  /** Whether texts are HTML. */
  boolean isHtml() {
    return isHtml;
  }

  /** The fields of a document that hold a list of rows. */
  public Set<String> lists() {
    return lists;
  }

  /** The kinds of rows that hold a post; the first that fits counts. */
  List<RowShape> shapes() {
    return shapes;
  }

  /** What shapes share. */
  private static final class Texts {
    static final String TWEET =
        "author_did=user.id_str,langs=lang,created_at=created_at,like_count=favorite_count,"
            + "reply_count=reply_count,repost_count=retweet_count,";
    static final String TWEET_2 =
        "author_did=author_id,langs=lang,created_at=created_at,"
            + "like_count=public_metrics.like_count,reply_count=public_metrics.reply_count,"
            + "repost_count=public_metrics.retweet_count,";
    static final String SNSCRAPE =
        "author_did=user.id,langs=lang,created_at=date,url=url,like_count=likeCount,"
            + "reply_count=replyCount,repost_count=retweetCount,";
    static final String REDDIT =
        "author_did=author,source=subreddit,created_at=created_utc,like_count=score,"
            + "reply_count=num_comments,url=https://www.reddit.com{permalink},";
  }
}

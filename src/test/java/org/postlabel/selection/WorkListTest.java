package org.postlabel.selection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.postlabel.run.Funnel.Labelled;
import org.postlabel.selection.WorkList.Selection;
import org.postlabel.selection.sample.Sample;
import org.postlabel.selection.source.PostSource;
import org.postlabel.testing.Engine;
import org.postlabel.testing.FreshDatabase;
import org.postlabel.testing.OnBothDatabases;

@OnBothDatabases
class WorkListTest {
  private static final Selection USUAL = new Selection("ours", false, false, 0);

  @Parameter private Engine engine;
  @AutoClose private FreshDatabase tables;
  private WorkList list;

  @BeforeEach
  void setUp() {
    tables = engine.migrated();
    list = new WorkList(tables.database(), PostSource.OURS, "perspective_api_labels", "run-1");
  }

  @Test
  void takesOnWhatHasNoLabel() {
    addPosts("a", "b", "c");
    label("b", true, null, "ours");

    assertThat(fill(USUAL), is(List.of("a", "c")));
    assertThat(list.labelsToReplace(Replaced.OTHER_SCORER), is(0L));
  }

  @Test
  void takesOnFailuresThatNoReasonOfOursExplains() {
    addPosts("foreign", "none", "ours");
    label("foreign", false, "rate limited", "ours");
    label("none", false, null, "ours");
    label("ours", false, "text_too_short", "ours");

    assertThat(fill(USUAL), is(List.of("foreign", "none")));
  }

  @Test
  void takesOnFailuresForGoodOnlyWhenToldSo() {
    addPosts("failed", "labelled", "some");
    label("failed", false, "rejected_by_provider", "ours");
    label("labelled", true, null, "ours");
    label("some", true, "some_attributes_missing", "ours");

    assertThat(fill(USUAL), is(List.of()));
    assertThat(fill(new Selection("ours", false, true, 0)), is(List.of("failed")));
  }

  @Test
  void replacesTheLabelsOfOtherScorersUnlessTheyAreKept() {
    addPosts("failed", "labelled", "mine");
    label("failed", false, "text_too_short", "theirs");
    label("labelled", true, null, "theirs");
    label("mine", true, null, "ours");

    assertThat(fill(USUAL), is(List.of("failed", "labelled")));
    assertThat(list.labelsToReplace(Replaced.OTHER_SCORER), is(1L));
    assertThat(fill(new Selection("ours", true, false, 0)), is(List.of()));
  }

  @Test
  void replacesTheLabelsOfTextsThatHaveChanged() {
    addPosts("changed", "changed failure", "changed of another", "same");
    label("changed", true, null, "ours");
    label("changed failure", false, "text_too_short", "ours");
    label("changed of another", true, null, "theirs");
    label("same", true, null, "ours");
    tables.execute("UPDATE posts SET text = 'other words' WHERE uri LIKE 'changed%'");

    assertThat(fill(USUAL), is(List.of("changed", "changed failure", "changed of another")));
    assertThat(list.labelsToReplace(Replaced.CHANGED_TEXT), is(3L));
    assertThat(list.labelsToReplace(Replaced.OTHER_SCORER), is(0L));
    assertThat(
        fill(new Selection("ours", null, true, false, true, 0, Sample.ALL)),
        is(List.of("changed", "changed failure", "changed of another")));
    assertThat(
        fill(new Selection("ours", null, true, false, false, 0, Sample.ALL)),
        is(List.<Object>of()));
  }

  @Test
  void putsTheOldestFirstAndThoseWithoutATimeLast() {
    tables.addPost("none", "?", null);
    tables.addPost("new", "?", "2026-03-01-00:00:00");
    tables.addPost("old", "?", "2024-01-01-00:00:00");
    tables.addPost("b", "?", "2025-01-01-00:00:00");
    tables.addPost("a", "?", "2025-01-01-00:00:00");

    assertThat(fill(USUAL), is(List.of("old", "a", "b", "new", "none")));
    assertThat(fill(new Selection("ours", false, false, 2)), is(List.of("old", "a")));
  }

  @Test
  void takesOnWhatIsWantedOfASample() {
    addPosts("a", "b", "c", "d", "e", "f", "g", "h");
    Selection half = USUAL.withSample(new Sample(4, false, 1));
    List<Object> drawn = fill(half);
    assertThat(drawn.size(), is(4));

    label((String) drawn.get(1), true, null, "ours");
    label((String) drawn.get(2), true, null, "theirs");

    assertThat(fill(half), is(List.of(drawn.get(0), drawn.get(2), drawn.get(3))));
    assertThat(
        fill(new Selection("ours", null, true, false, true, 1, half.sample())),
        is(List.of(drawn.get(0))));
    assertThat(fill(USUAL.withSample(new Sample(9, false, 1))).size(), is(7));
  }

  @Test
  void numbersItsPostsFromOne() {
    addPosts("a", "b", "c");
    fill(USUAL);

    assertThat(
        tables.column("SELECT position FROM run_posts ORDER BY position"), is(List.of(1L, 2L, 3L)));
  }

  @Test
  void countsItsOwnLabelsByReason() {
    addPosts("a", "b", "c", "d", "e");
    fill(USUAL);
    label("a", true, null, "ours");
    label("b", true, "some_attributes_missing", "ours");
    label("c", false, "text_too_short", "ours");
    label("e", false, "text_too_short", "ours");
    label("d", true, null, "ours");
    tables.execute("UPDATE perspective_api_labels SET run_id = 'run-0' WHERE uri = 'd'");

    assertThat(list.labelled(1, 5), is(new Labelled(2, Map.of("text_too_short", 2L))));
    assertThat(list.labelled(3, 4), is(new Labelled(0, Map.of("text_too_short", 1L))));
  }

  @Test
  void countsPostsWithoutMetadata() {
    addPosts("a", "b", "c");
    fill(USUAL);
    tables.execute(
        "INSERT INTO record_classification_metadata (uri, text) VALUES ('b', '?'), ('x', '?')");

    assertThat(list.withoutMetadata(1, 3), is(2L));
    assertThat(list.withoutMetadata(2, 2), is(0L));
  }

  @Test
  void findsTheEndOfASliceWithoutReadingTheWholeList() {
    tables.execute(
        """
        WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 60000)
        INSERT INTO run_posts (run_id, position, uri, text_bytes)
        SELECT 'run-1', n, 'at://' || n, 100 FROM numbers\
        """);
    long any = 100_000_000;
    assertThat(list.lastWithin(55_001, any, any), is(60_000L));
    failBehind(40_000);

    assertThat(list.lastWithin(1, any, 2_500_000), is(25_000L));
    assertThat(list.lastWithin(1, any, 999_999), is(9_999L));
    assertThat(list.lastWithin(1, any, 1_000_000), is(10_000L));
    assertThat(list.lastWithin(1, any, 1_000_100), is(10_001L));
    assertThat(list.lastWithin(2, 12_345, any), is(12_346L));
    assertThat(list.lastWithin(29_998, any, 99), is(29_998L));
  }

  /** Has every query fail that reads the length of a text behind {@code position}: it overflows. */
  private void failBehind(long position) {
    tables.execute("ALTER TABLE run_posts RENAME TO long_list");
    tables.execute(
        """
        CREATE VIEW run_posts AS
        SELECT run_id, position,
               CASE WHEN position > %d THEN ABS(-9223372036854775807 - position / position)
               ELSE text_bytes END AS text_bytes
        FROM long_list\
        """
            .formatted(position));
  }

  @Test
  void showsTextsInTheirOrder() {
    tables.addPost("a", "Text of a", "2026-01-01-00:00:00");
    tables.addPost("b", "Text of b", "2025-01-01-00:00:00");
    tables.addPost("c", "Text of c", "2024-01-01-00:00:00");
    fill(USUAL);

    assertThat(list.texts(1, 2), is(List.of("Text of c", "Text of b")));
    assertThat(list.texts(3, 9), is(List.of("Text of a")));
  }

  @Test
  void refusesALimitThatMakesNoSense() {
    assertThat(
        assertThrows(IllegalArgumentException.class, () -> new Selection("ours", false, false, -1))
            .getMessage(),
        is("--limit must be 0 (all posts) or more, was -1"));
  }

  /** The uris of a list made anew. */
  private List<Object> fill(Selection selection) {
    tables.execute("DELETE FROM run_posts");
    long posts = list.fill(selection);
    List<Object> uris = tables.column("SELECT uri FROM run_posts ORDER BY position");
    assertThat(posts, is((long) uris.size()));
    return uris;
  }

  private void addPosts(String... uris) {
    for (String uri : uris) {
      tables.addPost(uri, "?", null);
    }
  }

  private void label(String uri, boolean isSuccessful, String reason, String scorerId) {
    tables.execute(
        """
        INSERT INTO perspective_api_labels
          (uri, text, was_successfully_labeled, reason, label_timestamp, text_hash, scorer_id,
           run_id)
        VALUES (?, '?', ?, ?, ?, 'hash', ?, 'run-1')\
        """,
        uri,
        isSuccessful,
        reason,
        tables.dialect().timestamp(Instant.EPOCH),
        scorerId);
  }
}

package org.postlabel.emulator.chat;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The bundled golden set is well formed, and the emulated model is good enough at it. */
class GoldenSetTest {
  private static final Set<String> IDEOLOGIES = Set.of("left", "right", "moderate", "unclear");

  private final List<JsonNode> posts = lines("/codebooks/sociopolitical.golden.jsonl");

  @Test
  void hasDistinctShortPostsHalfOfThemSociopolitical() {
    List<JsonNode> positives = posts.stream().filter(GoldenSetTest::isSociopolitical).toList();
    Set<String> texts = posts.stream().map(GoldenSetTest::text).collect(Collectors.toSet());

    assertThat(posts.size(), is(42));
    assertThat(texts.size(), is(42));
    assertThat(
        positives.size() / 42.0, is(allOf(greaterThanOrEqualTo(.45), lessThanOrEqualTo(.55))));
    for (String text : texts) {
      assertThat(
          text.codePointCount(0, text.length()),
          is(allOf(greaterThanOrEqualTo(8), lessThanOrEqualTo(300))));
    }
  }

  @Test
  void hasEachIdeologyForSociopoliticalPostsAndNoneForOthers() {
    List<String> ideologies = new ArrayList<>();
    for (JsonNode post : posts) {
      assertThat(
          post.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet()),
          is(Set.of("text", "is_sociopolitical", "political_ideology_label")));
      JsonNode ideology = post.path("political_ideology_label");
      assertThat(ideology.isNull(), is(!isSociopolitical(post)));
      if (isSociopolitical(post)) {
        ideologies.add(ideology.asText());
      }
    }
    assertThat(ideologies, everyItem(is(in(IDEOLOGIES))));
    assertThat(new HashSet<>(ideologies), is(IDEOLOGIES));
  }

  @Test
  void isMetByTheEmulatedModel() {
    long right =
        posts.stream()
            .filter(
                post -> EmulatedOpinion.of(text(post)).isSociopolitical() == isSociopolitical(post))
            .count();
    long rightIdeology =
        posts.stream()
            .filter(GoldenSetTest::isSociopolitical)
            .filter(
                post ->
                    post.path("political_ideology_label")
                        .asText()
                        .equals(EmulatedOpinion.of(text(post)).politicalIdeology()))
            .count();
    System.out.printf(
        "Golden set: the emulated model is right about %d of %d posts, and about the ideology of %d"
            + " sociopolitical ones.%n",
        right, posts.size(), rightIdeology);

    assertThat((double) right / posts.size(), is(greaterThanOrEqualTo(.9)));
  }

  @Test
  void isNotMetByAModelThatSaysFalseToEverything() {
    long right = posts.stream().filter(post -> !isSociopolitical(post)).count();

    assertThat((double) right / posts.size(), is(not(greaterThanOrEqualTo(.6))));
  }

  @Test
  void leavesMostEverydayPostsAlone() {
    List<JsonNode> demo = lines("/demo/posts.jsonl");
    long positives =
        demo.stream().filter(post -> EmulatedOpinion.of(text(post)).isSociopolitical()).count();
    System.out.printf(
        "Demo posts: the emulated model calls %d of %d sociopolitical.%n", positives, demo.size());

    assertThat(
        (double) positives / demo.size(), is(allOf(greaterThan(0.0), lessThanOrEqualTo(.2))));
  }

  private static boolean isSociopolitical(JsonNode post) {
    return post.path("is_sociopolitical").booleanValue();
  }

  private static String text(JsonNode post) {
    return post.path("text").asText();
  }

  private static List<JsonNode> lines(String resource) {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> nodes = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                GoldenSetTest.class.getResourceAsStream(resource), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        nodes.add(mapper.readTree(line));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return nodes;
  }
}

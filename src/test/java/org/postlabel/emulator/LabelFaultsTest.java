package org.postlabel.emulator;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postlabel.emulator.settings.EmulatorSetup;
import org.postlabel.emulator.settings.Fault;

class LabelFaultsTest {
  private static final EmulatorSetup PLAIN = EmulatorSetup.PLAIN;
  private static final List<String> IDS = List.of("p-0", "p-1", "p-2", "p-3");

  @AutoClose private Emulator emulator;
  private Caller caller;

  @BeforeEach
  void start() throws IOException {
    emulator = Emulator.start(PLAIN.config());
    caller = new Caller(emulator);
  }

  @Test
  void sendsOneLabelTooFewOrOneTooMany() throws Exception {
    with(Fault.CHAT_WRONG_COUNT);

    Set<Integer> sizes = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      List<String> ids = ids();
      sizes.add(ids.size());
      List<String> known = ids.stream().filter(IDS::contains).toList();
      assertThat(known.size(), is(ids.size() == 3 ? 3 : 4));
      assertThat(new HashSet<>(ids).size(), is(ids.size()));
    }

    assertThat(sizes, is(Set.of(3, 5)));
    assertThat(emulator.stats().faults(), is(Map.of("chat_wrong_count", 30L)));
  }

  @Test
  void countsATextAsScoredOnlyWhenItsLabelIsThere() throws Exception {
    with(Fault.CHAT_WRONG_COUNT);

    HttpResponse<String> response = caller.chat(ChatPrompt.of("Only one"));
    while (!ChatPrompt.ids(response).isEmpty()) {
      emulator.resetStats();
      response = caller.chat(ChatPrompt.of("Only one"));
    }

    assertThat(emulator.stats().texts().maxCallsOfOneText(), is(1));
    assertThat(emulator.stats().texts().distinctScored(), is(0L));
  }

  @Test
  void shufflesLabelsAndKeepsThemUnderTheirIds() throws Exception {
    List<JsonNode> plain = ChatPrompt.labels(four());
    with(Fault.CHAT_SHUFFLED);

    for (int i = 0; i < 20; i++) {
      List<JsonNode> labels = ChatPrompt.labels(four());

      assertThat(labels, is(not(plain)));
      assertThat(labels, containsInAnyOrder(plain.toArray()));
    }
  }

  @Test
  void sendsALabelThatTheSchemaForbids() throws Exception {
    with(Fault.CHAT_INVALID_LABEL);

    Set<String> kinds = new HashSet<>();
    for (int i = 0; i < 30; i++) {
      List<String> invalid = new ArrayList<>();
      for (JsonNode label : ChatPrompt.labels(four())) {
        if (!label.path("is_sociopolitical").isBoolean()) {
          invalid.add(label.path("is_sociopolitical").isNull() ? "null" : "word");
        } else if (label.path("political_ideology_label").asText().equals("center-left")) {
          invalid.add("ideology");
        }
      }
      assertThat(invalid.size(), is(1));
      kinds.addAll(invalid);
    }

    assertThat(kinds, is(Set.of("null", "word", "ideology")));
    assertThat(emulator.stats().texts().maxScoredOfOneText(), is(lessThan(30)));
  }

  @Test
  void sendsTwoContradictingLabelsForOneId() throws Exception {
    with(Fault.CHAT_DOUBLED);

    Set<Integer> sizes = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      emulator.resetStats();
      List<JsonNode> labels = ChatPrompt.labels(four());
      Map<String, Set<Boolean>> said = new HashMap<>();
      for (JsonNode label : labels) {
        said.computeIfAbsent(label.path("id").asText(), unused -> new HashSet<>())
            .add(label.path("is_sociopolitical").asBoolean());
      }
      sizes.add(labels.size());
      assertThat(said.values(), hasItem(Set.of(true, false)));
      assertThat(emulator.stats().texts().distinctScored(), is(labels.size() == 4 ? 2L : 3L));
    }

    assertThat(sizes, is(Set.of(4, 5)));
  }

  private void with(Fault fault) {
    emulator.reconfigure(PLAIN.with(fault, 1).config());
  }

  private HttpResponse<String> four() throws IOException, InterruptedException {
    return caller.chat(
        ChatPrompt.of("Parliament votes", "A cat asleep", "Rain at noon", "An election is called"));
  }

  private List<String> ids() throws IOException, InterruptedException {
    return ChatPrompt.ids(four());
  }
}

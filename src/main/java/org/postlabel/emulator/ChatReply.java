package org.postlabel.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.postlabel.emulator.chat.ChatRequest;
import org.postlabel.emulator.chat.Completion;
import org.postlabel.emulator.chat.Labels;
import org.postlabel.emulator.settings.EmulatorConfig;
import org.postlabel.emulator.settings.Fault;
import org.postlabel.emulator.settings.Faults;

/** The model's answer to a prompt, and the faults in it as statistics name them. */
record ChatReply(Completion completion, List<String> faults) {

  static ChatReply to(ChatRequest request, EmulatorConfig config, Draws draws) {
    List<String> faults = new ArrayList<>();
    Completion completion;
    String poison = config.faults().chatPoison();
    if (request.posts().stream().anyMatch(post -> Faults.isPoisoned(post.text(), poison))) {
      faults.add("chat_poison");
      completion = Completion.refused();
    } else {
      Draws own = draws.reportingTo(fault -> faults.add(fault.word()));
      completion = completion(request, config.chat().alwaysFalse(), own);
    }
    return new ChatReply(completion.within(request.maxCompletionTokens()), faults);
  }

  private static Completion completion(ChatRequest request, boolean alwaysFalse, Draws draws) {
    if (draws.occurs(Fault.CHAT_CONTENT_FILTER)) {
      return Completion.filtered();
    }
    if (draws.occurs(Fault.CHAT_REFUSAL)) {
      return Completion.refused();
    }
    Labels labels = Labels.of(request, alwaysFalse);
    labels = change(labels, 1, Fault.CHAT_INVALID_LABEL, Labels::withOneInvalid, draws);
    labels = change(labels, 1, Fault.CHAT_DOUBLED, Labels::withOneDoubled, draws);
    labels = change(labels, 1, Fault.CHAT_WRONG_COUNT, Labels::withWrongCount, draws);
    labels = change(labels, 2, Fault.CHAT_SHUFFLED, Labels::shuffled, draws);
    Completion completion = Completion.of(labels);
    return draws.occurs(Fault.CHAT_INVALID_JSON)
        ? completion.broken(draws.random(Fault.CHAT_INVALID_JSON.name()))
        : completion;
  }

  /** With the fault, when it occurs and there are at least so many labels. */
  private static Labels change(
      Labels labels,
      int least,
      Fault fault,
      BiFunction<Labels, Random, Labels> change,
      Draws draws) {
    return labels.size() >= least && draws.occurs(fault)
        ? change.apply(labels, draws.random(fault.name()))
        : labels;
  }
}

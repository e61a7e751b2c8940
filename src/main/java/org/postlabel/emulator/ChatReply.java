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

/** What the model says to a prompt, and the names of the faults that fell. */
record ChatReply(Completion completion, List<String> faults) {

  static ChatReply to(ChatRequest request, long call, Regime regime) {
    Drawing drawing = new Drawing(regime.dice(), call, new ArrayList<>());
    Completion completion =
        said(request, regime.config(), drawing).within(request.maxCompletionTokens());
    return new ChatReply(completion, List.copyOf(drawing.faults()));
  }

  private static Completion said(ChatRequest request, EmulatorConfig config, Drawing drawing) {
    String poison = config.faults().chatPoison();
    if (request.posts().stream().anyMatch(post -> Faults.isPoisoned(post.text(), poison))) {
      drawing.faults().add("chat_poison");
      return Completion.refused();
    }
    if (drawing.falls(Fault.CHAT_CONTENT_FILTER)) {
      return Completion.filtered();
    }
    if (drawing.falls(Fault.CHAT_REFUSAL)) {
      return Completion.refused();
    }
    Labels labels = Labels.of(request.posts(), config.chat().alwaysFalse());
    Completion completion = Completion.of(faulty(labels, drawing));
    return drawing.falls(Fault.CHAT_INVALID_JSON)
        ? completion.broken(drawing.random(Fault.CHAT_INVALID_JSON))
        : completion;
  }

  private static Labels faulty(Labels labels, Drawing drawing) {
    Labels changed = labels;
    changed = drawing.change(changed, 1, Fault.CHAT_INVALID_LABEL, Labels::withOneInvalid);
    changed = drawing.change(changed, 1, Fault.CHAT_DOUBLED, Labels::withOneDoubled);
    changed = drawing.change(changed, 1, Fault.CHAT_WRONG_COUNT, Labels::withWrongCount);
    return drawing.change(changed, 2, Fault.CHAT_SHUFFLED, Labels::shuffled);
  }

  /** Draws for one call and notes what fell. */
  private record Drawing(Dice dice, long call, List<String> faults) {

    boolean falls(Fault fault) {
      boolean falls = dice.falls(fault, call);
      if (falls) {
        faults.add(fault.word());
      }
      return falls;
    }

    Random random(Fault fault) {
      return new Random(dice.number(fault.name(), call));
    }

    /** The change when it falls and there are labels enough for it. */
    Labels change(
        Labels labels, int least, Fault fault, BiFunction<Labels, Random, Labels> change) {
      return labels.size() >= least && falls(fault) ? change.apply(labels, random(fault)) : labels;
    }
  }
}

package org.postlabel.emulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import org.postlabel.emulator.Dice.Subject;
import org.postlabel.emulator.chat.ChatRequest;
import org.postlabel.emulator.chat.Completion;
import org.postlabel.emulator.chat.Labels;
import org.postlabel.emulator.settings.ChatSettings;
import org.postlabel.emulator.settings.LabelFaults;
import org.postlabel.emulator.settings.ReplyFaults;

/** What the model says to a prompt, and the names of the faults that fell. */
record ChatReply(Completion completion, List<String> faults) {

  static ChatReply to(ChatRequest request, long call, Regime regime) {
    Drawing drawing = new Drawing(regime.dice(), call, new ArrayList<>());
    Completion completion =
        said(request, regime.config().chat(), drawing).within(request.maxCompletionTokens());
    return new ChatReply(completion, List.copyOf(drawing.faults()));
  }

  private static Completion said(ChatRequest request, ChatSettings settings, Drawing drawing) {
    ReplyFaults faults = settings.replyFaults();
    if (request.posts().stream().anyMatch(post -> faults.poisons(post.text()))) {
      drawing.faults().add("chat_poison");
      return Completion.refused();
    }
    if (drawing.falls(Subject.CHAT_CONTENT_FILTER, faults.contentFilter())) {
      return Completion.filtered();
    }
    if (drawing.falls(Subject.CHAT_REFUSAL, faults.refusal())) {
      return Completion.refused();
    }
    Labels labels = Labels.of(request.posts(), settings.server().alwaysFalse());
    Completion completion = Completion.of(faulty(labels, settings.labelFaults(), drawing));
    return drawing.falls(Subject.CHAT_INVALID_JSON, faults.invalidJson())
        ? completion.broken(drawing.random(Subject.CHAT_INVALID_JSON))
        : completion;
  }

  private static Labels faulty(Labels labels, LabelFaults faults, Drawing drawing) {
    Labels changed = labels;
    changed =
        drawing.change(
            changed, 1, Subject.CHAT_INVALID_LABEL, faults.invalid(), Labels::withOneInvalid);
    changed =
        drawing.change(changed, 1, Subject.CHAT_DOUBLED, faults.doubled(), Labels::withOneDoubled);
    changed =
        drawing.change(
            changed, 1, Subject.CHAT_WRONG_COUNT, faults.wrongCount(), Labels::withWrongCount);
    return drawing.change(changed, 2, Subject.CHAT_SHUFFLED, faults.shuffled(), Labels::shuffled);
  }

  /** Draws for one call and notes what fell. */
  private record Drawing(Dice dice, long call, List<String> faults) {

    boolean falls(Subject subject, double rate) {
      boolean falls = dice.falls(subject, call, rate);
      if (falls) {
        faults.add(subject.name().toLowerCase(Locale.ROOT));
      }
      return falls;
    }

    Random random(Subject subject) {
      return new Random(dice.number(subject, call));
    }

    /** The change when it falls and there are labels enough for it. */
    Labels change(
        Labels labels,
        int least,
        Subject subject,
        double rate,
        BiFunction<Labels, Random, Labels> change) {
      return labels.size() >= least && falls(subject, rate)
          ? change.apply(labels, random(subject))
          : labels;
    }
  }
}

package org.postlabel.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.postlabel.options.CommandLine;
import org.postlabel.options.ExitCode;
import org.postlabel.output.Excerpt;
import org.postlabel.output.WholeFile;
import org.postlabel.post.Answer;
import org.postlabel.post.LabelTable;
import org.postlabel.post.Usage;
import org.postlabel.scorer.Outcome;
import org.postlabel.scorer.Question;
import org.postlabel.scorer.Questionnaire;
import org.postlabel.scorer.Scorer;
import org.postlabel.scorer.ScorerKind;
import org.postlabel.scorer.ScorerKinds;
import org.postlabel.scorer.ScorerProvider;

/** Begins a codebook, checks one, or tries one on a handful of posts. */
final class CodebookCommand {
  private static final String SCORER = "llm";
  private static final int MOST_TEXTS = 10;
  private static final int MOST_ATTEMPTS = 6;
  private static final int WIDTH = 88;
  private static final int POSTS_PRICED = 1_000;
  private static final double MILLION = 1e6;

  private CodebookCommand() {}

  static ExitCode run(CommandLine line, PrintStream out) throws IOException {
    List<String> words = line.words();
    if (words.size() != 2) {
      throw new IllegalArgumentException(
          "codebook takes new NAME, check FILE or try FILE, was " + String.join(" ", words));
    }
    CodebookOptions options = line.as(CodebookOptions.class);
    ScorerKind kind = ScorerKinds.find(SCORER).orElseThrow();
    switch (words.get(0)) {
      case "new" -> begin(words.get(1), kind, out);
      case "check" -> check(named(options, words.get(1)), kind, out);
      case "try" -> {
        return attempt(named(options, words.get(1)), kind, out);
      }
      default ->
          throw new IllegalArgumentException(
              "codebook takes new, check or try, was " + words.get(0));
    }
    return ExitCode.DONE;
  }

  private static CodebookOptions named(CodebookOptions options, String nameOrFile) {
    options.setScorer(SCORER);
    options.setCodebook(nameOrFile);
    return options;
  }

  private static void begin(String name, ScorerKind kind, PrintStream out) throws IOException {
    String text = kind.template(name).orElseThrow();
    Path file = Path.of(name + ".yaml");
    if (Files.exists(file)) {
      throw new IllegalArgumentException(file + " exists already; choose another name");
    }
    WholeFile.write(file, writer -> writer.write(text));
    out.printf("Wrote %s. Change it, then:%n", file);
    out.printf("  ./pipeline codebook check %s%n", file);
  }

  private static void check(CodebookOptions options, ScorerKind kind, PrintStream out) {
    Questionnaire questionnaire = kind.questionnaire(options).orElseThrow();
    LabelTable table = ScorerKinds.labels(kind, options);
    out.println("THE PROMPT");
    out.println(questionnaire.instructions().strip());
    out.println();
    out.println("THE SCHEMA OF AN ANSWER");
    out.println(questionnaire.answerSchema());
    out.println();
    out.println("THE TABLE " + table.name());
    table
        .attributeByColumn()
        .keySet()
        .forEach(
            column ->
                out.printf(
                    "  %-32s %s%n",
                    column, table.kindByColumn().get(column).name().toLowerCase(Locale.ROOT)));
    out.println();
    Usage post = questionnaire.perPost();
    out.printf(
        Locale.ROOT,
        "Tokens per post, about: %,d sent and %,d written%n",
        post.promptTokens(),
        post.completionTokens());
    double cost =
        POSTS_PRICED
            / MILLION
            * (post.promptTokens() * options.getPromptTokenPrice()
                + post.completionTokens() * options.getCompletionTokenPrice());
    out.println(
        cost > 0
            ? String.format(Locale.ROOT, "%,d posts cost about %.4f", POSTS_PRICED, cost)
            : "What %,d posts cost: add --promptTokenPrice and --completionTokenPrice"
                .formatted(POSTS_PRICED));
    out.println("The codebook is fine; nobody was asked.");
  }

  private static ExitCode attempt(CodebookOptions options, ScorerKind kind, PrintStream out)
      throws IOException {
    LabelTable table = kind.labels(options);
    List<String> texts = texts(options);
    ScorerProvider provider = kind.provider(options);
    Duration timeout = Duration.ofSeconds(options.getRequestTimeoutSeconds());
    boolean areAllAnswered = true;
    try (Scorer scorer = provider.start(1, timeout)) {
      for (String text : texts) {
        out.println(Excerpt.line(text, WIDTH, " ..."));
        Outcome outcome = ask(scorer, Question.about(text));
        areAllAnswered &= show(outcome, table, out);
        if (outcome instanceof Outcome.TryLater later && !later.isProviderThere()) {
          break; // Each further text might wait as long.
        }
      }
    }
    return areAllAnswered ? ExitCode.DONE : ExitCode.INCOMPLETE;
  }

  private static List<String> texts(CodebookOptions options) throws IOException {
    if (options.getTexts() == null) {
      throw new IllegalArgumentException("codebook try needs --texts, a file with a post per line");
    }
    Path file = Path.of(options.getTexts());
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "--texts must name a file that can be read, was " + options.getTexts());
    }
    Set<String> seen = new HashSet<>();
    return Files.readString(file, UTF_8)
        .lines()
        .filter(text -> !text.isBlank() && seen.add(text))
        .limit(MOST_TEXTS)
        .toList();
  }

  /** Asks again at once where the scorer wants that; a provider that is away is asked no more. */
  private static Outcome ask(Scorer scorer, Question question) {
    Outcome outcome = null;
    Question next = question;
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      Map<String, Outcome> outcomes = scorer.score(List.of(next));
      outcome = outcomes.get(question.textHash());
      if (!(outcome instanceof Outcome.AskAgain again)) {
        return outcome;
      }
      next = question.amended(again.amendments());
    }
    return outcome;
  }

  private static boolean show(Outcome outcome, LabelTable table, PrintStream out) {
    if (outcome instanceof Outcome.Answered answered) {
      Answer answer = answered.answer();
      answer.reason().ifPresent(reason -> out.println("    " + reason.code()));
      table
          .attributeByColumn()
          .forEach(
              (column, attribute) ->
                  answer
                      .scores()
                      .value(attribute)
                      .ifPresent(
                          value ->
                              out.printf("    %-32s %s%n", column, plain(table, column, value))));
      return answer.isSuccessful();
    }
    if (outcome instanceof Outcome.Refused refused) {
      throw new IllegalArgumentException(refused.cause());
    }
    out.println(
        outcome instanceof Outcome.TryLater later
            ? "    no answer: " + later.cause()
            : "    no answer; try again later");
    return false;
  }

  /** As export writes it: a count has no decimals. */
  private static Object plain(LabelTable table, String column, Object value) {
    return table.kindByColumn().get(column) == LabelTable.Kind.COUNT
            && value instanceof Double number
        ? (Object) number.longValue()
        : value;
  }
}

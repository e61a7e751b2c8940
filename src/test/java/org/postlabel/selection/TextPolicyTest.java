package org.postlabel.selection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postlabel.post.Reason;

class TextPolicyTest {
  private static final TextPolicy POLICY = new TextPolicy(8, 20_480);
  private static final String HANDS = "🫶";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(unreadable: the text holds U+0000, which PostgreSQL cannot keep)",
        "(unreadable: the text is not Unicode)"
      })
  void objectsToATextThatTheDatabaseCannotGive(String standIn) {
    assertThat(POLICY.objectionTo(standIn).map(Reason::code), is(Optional.of("text_unreadable")));
    assertThat(
        new TextPolicy(1_000, 20_480).objectionTo(standIn).map(Reason::code),
        is(Optional.of("text_unreadable")));
    assertThat(POLICY.objectionTo(standIn + " is what I saw"), is(Optional.empty()));
  }

  @Test
  void rejectsATextOfSevenCodePoints() {
    assertThat("🫶 You x".length(), is(8));
    assertThat(POLICY.objectionTo("🫶 You x"), is(Optional.of(Reason.TEXT_TOO_SHORT)));
  }

  @Test
  void acceptsATextOfEightCodePoints() {
    assertThat(POLICY.objectionTo("🫶 You xy"), is(Optional.empty()));
  }

  @Test
  void countsSpacesAtTheEndsOfAText() {
    assertThat(POLICY.objectionTo("  short "), is(Optional.empty()));
  }

  @Test
  void rejectsNothingButWhiteSpace() {
    assertThat(POLICY.objectionTo(" \t\r\n\u2003   "), is(Optional.of(Reason.TEXT_EMPTY)));
  }

  @Test
  void rejectsNoTextAtAll() {
    assertThat(POLICY.objectionTo(""), is(Optional.of(Reason.TEXT_TOO_SHORT)));
    assertThat(new TextPolicy(0, 10).objectionTo(""), is(Optional.of(Reason.TEXT_EMPTY)));
  }

  @Test
  void countsBytesOfUtf8() {
    assertThat(POLICY.objectionTo("a".repeat(20_480)), is(Optional.empty()));
    assertThat(POLICY.objectionTo("a".repeat(20_481)), is(Optional.of(Reason.TEXT_TOO_LONG)));
    assertThat(POLICY.objectionTo("é".repeat(10_240)), is(Optional.empty()));
    assertThat(POLICY.objectionTo("é".repeat(10_241)), is(Optional.of(Reason.TEXT_TOO_LONG)));
  }

  @Property
  void countsBytesAsTheEncoderDoes(@ForAll String text, @ForAll @IntRange(max = 40) int maxBytes) {
    Optional<Reason> objection = new TextPolicy(0, maxBytes + 1).objectionTo(text);

    // An unpaired surrogate is objected to before bytes count.
    boolean isUnicode = UTF_8.newEncoder().canEncode(text);
    assertThat(objection.equals(Optional.of(Reason.TEXT_NOT_UNICODE)), is(!isUnicode));
    if (isUnicode && !text.isBlank()) {
      assertThat(objection.isPresent(), is(text.getBytes(UTF_8).length > maxBytes + 1));
    }
  }

  @Test
  void countsThreeHundredEmojiAsTwelveHundredBytes() {
    assertThat(new TextPolicy(300, 1_200).objectionTo(HANDS.repeat(300)), is(Optional.empty()));
    assertThat(
        new TextPolicy(300, 1_199).objectionTo(HANDS.repeat(300)),
        is(Optional.of(Reason.TEXT_TOO_LONG)));
    assertThat(
        new TextPolicy(301, 1_200).objectionTo(HANDS.repeat(300)),
        is(Optional.of(Reason.TEXT_TOO_SHORT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut off \ud83e", "\udef6 cut off", "the \udef6\ud83e wrong way round"})
  void rejectsAnUnpairedSurrogate(String text) {
    assertThat(POLICY.objectionTo(text), is(Optional.of(Reason.TEXT_NOT_UNICODE)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a nul \0 in it", "\u202egnp.exe.txt", "\ufefffrom a file", "مرحبا بكم"})
  void acceptsOddCharacters(String text) {
    assertThat(POLICY.objectionTo(text), is(Optional.empty()));
  }

  @Property
  void namesTheFirstRuleThatATextBreaks(@ForAll("texts") String text) {
    assertThat(new TextPolicy(4, 20).objectionTo(text), is(firstBroken(text)));
  }

  private static Optional<Reason> firstBroken(String text) {
    if (text.codePoints().count() < 4) {
      return Optional.of(Reason.TEXT_TOO_SHORT);
    }
    if (!UTF_8.newEncoder().canEncode(text)) {
      return Optional.of(Reason.TEXT_NOT_UNICODE);
    }
    if (text.strip().isEmpty()) {
      return Optional.of(Reason.TEXT_EMPTY);
    }
    return UTF_8.encode(text).remaining() > 20
        ? Optional.of(Reason.TEXT_TOO_LONG)
        : Optional.empty();
  }

  /** Around the limits, with white space and halves of characters more often than in life. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> pieces =
        Arbitraries.of(" ", " ", "\t", "\u2003", "a", "é", "€", HANDS, HANDS, "\ud83e", "\udef6");
    return Arbitraries.oneOf(
        pieces.list().ofMaxSize(12).map(list -> String.join("", list)),
        Arbitraries.of(" ", "\n").list().ofMaxSize(25).map(list -> String.join("", list)),
        Arbitraries.strings().all().ofMaxLength(30));
  }

  @Test
  void takesItsLimitsFromTheOptions() {
    InputOptions options =
        PipelineOptionsFactory.fromArgs("--minTextLength=3", "--maxTextBytes=99")
            .as(InputOptions.class);

    assertThat(TextPolicy.from(options), is(new TextPolicy(3, 99)));
  }

  @Test
  void refusesLimitsThatMakeNoSense() {
    assertThat(refusal(-1, 10), is("--minTextLength must be 0 or more, was -1"));
    assertThat(refusal(8, 0), is("--maxTextBytes must be 1 or more, was 0"));
  }

  private static String refusal(int minCodePoints, int maxBytes) {
    return assertThrows(
            IllegalArgumentException.class, () -> new TextPolicy(minCodePoints, maxBytes))
        .getMessage();
  }
}

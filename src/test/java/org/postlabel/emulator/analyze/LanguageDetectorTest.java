package org.postlabel.emulator.analyze;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageDetectorTest {

  @ParameterizedTest
  @CsvSource({
    "Good morning, en",
    "Доброе утро, ru",
    "صباح الخير, ar",
    "शुभ प्रभात, hi",
    "早上好, zh",
    "좋은 아침, ko",
    "お早うございます, ja",
    "日本語学校へ行, ja",
    "ok 早上好我的朋友, zh"
  })
  void tellsTheLanguageFromTheScript(String text, String language) {
    assertThat(LanguageDetector.detect(text), is(Optional.of(language)));
  }

  @Test
  void cannotTellWithoutLetters() {
    assertThat(LanguageDetector.detect("123 !? 🫶"), is(Optional.empty()));
    assertThat(LanguageDetector.detect(""), is(Optional.empty()));
    assertThat(LanguageDetector.detect("\ud83d"), is(Optional.empty()));
  }
}

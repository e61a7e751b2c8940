package org.postlabel.export;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.oneOf;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaGuardTest {
  /** As a user reverts it: the rule of the page on exports. */
  private static final Pattern GUARDED = Pattern.compile("^'(?='*[=+\\-@\t\r\n\0＝＋－＠])");

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "=1+1,'=1+1",
        "+1,'+1",
        "-1,'-1",
        "@alice hello,'@alice hello",
        "\"\t=1\",\"'\t=1\"",
        "\"\r=1\",\"'\r=1\"",
        "\"\n=1\",\"'\n=1\"",
        "＝1,'＝1",
        "'=1,''=1",
        "'quoted','quoted'",
        "1=1,1=1",
        "at://did/post,at://did/post"
      })
  void putsAnApostropheBeforeWhatASpreadsheetWouldRun(String text, String guarded) {
    assertThat(FormulaGuard.guard(text), is(guarded));
  }

  @Property
  void isUndoneByTakingOneApostropheAway(@ForAll("texts") String text) {
    String guarded = FormulaGuard.guard(text);

    assertThat(GUARDED.matcher(guarded).replaceFirst(""), is(text));
    if (!guarded.isEmpty()) {
      assertThat(guarded.charAt(0), is(not(oneOf('=', '+', '-', '@', '\t', '\r', '\n'))));
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("'=+-@\t\r\n\0＝a 1🤔").ofMaxLength(6);
  }
}

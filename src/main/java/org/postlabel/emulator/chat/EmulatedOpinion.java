package org.postlabel.emulator.chat;

import java.util.ArrayList;
import java.util.List;

/**
 * The emulated label of one post: a pure function of its text that counts a few plain words. It
 * means nothing; never show one as a judgement of a text. Ideology and its reason are null when the
 * post is not sociopolitical.
 */
public record EmulatedOpinion(
    boolean isSociopolitical,
    String reasonSociopolitical,
    String politicalIdeology,
    String reasonPoliticalIdeology) {

  static final EmulatedOpinion NOT_SOCIOPOLITICAL =
      new EmulatedOpinion(false, "Emulated: few words of politics or society.", null, null);
  static final EmulatedOpinion UNCLEAR =
      new EmulatedOpinion(
          true, "Emulated: words of politics.", "unclear", "Emulated: no word of either side.");

  private static final int DIFFERENT = 4;
  private static final int ENOUGH = 2;
  private static final int MAX_LISTED = 3;

  /** One of these is enough. */
  private static final Vocabulary PLAIN_WORDS =
      Vocabulary.of(
          """
          election*, elected, electoral, parliament*, government*, minister, ministers, president,
          presidential, senat*, congress*, politic*, policies, legislat*, democra*, republicans,
          supreme court, borders, secure the border, class war, working class, referendum*, ballot*, voter*, voting, turnout, immigra*, migrant*,
          refugee*, asylum, deport*, abortion*, pro life, pro choice, unborn, feminis*, racis*,
          sexis*, transgender, trans rights, trans kids, gender ideology, lgbt*, civil rights,
          human rights, gun control, gun rights, bear arms, climate change, carbon tax,
          welfare state, public housing, rent control, minimum wage, trade union*, on strike,
          picket line*, billionaire*, capitalis*, socialis*, communis*, fascis*, left wing,
          right wing, unemployment, sanctions, diplomat*, protest*, activist*, red tape, taxpayer*,
          bundestag*, regierung*, wahlkampf*, abgeschoben*, abschieb*, gewerkschaft*,
          gouvernement*, grève*, élections, retraites, gobierno*, congreso, elecciones, huelga*,
          governo*, eleições, imposto*\
          """);

  /** Two of these are enough; each has another, everyday meaning. */
  private static final Vocabulary AMBIGUOUS_WORDS =
      Vocabulary.of(
          """
          vote, voted, votes, party, parties, campaign*, coalition, border*, law, laws, bill, court,
          budget*, tax, taxes, regulation*, inflation, economy, prison*, police, wage*, rent, rents,
          workers, strike*, union*, climate, coal, pension*, welfare, housing, healthcare, school*,
          rights, justice, inequality, poverty, war, troops, ministry, mayor*, polls, poll, state,
          subsid*, shutdown, district*, grenzen, steuern, gesetz*, réforme*, travail, presupuesto*,
          se vota, mayoría, estado, liberdade, prefeit*\
          """);

  private static final Vocabulary LEFT =
      Vocabulary.of(
          """
          workers, working class, class war, solidarity, billionaire*, tax the, freeze rent*, public housing, pay the,
          trans rights, trans kids, abortion is, pro choice, climate justice, inequality, strike,
          on strike, feminis*, racis*, minimum wage, refugees welcome, oil profits, capitalis*,
          grève*, retraites, gewerkschaft*, huelga*\
          """);

  private static final Vocabulary RIGHT =
      Vocabulary.of(
          """
          border*, cut taxes, lower taxes, red tape, regulation*, bear arms, gun rights, pro life,
          unborn, gender ideology, activists, woke, patriot*, welfare state, socialis*, deport*,
          illegal*, tradition*, taxpayer*, law and order, free market*, grenzen, abgeschoben*,
          steuern, imposto*, liberdade\
          """);

  private static final Vocabulary MODERATE =
      Vocabulary.of(
          """
          both sides, both parties, compromise*, bipartisan, cross party, middle ground,
          common ground, centrist*, pragmati*, at the same time, either or, civility, on both\
          """);

  /** After the first draw, one post in a few gets another opinion. */
  static EmulatedOpinion of(String text, int draw) {
    EmulatedOpinion usual = of(text);
    if (draw == 1 || ((text + draw).hashCode() & 0x7fff_ffff) % DIFFERENT > 0) {
      return usual;
    }
    return usual.isSociopolitical ? NOT_SOCIOPOLITICAL : UNCLEAR;
  }

  /** The first draw. */
  public static EmulatedOpinion of(String text) {
    String plain = Vocabulary.plain(text);
    List<String> enough = PLAIN_WORDS.foundIn(plain);
    List<String> ambiguous = AMBIGUOUS_WORDS.foundIn(plain);
    if (enough.size() * ENOUGH + ambiguous.size() < ENOUGH) {
      return NOT_SOCIOPOLITICAL;
    }
    List<String> words = new ArrayList<>(enough);
    words.addAll(ambiguous);
    return leaning(listed(words), plain);
  }

  private static EmulatedOpinion leaning(String reason, String plain) {
    List<String> left = LEFT.foundIn(plain);
    List<String> right = RIGHT.foundIn(plain);
    List<String> moderate = MODERATE.foundIn(plain);
    if (!moderate.isEmpty()) {
      return new EmulatedOpinion(true, reason, "moderate", listed(moderate));
    }
    if (left.size() == right.size()) {
      return new EmulatedOpinion(true, reason, "unclear", UNCLEAR.reasonPoliticalIdeology());
    }
    boolean isLeft = left.size() > right.size();
    return new EmulatedOpinion(
        true, reason, isLeft ? "left" : "right", listed(isLeft ? left : right));
  }

  private static String listed(List<String> words) {
    return "Emulated: " + String.join(", ", words.subList(0, Math.min(MAX_LISTED, words.size())));
  }
}

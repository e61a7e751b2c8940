package org.postlabel.run;

import java.util.Locale;
import org.postlabel.database.Database;
import org.postlabel.post.Usage;

/**
 * Tokens of a run, those of useless answers included.
 *
 * @param costMicros in millionths of the currency that the prices had; 0 when they are not known
 */
public record TokensSpent(Usage usage, long costMicros) {
  /** Of a provider that counts no tokens. */
  public static final TokensSpent NONE = new TokensSpent(Usage.NONE, 0);

  /** Those of the run {@code runId}. */
  public static TokensSpent of(Database database, String runId) {
    return new RunReader(database).find(runId).map(run -> run.sums().tokens()).orElse(NONE);
  }

  /** The cost for people. */
  public String cost() {
    return costMicros == 0 ? "not known" : String.format(Locale.ROOT, "%,.4f", costMicros / 1e6);
  }
}

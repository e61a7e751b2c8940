package org.postlabel.selection;

import java.util.Locale;

/** Why a post that has a label gets another one. */
public enum Replaced {
  /** The label has scores of another scorer. */
  OTHER_SCORER,
  /** The label is of another text than the post's. */
  CHANGED_TEXT,
  /** The label rests on fewer judgements than the run asks for. */
  FEWER_JUDGEMENTS;

  /** As in the table {@code run_posts}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}

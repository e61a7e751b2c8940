package org.postlabel.scorer;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.postlabel.post.Answer;

/**
 * Texts that a run sends before all posts, the same in every run, to check whether the provider
 * still answers as it did. They cost a query each, and label no post.
 */
public interface Canaries extends Serializable {
  /** The texts, distinct; none of them is a user's post. */
  List<String> texts();

  /**
   * Judges the provider by its answers.
   *
   * @param now by text hash; texts that were not answered are missing
   * @param last those of the newest earlier run of this scorer that asked; empty when there is none
   */
  Verdict judge(Map<String, Answer> now, Map<String, Answer> last);
}

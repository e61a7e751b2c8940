package org.postlabel.report.course;

/**
 * What a run learned from canary texts.
 *
 * @param answered how many were; 0 when none was asked
 * @param providerChangeOrNull how the provider differs from that of the run before
 */
public record CanaryFindings(long answered, String providerChangeOrNull) {
  /** In words. */
  public String sentence() {
    if (providerChangeOrNull != null) {
      return providerChangeOrNull;
    }
    return answered == 0
        ? "no canary text was asked"
        : "no change seen in " + answered + " canary texts";
  }
}

package org.postlabel.scorer;

/**
 * What the last day of a provider means for posts that have no label yet.
 *
 * @param day in UTC, such as 2026-12-31
 * @param isOver whether that day has passed
 * @param postsUnscored of {@code postsWithoutLabel}, how many will get no scores from it at the
 *     pace of the run; about
 * @param whatToDo in words; null when all of them will have scores by then
 */
public record LastDayOutlook(
    String day, boolean isOver, long postsWithoutLabel, long postsUnscored, String whatToDo) {}

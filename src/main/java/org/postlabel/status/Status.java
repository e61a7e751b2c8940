package org.postlabel.status;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import org.postlabel.run.RecordedRun;

/**
 * The runs of a database and the state of its posts.
 *
 * @param runs newest first, the last of them only
 * @param allRuns how many there are in all
 */
public record Status(
    PostStates posts,
    @JsonIgnore List<RunProgress> inProgress,
    @JsonIgnore List<RecordedRun> runs,
    long allRuns) {}

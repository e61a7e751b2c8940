package org.postlabel;

import org.postlabel.database.DatabaseOptions;
import org.postlabel.input.InputOptions;
import org.postlabel.perspective.PerspectiveOptions;
import org.postlabel.quota.QuotaOptions;
import org.postlabel.run.RunOptions;
import org.postlabel.sample.SampleOptions;
import org.postlabel.scoring.ScoringOptions;

/** All options of a run. */
public interface LabelPostsOptions
    extends DatabaseOptions,
        InputOptions,
        PerspectiveOptions,
        QuotaOptions,
        RunOptions,
        SampleOptions,
        ScoringOptions {}

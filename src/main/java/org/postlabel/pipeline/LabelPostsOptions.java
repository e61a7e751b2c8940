package org.postlabel.pipeline;

import org.postlabel.database.DatabaseOptions;
import org.postlabel.metrics.MetricsOptions;
import org.postlabel.quota.QuotaOptions;
import org.postlabel.quota.TokenOptions;
import org.postlabel.report.RunReportOptions;
import org.postlabel.run.RunOptions;
import org.postlabel.scorer.ScorerOptions;
import org.postlabel.scoring.ScoringOptions;
import org.postlabel.selection.InputOptions;
import org.postlabel.selection.sample.SampleOptions;
import org.postlabel.selection.source.SourceOptions;

/** All options of a run, but those of scorer kinds. */
public interface LabelPostsOptions
    extends DatabaseOptions,
        InputOptions,
        MetricsOptions,
        QuotaOptions,
        RunOptions,
        RunReportOptions,
        SampleOptions,
        ScorerOptions,
        ScoringOptions,
        SourceOptions,
        TokenOptions {}

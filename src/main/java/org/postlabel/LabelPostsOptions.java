package org.postlabel;

import org.postlabel.database.DatabaseOptions;
import org.postlabel.input.InputOptions;
import org.postlabel.llm.LlmOptions;
import org.postlabel.metrics.MetricsOptions;
import org.postlabel.perspective.PerspectiveOptions;
import org.postlabel.quota.QuotaOptions;
import org.postlabel.quota.TokenOptions;
import org.postlabel.report.RunReportOptions;
import org.postlabel.run.RunOptions;
import org.postlabel.sample.SampleOptions;
import org.postlabel.scorer.ScorerOptions;
import org.postlabel.scoring.ScoringOptions;
import org.postlabel.source.SourceOptions;

/** All options of a run. */
public interface LabelPostsOptions
    extends DatabaseOptions,
        InputOptions,
        LlmOptions,
        MetricsOptions,
        PerspectiveOptions,
        QuotaOptions,
        RunOptions,
        RunReportOptions,
        SampleOptions,
        ScorerOptions,
        ScoringOptions,
        SourceOptions,
        TokenOptions {}

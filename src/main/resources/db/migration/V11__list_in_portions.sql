-- The length of a post's text in bytes of UTF-8: slices are cut by it.
ALTER TABLE run_posts ADD COLUMN text_bytes BIGINT;

-- Where the run's labels go: one run at a time per table. NULL when an older version began the run.
ALTER TABLE runs ADD COLUMN labels_table TEXT;
CREATE UNIQUE INDEX runs_in_progress_by_table ON runs (labels_table) WHERE status = 'running';

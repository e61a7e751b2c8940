-- Texts that a scorer never answered though it answered others, until an answer or a reason is kept.
CREATE TABLE unanswered_texts (
  scorer_id TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  text TEXT NOT NULL,              -- by which a run finds the posts to take on last
  runs BIGINT NOT NULL,            -- in how many runs
  run_id TEXT NOT NULL,            -- the last of them
  failed_at ${timestamp} NOT NULL,
  PRIMARY KEY (scorer_id, text_hash)
);

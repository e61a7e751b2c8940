-- What a language model says of a post.
CREATE TABLE IF NOT EXISTS sociopolitical_labels (
  uri TEXT NOT NULL PRIMARY KEY,
  text TEXT NOT NULL,
  llm_model_name TEXT,
  was_successfully_labeled BOOLEAN NOT NULL,
  reason TEXT,
  label_timestamp ${timestamp} NOT NULL,
  is_sociopolitical BOOLEAN,
  political_ideology_label TEXT,   -- left, right, moderate, unclear; NULL when not sociopolitical
  reason_sociopolitical TEXT,
  reason_political_ideology TEXT,
  text_hash TEXT NOT NULL,
  scorer_id TEXT NOT NULL,
  run_id TEXT NOT NULL
);

-- What an answer of a language model came from, and its share of the tokens.
ALTER TABLE ledger ADD COLUMN model TEXT;
ALTER TABLE ledger ADD COLUMN prompt_hash TEXT;
ALTER TABLE ledger ADD COLUMN prompt_tokens BIGINT;
ALTER TABLE ledger ADD COLUMN completion_tokens BIGINT;

-- Tokens of all requests of a run; money in millionths of the prices' currency.
ALTER TABLE runs ADD COLUMN prompt_tokens BIGINT NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN completion_tokens BIGINT NOT NULL DEFAULT 0;
ALTER TABLE runs ADD COLUMN cost_micros BIGINT NOT NULL DEFAULT 0;

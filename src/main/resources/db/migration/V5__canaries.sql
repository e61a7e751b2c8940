-- The answers to canary texts, which runs ask about before all posts.
CREATE TABLE canary_answers (
  run_id TEXT NOT NULL,
  scorer_id TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  scores TEXT,                     -- as in the ledger
  reason TEXT,
  answered_at ${timestamp} NOT NULL,
  PRIMARY KEY (run_id, text_hash)
);

-- What they told of the provider when it had changed since the run before.
ALTER TABLE runs ADD COLUMN provider_change TEXT;

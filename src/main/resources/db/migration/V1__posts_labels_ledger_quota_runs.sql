-- ${id} and ${timestamp} are the types that differ between databases.

CREATE TABLE IF NOT EXISTS posts (
  id ${id},
  uri TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL,
  author_did TEXT,
  langs TEXT,
  created_at ${timestamp},
  synctimestamp ${timestamp},
  preprocessing_timestamp ${timestamp},
  source TEXT,
  url TEXT,
  like_count BIGINT,
  reply_count BIGINT,
  repost_count BIGINT
);

CREATE TABLE IF NOT EXISTS record_classification_metadata (
  uri TEXT NOT NULL PRIMARY KEY,
  text TEXT NOT NULL,
  synctimestamp ${timestamp},
  preprocessing_timestamp ${timestamp},
  source TEXT,
  url TEXT,
  like_count BIGINT,
  reply_count BIGINT,
  repost_count BIGINT
);

CREATE TABLE IF NOT EXISTS perspective_api_labels (
  uri TEXT NOT NULL PRIMARY KEY,
  text TEXT NOT NULL,
  was_successfully_labeled BOOLEAN NOT NULL,
  reason TEXT,
  label_timestamp ${timestamp} NOT NULL,
  prob_toxic DOUBLE PRECISION,
  prob_severe_toxic DOUBLE PRECISION,
  prob_identity_attack DOUBLE PRECISION,
  prob_insult DOUBLE PRECISION,
  prob_profanity DOUBLE PRECISION,
  prob_threat DOUBLE PRECISION,
  prob_affinity DOUBLE PRECISION,
  prob_compassion DOUBLE PRECISION,
  prob_constructive DOUBLE PRECISION,
  prob_curiosity DOUBLE PRECISION,
  prob_nuance DOUBLE PRECISION,
  prob_personal_story DOUBLE PRECISION,
  prob_reasoning DOUBLE PRECISION,
  prob_respect DOUBLE PRECISION,
  prob_alienation DOUBLE PRECISION,
  prob_fearmongering DOUBLE PRECISION,
  prob_generalization DOUBLE PRECISION,
  prob_moral_outrage DOUBLE PRECISION,
  prob_scapegoating DOUBLE PRECISION,
  prob_sexually_explicit DOUBLE PRECISION,
  prob_flirtation DOUBLE PRECISION,
  prob_spam DOUBLE PRECISION,
  text_hash TEXT NOT NULL,
  scorer_id TEXT NOT NULL,
  run_id TEXT NOT NULL
);

-- Every answer that was paid for: scores as JSON, or the reason why there are none, or both.
CREATE TABLE ledger (
  scorer_id TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  scores TEXT,
  reason TEXT,
  answered_at ${timestamp} NOT NULL,
  run_id TEXT NOT NULL,
  PRIMARY KEY (scorer_id, text_hash)
);

-- The schedule of the lease: the next free query, in microseconds since 1970 on the database's
-- clock, and the provider's own limit when it named one lower than ours (queries per minute).
CREATE TABLE quota (
  name TEXT NOT NULL PRIMARY KEY,
  next_at_micros BIGINT NOT NULL,
  provider_limit_per_minute DOUBLE PRECISION
);

CREATE TABLE runs (
  run_id TEXT NOT NULL PRIMARY KEY,
  scorer_id TEXT NOT NULL,
  status TEXT NOT NULL,
  holder TEXT NOT NULL,
  tool_version TEXT NOT NULL,
  options TEXT NOT NULL,
  started_at ${timestamp} NOT NULL,
  heartbeat_at ${timestamp} NOT NULL,
  finished_at ${timestamp},
  posts BIGINT,
  posts_read BIGINT,
  metadata_new BIGINT,
  labelled BIGINT,
  failed BIGINT,
  left_for_later BIGINT,
  from_ledger BIGINT,
  calls BIGINT,
  retries BIGINT,
  queries_taken BIGINT NOT NULL DEFAULT 0,
  stop_kind TEXT,
  stop_message TEXT
);

-- One run at a time per scorer.
CREATE UNIQUE INDEX runs_in_progress ON runs (scorer_id) WHERE status = 'running';

-- The posts a run has taken on, in the order in which it labels them; gone when the run is over.
CREATE TABLE run_posts (
  run_id TEXT NOT NULL,
  position BIGINT NOT NULL,
  uri TEXT NOT NULL,
  PRIMARY KEY (run_id, position)
);

-- What a worker sent in each stretch of ten seconds.
CREATE TABLE run_traffic (
  run_id TEXT NOT NULL,
  worker TEXT NOT NULL,            -- tells workers (JVMs) of a run apart; holds no secret
  from_second BIGINT NOT NULL,     -- start of the stretch, seconds since 1970 UTC, a multiple of 10
  calls BIGINT NOT NULL,           -- queries sent
  retries BIGINT NOT NULL,         -- of these, queries for a text asked before
  throttled BIGINT NOT NULL,       -- queries answered with 429
  failures BIGINT NOT NULL,        -- queries that failed otherwise and may be asked again
  from_ledger BIGINT NOT NULL,     -- texts answered without a query
  latencies TEXT NOT NULL,         -- HdrHistogram of request latencies in microseconds, compressed, Base64
  PRIMARY KEY (run_id, worker, from_second)
);

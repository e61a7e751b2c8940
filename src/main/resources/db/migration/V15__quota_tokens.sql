-- The tokens that requests of the last minute have used of a quota, or have reserved while they are
-- not answered, by the quarter of a second since 1970 in which they were sent.
CREATE TABLE quota_tokens (
  name TEXT NOT NULL,
  quarter_second BIGINT NOT NULL,
  tokens BIGINT NOT NULL,
  PRIMARY KEY (name, quarter_second)
);

-- What requests in flight of all workers may cost at most, in millionths of the prices' currency.
ALTER TABLE runs ADD COLUMN cost_set_aside_micros BIGINT NOT NULL DEFAULT 0;

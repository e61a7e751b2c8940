-- How many turns were ever handed out: who knows how many were its own knows whether others take
-- turns too.
ALTER TABLE quota ADD COLUMN turns_taken BIGINT NOT NULL DEFAULT 0;

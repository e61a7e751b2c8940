-- Answers of the run from this time on are distrusted and not yet marked so; NULL when there are none.
ALTER TABLE runs ADD COLUMN distrusted_since ${timestamp};

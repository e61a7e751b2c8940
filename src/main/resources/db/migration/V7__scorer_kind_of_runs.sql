-- The word of the scorer kind, as in --scorer; NULL when an older version began the run.
ALTER TABLE runs ADD COLUMN scorer_kind TEXT;

UPDATE runs
SET scorer_kind =
  CASE WHEN scorer_id LIKE 'sociopolitical-%' THEN 'sociopolitical' ELSE 'perspective' END;

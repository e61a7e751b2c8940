-- What tells the process that holds a run apart from all others that have had its number: boot,
-- namespace of process numbers, and start; NULL when an older version began the run.
ALTER TABLE runs ADD COLUMN holder_process TEXT;

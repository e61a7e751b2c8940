-- The cluster whose workers have yet to give the first heartbeat of a detached run; NULL when they
-- have, or when the run is not detached.
ALTER TABLE runs ADD COLUMN awaited_on TEXT;

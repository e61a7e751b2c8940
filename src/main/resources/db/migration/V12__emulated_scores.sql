-- Whether an emulator gave answers in the run, which mean nothing.
ALTER TABLE runs ADD COLUMN emulated BOOLEAN NOT NULL DEFAULT FALSE;

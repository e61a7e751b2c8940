-- A query may hold several texts, and a text may take several queries.
ALTER TABLE run_traffic ADD COLUMN answered BIGINT NOT NULL DEFAULT 0; -- texts answered, those from the ledger too

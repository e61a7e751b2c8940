-- Which label of a post the run replaces: other_scorer or changed_text; NULL when it has no scores.
ALTER TABLE run_posts ADD COLUMN replaces TEXT;

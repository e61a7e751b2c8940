-- The user's own posts are copied when a run takes them on; of those in our table only the uri is.

ALTER TABLE run_posts ADD COLUMN text TEXT;
ALTER TABLE run_posts ADD COLUMN synctimestamp ${timestamp};
ALTER TABLE run_posts ADD COLUMN preprocessing_timestamp ${timestamp};
ALTER TABLE run_posts ADD COLUMN source TEXT;
ALTER TABLE run_posts ADD COLUMN url TEXT;
ALTER TABLE run_posts ADD COLUMN like_count BIGINT;
ALTER TABLE run_posts ADD COLUMN reply_count BIGINT;
ALTER TABLE run_posts ADD COLUMN repost_count BIGINT;

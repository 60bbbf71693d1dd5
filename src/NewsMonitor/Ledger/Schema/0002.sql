-- What items say, for some days after they were first seen: what a rule that is being written is tried on.

CREATE TABLE texts (
    item     INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,
    seen_at  BIGINT NOT NULL,
    payload  BLOB   NOT NULL                       -- the item as JSON with the version of its shape, packed with Brotli
);
CREATE INDEX texts_by_time ON texts (seen_at);

-- What items say, for some days after they were first seen: what a rule that is being written is tried on.

CREATE TABLE texts (
    item     INTEGER PRIMARY KEY REFERENCES items (id) ON DELETE CASCADE,   -- grows with time, so that no index on it is needed
    seen_at  BIGINT NOT NULL,
    payload  BLOB   NOT NULL                       -- the item as JSON with the version of its shape, packed with Brotli
);

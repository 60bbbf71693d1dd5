-- When alerts go out, what became of each attempt, and how the receivers stand.

ALTER TABLE alerts ADD COLUMN feed TEXT;                             -- the feed's id; NULL for what no feed told
ALTER TABLE alerts ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;     -- passes quiet hours
ALTER TABLE alerts ADD COLUMN expires_at BIGINT;                     -- not sent after this
ALTER TABLE alerts ADD COLUMN unfinished INTEGER NOT NULL DEFAULT 0; -- attempts in a row that left no result behind
ALTER TABLE alerts ADD COLUMN bundle TEXT;                           -- what it was held for; NULL: goes out on its own
ALTER TABLE alerts ADD COLUMN carrier TEXT;                          -- the delivery id of the digest that names it

-- Held alerts (state 5) stand in no claim's way.
DROP INDEX alerts_in_order;
CREATE INDEX alerts_in_order ON alerts (receiver, seq, next_attempt, planned_at, state, unfinished, urgent)
    WHERE settled_at IS NULL AND state <> 5;
CREATE INDEX alerts_by_rule ON alerts (receiver, rule, seq, next_attempt, planned_at, state, unfinished, urgent)
    WHERE settled_at IS NULL AND state <> 5;
CREATE INDEX alerts_held ON alerts (receiver, bundle, next_attempt) WHERE state = 5;
CREATE INDEX alerts_alone ON alerts (receiver, rule, feed, owed_since) WHERE bundle IS NULL AND feed IS NOT NULL;
CREATE INDEX alerts_by_carrier ON alerts (carrier, seq) WHERE carrier IS NOT NULL;

CREATE TABLE attempts (                            -- those that failed, the last of each alert
    delivery_id  TEXT    NOT NULL,
    attempt      INTEGER NOT NULL,
    at           BIGINT  NOT NULL,
    reason       TEXT    NOT NULL,
    reply        TEXT,                             -- how the answer began, at most 1 kB
    PRIMARY KEY (delivery_id, attempt)
) WITHOUT ROWID;

CREATE TABLE receivers (                           -- those with something to remember
    name           TEXT   PRIMARY KEY,
    failing_since  BIGINT,                         -- NULL: its last attempt succeeded
    disabled_at    BIGINT,                         -- what it is owed is kept and not tried
    reason         TEXT
) WITHOUT ROWID;

CREATE TABLE silences (
    id        INTEGER PRIMARY KEY,
    rule      TEXT,                                -- NULL: of any rule
    receiver  TEXT,                                -- NULL: for any receiver
    feed      TEXT,                                -- NULL: from any feed
    begins_at BIGINT NOT NULL,
    ends_at   BIGINT NOT NULL,
    reason    TEXT   NOT NULL,
    author    TEXT   NOT NULL
);

CREATE TABLE digests (
    name  TEXT PRIMARY KEY,
    slot  TEXT NOT NULL                            -- the wall-clock time of the last one, in its own zone
) WITHOUT ROWID;

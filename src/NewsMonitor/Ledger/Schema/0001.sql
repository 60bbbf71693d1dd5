-- Times are milliseconds since 1970-01-01 UTC. Fingerprints are lower-case hex, as in ItemIdentity.

CREATE TABLE ledger (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    created_at  BIGINT NOT NULL,
    checked_at  BIGINT
);

CREATE TABLE feeds (
    id             INTEGER PRIMARY KEY,
    name           TEXT    NOT NULL UNIQUE,        -- the feed's id in the configuration
    address        TEXT,
    etag           TEXT,
    last_modified  TEXT,
    document_hash  TEXT,
    policy         INTEGER NOT NULL DEFAULT 0,     -- IdentityPolicy
    has_baseline   INTEGER NOT NULL DEFAULT 0,
    page           BIGINT  NOT NULL DEFAULT 0,     -- the number of the last page recorded; "not modified" keeps it
    page_at        BIGINT,                         -- when that was
    polled_time    BIGINT  NOT NULL DEFAULT 0,     -- how long the feed has been watched: grows by at most a day a poll
    next_poll      BIGINT,
    last_poll      BIGINT,
    last_success   BIGINT,
    last_new_item  BIGINT,
    failures       INTEGER NOT NULL DEFAULT 0,
    error          TEXT,
    moved_to       TEXT,
    gone           INTEGER NOT NULL DEFAULT 0,
    lease_until    BIGINT                          -- a poll is under way; NULL when none is
);

CREATE TABLE items (
    id           INTEGER PRIMARY KEY,
    feed         INTEGER NOT NULL REFERENCES feeds (id),
    guid         TEXT,
    link         TEXT,
    content      TEXT    NOT NULL,
    first_seen   BIGINT  NOT NULL,
    last_listed  BIGINT  NOT NULL,
    page         BIGINT  NOT NULL,                 -- the last page that listed it: still listed while it is the feed's
    polled_time  BIGINT  NOT NULL                  -- the feed's, when that page was recorded
);
CREATE INDEX items_by_guid ON items (feed, guid) WHERE guid IS NOT NULL;
CREATE INDEX items_by_link ON items (feed, link) WHERE link IS NOT NULL;
CREATE INDEX items_by_content ON items (feed, content);

CREATE TABLE alerts (
    seq           INTEGER PRIMARY KEY,             -- the order in which they became owed
    delivery_id   TEXT    NOT NULL UNIQUE,
    alert_id      TEXT    NOT NULL,
    receiver      TEXT    NOT NULL,
    rule          TEXT    NOT NULL,
    item          INTEGER REFERENCES items (id) ON DELETE SET NULL,
    state         INTEGER NOT NULL,                -- AlertState
    attempts      INTEGER NOT NULL DEFAULT 0,
    owed_since    BIGINT  NOT NULL,
    planned_at    BIGINT  NOT NULL,                -- what the clock said when next_attempt was set
    next_attempt  BIGINT,                          -- of a claimed alert: when its lease ends; NULL once settled
    settled_at    BIGINT,
    reason        TEXT,
    payload       TEXT    NOT NULL                 -- the alert as JSON, with the version of its shape
);
CREATE INDEX alerts_in_order ON alerts (receiver, seq, next_attempt, planned_at, state) WHERE settled_at IS NULL;
CREATE INDEX alerts_by_state ON alerts (state, owed_since);
CREATE INDEX alerts_by_item ON alerts (item) WHERE item IS NOT NULL;

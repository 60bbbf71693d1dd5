-- What manners and health need to know of a feed, and which troubles the operator has been told of.

ALTER TABLE feeds ADD COLUMN failing_since BIGINT;    -- the first of the failures in a row; NULL when the last poll did not fail
ALTER TABLE feeds ADD COLUMN hints TEXT;              -- PollHints: what the document asks of those who poll it
ALTER TABLE feeds ADD COLUMN rhythm BIGINT;           -- the usual time between two items, in ms
ALTER TABLE feeds ADD COLUMN wait TEXT;               -- why the next poll is later than the schedule asks
ALTER TABLE feeds ADD COLUMN listed INTEGER;          -- how many items the last page lists
ALTER TABLE feeds ADD COLUMN listed_before INTEGER;   -- how many the last page listed that listed any
ALTER TABLE feeds ADD COLUMN empty_since BIGINT;      -- a feed that listed items lists none since then
ALTER TABLE feeds ADD COLUMN gap_at BIGINT;           -- when a page last had nothing in common with the one before

CREATE TABLE troubles (
    feed     TEXT    NOT NULL,                        -- the feed's id in the configuration
    kind     INTEGER NOT NULL,                        -- TroubleKind
    since    BIGINT  NOT NULL,
    notice   TEXT    NOT NULL,                        -- the notice that told of it, perhaps together with others
    PRIMARY KEY (feed, kind)
);

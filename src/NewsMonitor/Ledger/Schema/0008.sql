-- Pages that people were pointed to, each looked at a few times: is it still there?

CREATE TABLE links (
    id          INTEGER PRIMARY KEY,
    rule        TEXT    NOT NULL,
    item        TEXT    NOT NULL,                  -- the key of the item, as stories know it
    feed        TEXT    NOT NULL,                  -- the feed's id in the configuration
    address     TEXT    NOT NULL,
    host        TEXT    NOT NULL,
    delivery    TEXT    NOT NULL,                  -- the delivery id of an alert that points to it
    told_at     BIGINT  NOT NULL,
    until       BIGINT  NOT NULL,                  -- the story is followed no longer
    next_look   BIGINT,                            -- NULL: it is not looked at again
    gone_since  BIGINT,                            -- every look since then found it gone; NULL: the last one did not
    UNIQUE (rule, item)
);
CREATE INDEX links_due ON links (next_look) WHERE next_look IS NOT NULL;
CREATE INDEX links_of_host ON links (host, next_look);

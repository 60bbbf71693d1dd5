-- The stories of each rule, and what was told of them.

CREATE TABLE story_rules (                         -- what the next items of a rule are weighed by
    rule      TEXT   PRIMARY KEY,
    revision  BIGINT NOT NULL,                     -- counts every change: who holds another one in memory reads again
    items     BIGINT NOT NULL,                     -- so many items were read
    terms     BIGINT NOT NULL                      -- so many terms they had
) WITHOUT ROWID;

CREATE TABLE stories (
    seq             INTEGER PRIMARY KEY AUTOINCREMENT,   -- the order in which they began
    id              TEXT    NOT NULL UNIQUE,
    rule            TEXT    NOT NULL,
    last_at         BIGINT  NOT NULL,              -- when its newest item was told
    followed_until  BIGINT,                        -- those who were told of it hear of a denial; NULL: nobody was told
    payload         BLOB    NOT NULL               -- the story with its items, packed
);
CREATE INDEX stories_by_rule ON stories (rule, last_at);
CREATE INDEX stories_followed ON stories (followed_until, rule) WHERE followed_until IS NOT NULL;

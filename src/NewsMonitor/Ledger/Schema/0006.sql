-- Whose host wants to be left alone, so that a restart does not ask its other feeds.

ALTER TABLE feeds ADD COLUMN held_until BIGINT;    -- NULL: it does not

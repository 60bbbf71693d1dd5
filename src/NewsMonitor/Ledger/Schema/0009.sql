-- Items that deny, confirm or correct something: found again when what they speak of is told only after them.

ALTER TABLE texts ADD COLUMN takes_stand INTEGER NOT NULL DEFAULT 0;
CREATE INDEX texts_of_stands ON texts (item) WHERE takes_stand = 1;

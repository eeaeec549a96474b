-- What was pulled from the platform's Data API, how far, and what it holds for the merchant.

CREATE TABLE pulls (
  id         INTEGER PRIMARY KEY,
  kind       TEXT    NOT NULL CHECK (kind IN ('operations', 'financial')),
  projects   TEXT    NOT NULL,             -- JSON: their ids in order
  from_at    INTEGER NOT NULL,
  to_at      INTEGER NOT NULL,
  next_at    INTEGER NOT NULL,             -- all before it is in the ledger
  state      TEXT    NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed', 'interrupted')),
  why        TEXT    NOT NULL,             -- why it failed
  owner      TEXT    NOT NULL,             -- the process that pulls, or pulled
  import     INTEGER NOT NULL,             -- 0: nothing came yet
  windows    INTEGER NOT NULL,
  pages      INTEGER NOT NULL,
  read       INTEGER NOT NULL,             -- stored + duplicate + rejected
  stored     INTEGER NOT NULL,
  duplicate  INTEGER NOT NULL,
  rejected   INTEGER NOT NULL,
  waited     INTEGER NOT NULL,             -- milliseconds
  operator   TEXT    NOT NULL,
  started_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  ended_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX pulls_running ON pulls (id) WHERE state = 'running';

-- The time of which all is in the ledger, for each project in spans that do not touch.
CREATE TABLE pull_spans (
  kind    TEXT    NOT NULL,
  project INTEGER NOT NULL,
  from_at INTEGER NOT NULL,
  to_at   INTEGER NOT NULL,
  PRIMARY KEY (kind, project, from_at)
) STRICT, WITHOUT ROWID;

-- Rows as the platform wrote them, card numbers masked, one behind the other and compressed.
CREATE TABLE pulled_blocks (
  id   INTEGER PRIMARY KEY,
  size INTEGER NOT NULL,                   -- of the text
  data BLOB    NOT NULL
) STRICT;

-- What the platform said last of each operation.
CREATE TABLE pulled_rows (
  kind    TEXT    NOT NULL,
  project INTEGER NOT NULL,                -- 0: it did not say
  id      TEXT    NOT NULL,                -- the operation; a hash where it has none
  digest  BLOB    NOT NULL,                -- of the row's text
  at      INTEGER NOT NULL,
  block   INTEGER NOT NULL REFERENCES pulled_blocks (id),
  start   INTEGER NOT NULL,                -- of the row in the block's text
  size    INTEGER NOT NULL,
  PRIMARY KEY (kind, project, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX pulled_rows_by_date ON pulled_rows (kind, at);

CREATE TABLE balances (
  n        INTEGER PRIMARY KEY,            -- in the order of the platform's latest answer
  project  INTEGER NOT NULL,               -- 0: it did not say
  name     TEXT    NOT NULL,
  currency TEXT    NOT NULL,
  amount   INTEGER NOT NULL,               -- may be below zero
  at       INTEGER NOT NULL
) STRICT;

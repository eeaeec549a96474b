-- Mass refunds. A row is a wish until it has a refund, which then tells its state.

ALTER TABLE refunds ADD COLUMN via TEXT NOT NULL DEFAULT 'gate'; -- or 'file': a row of a Dashboard file, without bytes of its own

CREATE TABLE batches (
  id         INTEGER PRIMARY KEY,
  name       TEXT    NOT NULL,
  source     TEXT    NOT NULL,
  state      TEXT    NOT NULL,
  operator   TEXT    NOT NULL,
  parent     INTEGER NOT NULL,             -- the batch whose declined rows it repeats; 0: none
  number     TEXT    NOT NULL,             -- what the Dashboard calls it
  starts_at  INTEGER NOT NULL,             -- end of the cool-off; 0: none
  owner      TEXT    NOT NULL,             -- the process that sends it, or empty
  why        TEXT    NOT NULL,             -- why it paused, stopped or was withdrawn
  content    TEXT    NOT NULL DEFAULT '', -- of the rows that were exported or sent; empty: none were
  version    INTEGER NOT NULL,
  next_row   INTEGER NOT NULL,             -- numbers of rows are never used twice
  rows       INTEGER NOT NULL,             -- these three as of the latest check
  errors     INTEGER NOT NULL,
  warnings   INTEGER NOT NULL,
  checked_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX batches_by_content ON batches (content) WHERE content <> '';
CREATE INDEX batches_moving ON batches (state) WHERE state IN ('exporting', 'cooling', 'sending', 'paused');

CREATE TABLE batch_rows (
  batch        INTEGER NOT NULL REFERENCES batches (id),
  n            INTEGER NOT NULL,
  line         INTEGER NOT NULL,
  type         TEXT    NOT NULL,
  project      INTEGER NOT NULL,
  method       TEXT    NOT NULL,
  payment_id   TEXT    NOT NULL,
  operation_id TEXT    NOT NULL,
  amount       INTEGER NOT NULL,           -- minor units; 0: not readable
  currency     TEXT    NOT NULL,
  description  TEXT    NOT NULL,
  whole        INTEGER NOT NULL,
  faults       TEXT    NOT NULL,           -- JSON of what could not be read, or empty
  refund       TEXT    NOT NULL,           -- the refund that it became, or empty
  refusal      TEXT    NOT NULL,           -- why it was not sent in its turn, or empty
  errors       INTEGER NOT NULL,           -- these two as of the latest check
  warnings     INTEGER NOT NULL,
  PRIMARY KEY (batch, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_rows_by_refund ON batch_rows (refund) WHERE refund <> '';
CREATE INDEX batch_rows_wrong ON batch_rows (batch, n) WHERE errors > 0 OR warnings > 0;
-- A row that became a refund keeps what it asked for, and stays.
CREATE TRIGGER batch_rows_keep BEFORE UPDATE OF project, payment_id, operation_id, amount, currency, refund ON batch_rows
WHEN old.refund <> '' AND (old.project IS NOT new.project OR old.payment_id IS NOT new.payment_id OR old.operation_id IS NOT new.operation_id
  OR old.amount IS NOT new.amount OR old.currency IS NOT new.currency OR old.refund IS NOT new.refund)
BEGIN SELECT RAISE(ABORT, 'a row that became a refund cannot change'); END;
CREATE TRIGGER batch_rows_stay BEFORE DELETE ON batch_rows WHEN old.refund <> ''
BEGIN SELECT RAISE(ABORT, 'a row that became a refund cannot be deleted'); END;

CREATE TABLE batch_findings (
  batch    INTEGER NOT NULL,
  n        INTEGER NOT NULL,               -- the row; 0: the batch as a whole
  seq      INTEGER NOT NULL,
  line     INTEGER NOT NULL,
  col      TEXT    NOT NULL,
  code     TEXT    NOT NULL,
  severity TEXT    NOT NULL,
  message  TEXT    NOT NULL,
  PRIMARY KEY (batch, n, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch_edits (
  batch  INTEGER NOT NULL REFERENCES batches (id),
  seq    INTEGER NOT NULL,
  at     INTEGER NOT NULL,
  what   TEXT    NOT NULL,
  change BLOB    NOT NULL,                 -- the rows before and after
  undone INTEGER NOT NULL,
  PRIMARY KEY (batch, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE batch_files (
  batch       INTEGER NOT NULL REFERENCES batches (id),
  part        INTEGER NOT NULL,
  parts       INTEGER NOT NULL,
  path        TEXT    NOT NULL,
  sha256      TEXT    NOT NULL,
  content     TEXT    NOT NULL,
  bytes       INTEGER NOT NULL,
  rows        INTEGER NOT NULL,
  first       INTEGER NOT NULL,            -- its rows are those that became refunds with n in [first, last]
  last        INTEGER NOT NULL,
  layout      TEXT    NOT NULL,            -- JSON, so that the same bytes can be made again
  written     INTEGER NOT NULL,            -- 1: it stands under its name
  number      TEXT    NOT NULL,
  operator    TEXT    NOT NULL,
  exported_at INTEGER NOT NULL,
  uploaded_at INTEGER NOT NULL,
  PRIMARY KEY (batch, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX batch_files_by_content ON batch_files (content);
CREATE INDEX batch_files_by_sha256 ON batch_files (sha256);

CREATE TABLE list_mappings (
  fingerprint TEXT    PRIMARY KEY,
  mapping     TEXT    NOT NULL,            -- JSON: role to header
  used_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

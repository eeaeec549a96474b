-- Reports, what they were compared with, and the months that were signed.

-- Grows with every write of operations or refunds, so that an unchanged ledger is known as such.
CREATE TABLE books (
  one     INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL
) STRICT;
INSERT INTO books VALUES (1, 1);

-- What a comparison reads of operations, packed: pack n holds rows n·16384+1 to (n+1)·16384. It is only there while
-- it is true, and can be made again at any time.
CREATE TABLE operation_packs (
  pack  INTEGER PRIMARY KEY,
  rows  INTEGER NOT NULL,
  first INTEGER NOT NULL,                  -- the earliest and the latest date in it
  last  INTEGER NOT NULL,
  data  BLOB    NOT NULL
) STRICT;

CREATE TABLE profiles (
  name        TEXT    PRIMARY KEY,
  fingerprint TEXT    NOT NULL,
  version     INTEGER NOT NULL,
  profile     TEXT    NOT NULL,            -- JSON
  operator    TEXT    NOT NULL,
  saved_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX profiles_by_fingerprint ON profiles (fingerprint);

CREATE TABLE reports (
  id          INTEGER PRIMARY KEY,
  name        TEXT    NOT NULL,
  sha256      TEXT    NOT NULL,
  bytes       INTEGER NOT NULL,
  reading     TEXT    NOT NULL,            -- hash of how it was read; the same bytes read otherwise are another report
  profile     TEXT    NOT NULL,            -- JSON, as it was used
  header      TEXT    NOT NULL,            -- JSON
  read        INTEGER NOT NULL,
  accepted    INTEGER NOT NULL,
  rejected    INTEGER NOT NULL,
  ignored     INTEGER NOT NULL,
  known       INTEGER NOT NULL,            -- rows that an earlier report has too
  changed     INTEGER NOT NULL,            -- rows of which an earlier report said something else
  first_at    INTEGER NOT NULL,            -- dates of its rows; 0: none has one
  last_at     INTEGER NOT NULL,
  mends       INTEGER NOT NULL,            -- the report whose rejected rows it mends; 0: none
  replaced    INTEGER NOT NULL,            -- the same bytes read anew: the id of that reading; 0: not
  operator    TEXT    NOT NULL,
  imported_at INTEGER NOT NULL,
  UNIQUE (sha256, reading)
) STRICT;
CREATE INDEX reports_by_date ON reports (last_at);

CREATE TABLE report_blocks (
  report INTEGER NOT NULL REFERENCES reports (id),
  n      INTEGER NOT NULL,
  line   INTEGER NOT NULL,
  size   INTEGER NOT NULL,
  data   BLOB    NOT NULL,                 -- the text of the rows, compressed, card numbers masked
  UNIQUE (report, n)
) STRICT;

CREATE TABLE report_parts (
  report INTEGER NOT NULL REFERENCES reports (id),
  part   INTEGER NOT NULL,
  rows   INTEGER NOT NULL,
  low    INTEGER NOT NULL,                 -- the smallest and the largest key of an operation id, as signed numbers
  high   INTEGER NOT NULL,
  data   BLOB    NOT NULL,                 -- items and places, packed
  UNIQUE (report, part)
) STRICT;

CREATE TABLE report_rejects (
  id           INTEGER PRIMARY KEY,
  report       INTEGER NOT NULL REFERENCES reports (id),
  line         INTEGER NOT NULL,
  col          TEXT    NOT NULL,
  reason       TEXT    NOT NULL,
  detail       TEXT    NOT NULL,
  raw          TEXT    NOT NULL,
  operation_id TEXT    NOT NULL,
  payment_id   TEXT    NOT NULL,
  project      INTEGER NOT NULL,
  at           INTEGER NOT NULL,           -- 0: no date could be read
  mended       INTEGER NOT NULL DEFAULT 0, -- the report that mends it
  UNIQUE (report, line)
) STRICT;
CREATE INDEX report_rejects_waiting ON report_rejects (report) WHERE mended = 0;

CREATE TABLE report_ignored (
  report INTEGER NOT NULL REFERENCES reports (id),
  rule   TEXT    NOT NULL,
  rows   INTEGER NOT NULL,
  lines  BLOB    NOT NULL,                 -- line numbers, as varints of their differences
  UNIQUE (report, rule)
) STRICT;

-- Rows of which an earlier report said something else.
CREATE TABLE report_changes (
  report  INTEGER NOT NULL REFERENCES reports (id),
  row     INTEGER NOT NULL,
  earlier INTEGER NOT NULL REFERENCES reports (id),
  was     INTEGER NOT NULL,                -- its row there
  PRIMARY KEY (report, row)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  id          INTEGER PRIMARY KEY,
  fingerprint TEXT    NOT NULL,            -- of everything that the result depends on
  month       TEXT    NOT NULL,            -- 2026-10 when it is one month, else empty
  from_at     INTEGER NOT NULL,            -- 0: no bound
  to_at       INTEGER NOT NULL,
  zone        TEXT    NOT NULL,
  basis       TEXT    NOT NULL,
  rules       TEXT    NOT NULL,            -- JSON
  books       INTEGER NOT NULL,
  matched     INTEGER NOT NULL,
  breaks      INTEGER NOT NULL,
  expected    INTEGER NOT NULL,
  summary     TEXT    NOT NULL,            -- JSON: rows, totals, sides, checks, reports
  operator    TEXT    NOT NULL,
  started_at  INTEGER NOT NULL,
  ended_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX runs_by_fingerprint ON runs (fingerprint);
CREATE INDEX runs_by_month ON runs (month, id) WHERE month <> '';

CREATE TABLE run_reports (
  run    INTEGER NOT NULL REFERENCES runs (id),
  n      INTEGER NOT NULL,
  report INTEGER NOT NULL REFERENCES reports (id),
  first  INTEGER NOT NULL,                 -- number of its first row in the run
  PRIMARY KEY (run, n)
) STRICT, WITHOUT ROWID;

-- The pairs that were found by operation id: for each row of the reports the local operation, four bytes each, 0 for none.
CREATE TABLE run_pairs (
  run  INTEGER NOT NULL REFERENCES runs (id),
  part INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  data BLOB    NOT NULL,
  UNIQUE (run, part)
) STRICT;

-- What a run found besides: breaks, what is expected or tolerated, and pairs that took more than an operation id.
CREATE TABLE findings (
  run          INTEGER NOT NULL REFERENCES runs (id),
  n            INTEGER NOT NULL,
  kind         TEXT    NOT NULL,           -- break, expected, tolerated, pair
  code         TEXT    NOT NULL,
  rank         INTEGER NOT NULL,
  key          TEXT    NOT NULL,           -- the same for the same break in every run
  project      INTEGER NOT NULL,
  payment_id   TEXT    NOT NULL,
  operation_id TEXT    NOT NULL,
  currency     TEXT    NOT NULL,
  amount       INTEGER NOT NULL,           -- what is at stake: report less local, signed, else the one side
  at           INTEGER NOT NULL,
  line         INTEGER NOT NULL,
  since        INTEGER NOT NULL,           -- when a run first found it
  data         TEXT    NOT NULL,           -- JSON of both sides and the reason
  PRIMARY KEY (run, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX findings_by_key ON findings (key, run);

-- What persons decided about breaks. A decision is never deleted: it is undone.
CREATE TABLE decisions (
  id       INTEGER PRIMARY KEY,
  month    TEXT    NOT NULL,               -- of the run in which it was taken
  key      TEXT    NOT NULL,               -- of the break
  kind     TEXT    NOT NULL,               -- accept, duplicate, contest, carry, match, apart, adopt, exclude
  note     TEXT    NOT NULL CHECK (note <> ''),
  rows     TEXT    NOT NULL,               -- JSON: the rows and operations of a match or unmatch
  bulk     INTEGER NOT NULL,               -- the first decision of the same act
  operator TEXT    NOT NULL,
  at       INTEGER NOT NULL,
  undone   TEXT    NOT NULL DEFAULT '',    -- by whom
  undone_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX decisions_by_key ON decisions (key) WHERE undone_at = 0;

CREATE TABLE closes (
  id        INTEGER PRIMARY KEY,
  month     TEXT    NOT NULL,
  zone      TEXT    NOT NULL,
  from_at   INTEGER NOT NULL,
  to_at     INTEGER NOT NULL,
  state     TEXT    NOT NULL CHECK (state IN ('signed', 'stale', 'reopened')),
  run       INTEGER NOT NULL REFERENCES runs (id),
  signed    TEXT    NOT NULL,              -- JSON: totals, counts, open breaks, identities, carry-forward, fingerprint, head of the chain
  note      TEXT    NOT NULL,
  operator  TEXT    NOT NULL,
  at        INTEGER NOT NULL,
  why       TEXT    NOT NULL,              -- why it is stale or was reopened
  changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX closes_in_force ON closes (month) WHERE state <> 'reopened';

-- What came late into a signed month.
CREATE TABLE close_changes (
  id        INTEGER PRIMARY KEY,
  close     INTEGER NOT NULL REFERENCES closes (id),
  what      TEXT    NOT NULL,              -- operation, report
  subject   INTEGER NOT NULL,              -- its row
  was       TEXT    NOT NULL,
  now       TEXT    NOT NULL,
  at        INTEGER NOT NULL
) STRICT;

-- What was signed stays as it was signed, and stays.
CREATE TRIGGER closes_keep BEFORE UPDATE OF month, zone, from_at, to_at, run, signed, note, operator, at ON closes
BEGIN SELECT RAISE(ABORT, 'what was signed cannot change'); END;
CREATE TRIGGER closes_stay BEFORE DELETE ON closes
BEGIN SELECT RAISE(ABORT, 'a signature cannot be deleted'); END;
CREATE TRIGGER closes_final BEFORE UPDATE OF state ON closes WHEN old.state = 'reopened' OR old.state = 'stale' AND new.state = 'signed'
BEGIN SELECT RAISE(ABORT, 'a month is signed anew, not back'); END;

-- A signed month takes no decisions. Late data is never refused: it is kept, and the signature is marked.
CREATE TRIGGER decisions_lock BEFORE INSERT ON decisions
WHEN EXISTS (SELECT 1 FROM closes WHERE month = new.month AND state = 'signed')
BEGIN SELECT RAISE(ABORT, 'the month is signed'); END;
CREATE TRIGGER decisions_lock_undo BEFORE UPDATE ON decisions
WHEN EXISTS (SELECT 1 FROM closes WHERE month = old.month AND state = 'signed')
BEGIN SELECT RAISE(ABORT, 'the month is signed'); END;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'a decision is undone, not deleted'); END;
CREATE TRIGGER findings_lock BEFORE DELETE ON findings
BEGIN SELECT RAISE(ABORT, 'what a run found stays'); END;
CREATE TRIGGER findings_keep BEFORE UPDATE ON findings
BEGIN SELECT RAISE(ABORT, 'what a run found stays'); END;
CREATE TRIGGER runs_keep BEFORE UPDATE ON runs
BEGIN SELECT RAISE(ABORT, 'a run stays as it was'); END;

CREATE TRIGGER operations_late AFTER INSERT ON operations
WHEN EXISTS (SELECT 1 FROM closes WHERE state IN ('signed', 'stale') AND new.date >= from_at AND new.date < to_at)
BEGIN
  INSERT INTO close_changes (close, what, subject, was, now, at)
  SELECT id, 'operation', new.id, '', new.type || ' ' || new.status || ' ' || new.amount || ' ' || new.currency, new.first_seen
  FROM closes WHERE state IN ('signed', 'stale') AND new.date >= from_at AND new.date < to_at;
  UPDATE closes SET state = 'stale', why = 'late data', changed_at = new.first_seen WHERE state = 'signed' AND new.date >= from_at AND new.date < to_at;
END;
CREATE TRIGGER operations_changed AFTER UPDATE OF type, status, amount, currency, date ON operations
WHEN (old.type <> new.type OR old.status <> new.status OR old.amount <> new.amount OR old.currency <> new.currency OR old.date <> new.date)
 AND EXISTS (SELECT 1 FROM closes WHERE state IN ('signed', 'stale') AND (new.date >= from_at AND new.date < to_at OR old.date >= from_at AND old.date < to_at))
BEGIN
  INSERT INTO close_changes (close, what, subject, was, now, at)
  SELECT id, 'operation', new.id, old.type || ' ' || old.status || ' ' || old.amount || ' ' || old.currency,
    new.type || ' ' || new.status || ' ' || new.amount || ' ' || new.currency, new.date
  FROM closes WHERE state IN ('signed', 'stale') AND (new.date >= from_at AND new.date < to_at OR old.date >= from_at AND old.date < to_at);
  UPDATE closes SET state = 'stale', why = 'late data', changed_at = new.date
  WHERE state = 'signed' AND (new.date >= from_at AND new.date < to_at OR old.date >= from_at AND old.date < to_at);
END;

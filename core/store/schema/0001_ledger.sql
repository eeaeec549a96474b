-- Times are Unix milliseconds in UTC, amounts are minor units of the row's currency.

CREATE TABLE payments (
  id          INTEGER PRIMARY KEY,
  project     INTEGER NOT NULL,
  payment_id  TEXT    NOT NULL,
  payment_key TEXT    NOT NULL,            -- payment_id in lower case: the platform compares without case
  status      TEXT    NOT NULL,
  method      TEXT    NOT NULL,
  customer    TEXT    NOT NULL COLLATE NOCASE,
  description TEXT    NOT NULL,
  currency    TEXT    NOT NULL,
  requested   INTEGER NOT NULL,
  captured    INTEGER NOT NULL,
  refunded    INTEGER NOT NULL,
  reserved    INTEGER NOT NULL,
  refundable  INTEGER NOT NULL,
  platform_left INTEGER,                   -- payment.sum as last reported; NULL: never said
  flags       INTEGER NOT NULL,
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  version     INTEGER NOT NULL,
  UNIQUE (payment_key, project)
) STRICT;
CREATE INDEX payments_by_date       ON payments (created_at);
CREATE INDEX payments_by_updated    ON payments (updated_at);
CREATE INDEX payments_by_status     ON payments (status, created_at);
CREATE INDEX payments_by_state      ON payments (status); -- these four are for lists in that order
CREATE INDEX payments_by_method     ON payments (method);
CREATE INDEX payments_by_currency   ON payments (currency);
CREATE INDEX payments_by_project    ON payments (project);
CREATE INDEX payments_by_customer   ON payments (customer);
CREATE INDEX payments_by_captured   ON payments (captured);
CREATE INDEX payments_by_refunded   ON payments (refunded);
CREATE INDEX payments_by_refundable ON payments (refundable);
CREATE INDEX payments_by_reserved   ON payments (reserved);
CREATE INDEX payments_flagged       ON payments (created_at) WHERE flags <> 0;

CREATE TABLE operations (
  id             INTEGER PRIMARY KEY,
  payment        INTEGER NOT NULL REFERENCES payments (id),
  project        INTEGER NOT NULL,
  operation_id   TEXT    NOT NULL,
  type           TEXT    NOT NULL,
  status         TEXT    NOT NULL,
  amount         INTEGER NOT NULL,
  currency       TEXT    NOT NULL,
  request_id     TEXT    NOT NULL,
  merchant_refund_id  TEXT NOT NULL,
  code           TEXT    NOT NULL,
  message        TEXT    NOT NULL,
  provider_payment_id TEXT NOT NULL,
  created_at     INTEGER NOT NULL,         -- 0: not said
  completed_at   INTEGER NOT NULL,         -- 0: not final
  date           INTEGER NOT NULL,
  first_seen     INTEGER NOT NULL,
  refund         TEXT    NOT NULL DEFAULT '', -- our refund that it carries out
  UNIQUE (payment, operation_id)
) STRICT;

CREATE TABLE imports (
  id         INTEGER PRIMARY KEY,
  source     TEXT    NOT NULL,
  operator   TEXT    NOT NULL,
  started_at INTEGER NOT NULL,
  ended_at   INTEGER NOT NULL,
  state      TEXT    NOT NULL,
  read       INTEGER NOT NULL,
  stored     INTEGER NOT NULL,
  duplicate  INTEGER NOT NULL,
  rejected   INTEGER NOT NULL
) STRICT;

CREATE TABLE callbacks (
  id           INTEGER PRIMARY KEY,
  import       INTEGER NOT NULL REFERENCES imports (id),
  payment      INTEGER NOT NULL REFERENCES payments (id),
  project      INTEGER NOT NULL,
  identity     TEXT    NOT NULL,           -- operation id and status; a hash when there is no operation id
  operation_id TEXT    NOT NULL,
  type         TEXT    NOT NULL,
  status       TEXT    NOT NULL,
  source       TEXT    NOT NULL,
  line         INTEGER NOT NULL,
  signed_order TEXT    NOT NULL,
  date         INTEGER NOT NULL,
  received_at  INTEGER NOT NULL,
  late         INTEGER NOT NULL,
  raw          BLOB    NOT NULL,
  UNIQUE (payment, identity)
) STRICT;

CREATE TABLE rejections (
  id          INTEGER PRIMARY KEY,
  import      INTEGER NOT NULL REFERENCES imports (id),
  source      TEXT    NOT NULL,
  line        INTEGER NOT NULL,
  reason      TEXT    NOT NULL,
  detail      TEXT    NOT NULL,
  raw         BLOB    NOT NULL,
  raw_hash    BLOB    NOT NULL UNIQUE,     -- the same bytes wait once, however often they come
  received_at INTEGER NOT NULL,
  resolved_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX rejections_waiting ON rejections (id) WHERE resolved_at = 0;

CREATE TABLE refunds (
  id           TEXT    PRIMARY KEY,        -- sent as payment.merchant_refund_id
  payment      INTEGER NOT NULL REFERENCES payments (id),
  project      INTEGER NOT NULL,
  payment_id   TEXT    NOT NULL,
  amount       INTEGER NOT NULL CHECK (amount > 0),
  currency     TEXT    NOT NULL,
  description  TEXT    NOT NULL,
  state        TEXT    NOT NULL,
  path         TEXT    NOT NULL,
  body         BLOB    NOT NULL,           -- the exact bytes of every attempt
  request_id   TEXT    NOT NULL,
  operation_id TEXT    NOT NULL,
  code         TEXT    NOT NULL,
  message      TEXT    NOT NULL,
  operator     TEXT    NOT NULL,
  owner        TEXT    NOT NULL,           -- the process that is sending, or empty
  attempts     INTEGER NOT NULL,
  hold         TEXT    NOT NULL,
  created_at   INTEGER NOT NULL,
  sent_at      INTEGER NOT NULL,
  checked_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX refunds_by_payment ON refunds (payment);
CREATE INDEX refunds_by_date    ON refunds (created_at);
CREATE INDEX refunds_by_state   ON refunds (state, created_at);
CREATE INDEX refunds_held    ON refunds (created_at) WHERE hold <> ''; -- a person must look
-- The bytes to send never change once they are written, and a refund is never deleted.
CREATE TRIGGER refunds_keep_bytes BEFORE UPDATE OF id, payment, project, payment_id, amount, currency, path, body ON refunds
WHEN old.id IS NOT new.id OR old.payment IS NOT new.payment OR old.project IS NOT new.project OR old.payment_id IS NOT new.payment_id
  OR old.amount IS NOT new.amount OR old.currency IS NOT new.currency OR old.path IS NOT new.path OR old.body IS NOT new.body
BEGIN SELECT RAISE(ABORT, 'the intent of a refund cannot change'); END;
CREATE TRIGGER refunds_stay BEFORE DELETE ON refunds
BEGIN SELECT RAISE(ABORT, 'a refund cannot be deleted'); END;

CREATE TABLE refund_steps (
  id     INTEGER PRIMARY KEY,
  refund TEXT    NOT NULL REFERENCES refunds (id),
  at     INTEGER NOT NULL,
  kind   TEXT    NOT NULL,
  state  TEXT    NOT NULL,
  http   INTEGER NOT NULL,
  detail TEXT    NOT NULL,
  raw    BLOB    NOT NULL
) STRICT;
CREATE INDEX refund_steps_by_refund ON refund_steps (refund);

CREATE TABLE audit (
  seq      INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  operator TEXT    NOT NULL,
  kind     TEXT    NOT NULL,
  subject  TEXT    NOT NULL,
  payload  BLOB    NOT NULL,
  prev     BLOB    NOT NULL,
  hash     BLOB    NOT NULL
) STRICT;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the journal cannot be changed'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the journal cannot be changed'); END;

CREATE TABLE settings (
  name  TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

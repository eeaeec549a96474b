-- Purchases that we asked for, through Gate or by a link to the Payment Page.

CREATE TABLE purchases (
  id           TEXT    PRIMARY KEY,
  via          TEXT    NOT NULL,           -- 'gate' or 'link'
  project      INTEGER NOT NULL,
  payment_id   TEXT    NOT NULL,
  payment_key  TEXT    NOT NULL,           -- payment_id in lower case
  amount       INTEGER NOT NULL CHECK (amount > 0),
  currency     TEXT    NOT NULL,
  method       TEXT    NOT NULL,
  customer     TEXT    NOT NULL,
  description  TEXT    NOT NULL,
  state        TEXT    NOT NULL,
  path         TEXT    NOT NULL,           -- of a link empty
  body         BLOB    NOT NULL,           -- the exact bytes of every attempt, or the link
  request_id   TEXT    NOT NULL,
  operation_id TEXT    NOT NULL,
  code         TEXT    NOT NULL,
  message      TEXT    NOT NULL,
  display      TEXT    NOT NULL,           -- JSON of what the customer is shown, or empty
  operator     TEXT    NOT NULL,
  owner        TEXT    NOT NULL,           -- the process that is sending, or empty
  attempts     INTEGER NOT NULL,
  hold         TEXT    NOT NULL,
  expires_at   INTEGER NOT NULL,           -- 0: no limit
  created_at   INTEGER NOT NULL,
  sent_at      INTEGER NOT NULL,
  checked_at   INTEGER NOT NULL,
  updated_at   INTEGER NOT NULL,
  UNIQUE (payment_key, project)            -- a payment id is never used twice
) STRICT, WITHOUT ROWID;
CREATE INDEX purchases_by_date   ON purchases (created_at);
CREATE INDEX purchases_by_state  ON purchases (state, created_at);
CREATE INDEX purchases_held      ON purchases (created_at) WHERE hold <> ''; -- a person must look
CREATE INDEX purchases_unsettled ON purchases (payment_key, project) WHERE state <> 'succeeded'; -- a callback may move them
-- What was asked for never changes once it is written, and a purchase is never deleted.
CREATE TRIGGER purchases_keep_bytes BEFORE UPDATE OF id, via, project, payment_id, payment_key, amount, currency, method, customer, description, path, body, expires_at ON purchases
WHEN old.id IS NOT new.id OR old.via IS NOT new.via OR old.project IS NOT new.project OR old.payment_id IS NOT new.payment_id OR old.payment_key IS NOT new.payment_key
  OR old.amount IS NOT new.amount OR old.currency IS NOT new.currency OR old.method IS NOT new.method OR old.customer IS NOT new.customer
  OR old.description IS NOT new.description OR old.path IS NOT new.path OR old.body IS NOT new.body OR old.expires_at IS NOT new.expires_at
BEGIN SELECT RAISE(ABORT, 'the intent of a purchase cannot change'); END;
CREATE TRIGGER purchases_stay BEFORE DELETE ON purchases
BEGIN SELECT RAISE(ABORT, 'a purchase cannot be deleted'); END;

CREATE TABLE purchase_steps (
  id       INTEGER PRIMARY KEY,
  purchase TEXT    NOT NULL REFERENCES purchases (id),
  at       INTEGER NOT NULL,
  kind     TEXT    NOT NULL,
  state    TEXT    NOT NULL,
  http     INTEGER NOT NULL,
  detail   TEXT    NOT NULL,
  raw      BLOB    NOT NULL
) STRICT;
CREATE INDEX purchase_steps_by_purchase ON purchase_steps (purchase);

package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"

	"contra/core/ledger"
)

// Record sets the transaction's audit entry: what happened to which subject,
// with the change itself as canonical JSON (Go's encoding of a struct, or of a
// map with sorted keys). A second call replaces the first.
func (t *Tx) Record(kind, subject string, change any) {
	t.entry = &ledger.Entry{Kind: kind, Subject: subject}
	t.data = change
}

func (t *Tx) appendEntry(ctx context.Context) error {
	e := t.entry
	payload, err := json.Marshal(t.data)
	if err == nil {
		payload, err = withStates(payload, t.states)
	}
	if err != nil {
		return err
	}
	e.Payload, e.At, e.Operator = payload, t.now, t.s.opt.Operator
	var seq sql.NullInt64
	err = t.tx.QueryRowContext(ctx, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").Scan(&seq, &e.Prev)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if e.Prev == nil {
		e.Prev = []byte{}
	}
	e.Seq = seq.Int64 + 1
	e.Hash = chainHash(*e)
	_, err = t.tx.ExecContext(ctx, "INSERT INTO audit (seq, at, operator, kind, subject, payload, prev, hash) VALUES (?,?,?,?,?,?,?,?)",
		e.Seq, ms(e.At), e.Operator, e.Kind, e.Subject, e.Payload, e.Prev, e.Hash)
	return err
}

// chainHash covers every field of the entry, each with its length in front, so
// that no two entries can share one input. The leading byte is the format's version.
func chainHash(e ledger.Entry) []byte {
	h := sha256.New()
	var n [8]byte
	number := func(v int64) {
		binary.BigEndian.PutUint64(n[:], uint64(v))
		h.Write(n[:])
	}
	h.Write([]byte{1})
	number(e.Seq)
	number(ms(e.At))
	for _, field := range [][]byte{[]byte(e.Operator), []byte(e.Kind), []byte(e.Subject), e.Payload, e.Prev} {
		number(int64(len(field)))
		h.Write(field)
	}
	return h.Sum(nil)
}

// Chain is what a walk over the audit chain found.
type Chain struct {
	Entries int64
	Head    []byte        // hash of the last entry
	Bad     *ledger.Entry // the first entry that does not hold, or nil
	Why     string
}

// VerifyChain walks the audit chain from its first entry and stops at the
// first one that was edited, deleted, inserted or moved. Then it holds every
// refund against the last entry that names its state: one that was changed or
// deleted behind the chain's back makes that entry the bad one. Cutting off the
// tail or putting back an older copy of the file can only be seen by comparing
// Entries and Head with values that somebody wrote down.
func (s *Store) VerifyChain(ctx context.Context) (Chain, error) {
	const doing = "the journal cannot be read"
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return Chain{}, wrap(err, doing)
	}
	defer tx.Rollback()
	rows, err := tx.QueryContext(ctx, "SELECT seq, at, operator, kind, subject, payload, prev, hash FROM audit ORDER BY seq")
	if err != nil {
		return Chain{}, wrap(err, doing)
	}
	chain := Chain{Head: []byte{}}
	told := map[string]told{}
	err = each(rows, func(r *sql.Rows) error {
		e, err := scanEntry(r)
		if err != nil || chain.Bad != nil {
			return err
		}
		switch {
		case e.Seq != chain.Entries+1:
			chain.Why = fmt.Sprintf("entry %d is missing", chain.Entries+1)
		case !bytes.Equal(e.Prev, chain.Head):
			chain.Why = "it does not follow the entry before it"
		case !bytes.Equal(e.Hash, chainHash(e)):
			chain.Why = "its content was changed after it was written"
		default:
			chain.Entries, chain.Head = e.Seq, e.Hash
			return remember(told, e)
		}
		chain.Bad = &e
		return nil
	})
	if err == nil && chain.Bad == nil {
		err = chain.compare(ctx, tx, told)
	}
	return chain, wrap(err, doing)
}

func scanEntry(r scanner) (e ledger.Entry, err error) {
	var when int64
	err = r.Scan(&e.Seq, &when, &e.Operator, &e.Kind, &e.Subject, &e.Payload, &e.Prev, &e.Hash)
	e.At = at(when)
	return e, err
}

// Journal gives entries from newest to oldest, starting below seq (0: the newest).
func (s *Store) Journal(ctx context.Context, below int64, limit int) ([]ledger.Entry, error) {
	query := "SELECT seq, at, operator, kind, subject, payload, prev, hash FROM audit WHERE (?1 = 0 OR seq < ?1) ORDER BY seq DESC LIMIT ?2"
	rows, err := s.read.QueryContext(ctx, query, below, limit)
	all, err := collect(rows, err, func(r scanner) (ledger.Entry, error) { return scanEntry(r) })
	return all, wrap(err, "the journal cannot be read")
}

// Head gives the number and the hash of the chain's last entry; 0 when there is none.
func (t *Tx) Head(ctx context.Context) (seq int64, hash []byte, err error) {
	err = t.tx.QueryRowContext(ctx, "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").Scan(&seq, &hash)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil, nil
	}
	return seq, hash, err
}

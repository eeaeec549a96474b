package judge

import (
	"contra/core/ledger"
	"contra/core/recon"
)

// kind is what a type of operation means. Equal kinds are one kind.
type kind struct {
	name string // a reversal is a refund
	sign int64
}

// status is what a status means. Equal statuses are one status.
type status struct {
	name           string
	final, success bool
}

func kindOf(normal string) kind {
	if ledger.IsRefundType(normal) {
		normal = ledger.RefundOp
	}
	return kind{normal, recon.Sign(normal)}
}

func statusOf(normal string) status {
	final, success := ledger.OperationFinal(normal)
	return status{normal, final, success}
}

func (k *kind) refund() bool  { return k.name == ledger.RefundOp }
func (k *kind) reverse() bool { return k.name == ledger.RefundReverse }

// vocabulary gives words their meaning, each word once.
type vocabulary[T comparable] struct {
	translated       map[string]string // the rules' words for those of reports
	meaning          func(normal string) T
	one              map[T]*T
	inReport, inHere map[string]*T // by the word as written
}

func newVocabulary[T comparable](translated map[string]string, meaning func(string) T) *vocabulary[T] {
	return &vocabulary[T]{translated, meaning, map[T]*T{}, map[string]*T{}, map[string]*T{}}
}

// report is the meaning of a report's word.
func (v *vocabulary[T]) report(word string) *T {
	m, known := v.inReport[word]
	if !known {
		normal := ledger.Normal(word)
		if to, ok := v.translated[normal]; ok {
			normal = ledger.Normal(to)
		}
		m = v.mean(normal)
		v.inReport[word] = m
	}
	return m
}

// local is the meaning of the ledger's word.
func (v *vocabulary[T]) local(word string) *T {
	m, known := v.inHere[word]
	if !known {
		m = v.mean(ledger.Normal(word))
		v.inHere[word] = m
	}
	return m
}

func (v *vocabulary[T]) mean(normal string) *T {
	meaning := v.meaning(normal)
	m := v.one[meaning]
	if m == nil {
		m = &meaning
		v.one[meaning] = m
	}
	return m
}

package recon

import (
	"strings"

	"contra/core/ledger"
	"contra/core/money"
)

// Item is one operation on one side, in the small fixed form that Join works on.
type Item struct {
	Op       uint64 // OpKey of the operation id; 0: none
	Amount   int64  // minor units, never negative: the type says which way it went
	At       int64  // Unix milliseconds; 0: not said
	Ref      int64  // report side: the row's number over all reports of the run, from 0; local side: the operation's row in the ledger
	Pay      uint32 // PayKey of the payment id; 0: none
	Project  uint32 // 0: not said
	Currency Cur
	Type     uint8 // TypeCode
	Status   uint8 // StatusCode
	Flags    Flags
}

// Flags are what Join must know besides.
type Flags uint8

const (
	// Outside: dated outside of the period. It only serves to explain what lies at the edges.
	Outside Flags = 1 << iota
	// Careful: there is more to compare than an item holds, so Judge must see it.
	Careful
)

// Cur is a currency's three letters in two bytes; 0 is none.
type Cur uint16

// CurOf packs a currency code of three capital letters.
func CurOf(c string) Cur {
	if len(c) != 3 {
		return 0
	}
	n := Cur(0)
	for i := range 3 {
		if c[i] < 'A' || c[i] > 'Z' {
			return 0
		}
		n = n*26 + Cur(c[i]-'A')
	}
	return n + 1
}

// Currency unpacks it.
func (c Cur) Currency() money.Currency {
	if c == 0 {
		return ""
	}
	n := c - 1
	return money.Currency([]byte{'A' + byte(n/676), 'A' + byte(n/26%26), 'A' + byte(n%26)})
}

const keyOfText = 1 << 63

// OpKey is the key under which operation ids are compared. An id of up to 18
// digits is its own key; any other has its hash, whose equality Judge confirms.
func OpKey[T string | []byte](id T) uint64 {
	if len(id) == 0 {
		return 0
	}
	if len(id) <= 18 && id[0] != '0' {
		n := uint64(0)
		for i := 0; i < len(id); i++ {
			d := id[i] - '0'
			if d > 9 {
				return hash(id) | keyOfText
			}
			n = n*10 + uint64(d)
		}
		return n
	}
	return hash(id) | keyOfText
}

// Exact tells whether equal keys prove equal ids.
func Exact(op uint64) bool { return op != 0 && op&keyOfText == 0 }

// PayKey is a hash of a payment id, which the platform compares without case.
func PayKey[T string | []byte](id T) uint32 {
	if len(id) == 0 {
		return 0
	}
	h := uint64(offset)
	for i := 0; i < len(id); i++ {
		b := id[i]
		if b >= 0x80 {
			return finish(hash(strings.ToLower(string(id))))
		}
		if 'A' <= b && b <= 'Z' {
			b += 'a' - 'A'
		}
		h = (h ^ uint64(b)) * prime
	}
	return finish(mix(h))
}

func finish(h uint64) uint32 {
	if k := uint32(h >> 32); k != 0 {
		return k
	}
	return 1
}

// FNV-1a with a final mix.
const (
	offset = 14695981039346656037
	prime  = 1099511628211
)

func hash[T string | []byte](s T) uint64 {
	h := uint64(offset)
	for i := 0; i < len(s); i++ {
		h = (h ^ uint64(s[i])) * prime
	}
	return mix(h)
}

func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= 0x9e3779b97f4a7c15
	return h ^ h>>29
}

// OtherName is the code of a type or status that has none of its own. Items
// that carry it are never joined: Judge compares the words.
const OtherName = 255

var typeNames = []string{"", ledger.Sale, ledger.RefundOp, ledger.Reversal, ledger.Capture, ledger.Recurring, ledger.Auth, ledger.RefundReverse,
	"cancel", "recurring update", "recurring cancel", "payout", "account verification", "incremental", "invoice", "manual change", "commission"}

var statusNames = []string{"", ledger.StatusSuccess, ledger.StatusDecline, "processing", "external processing", "internal error", "external error", "error", "expired", ledger.StatusCancelled}

func codes(names []string) map[string]uint8 {
	all := make(map[string]uint8, len(names))
	for i, n := range names {
		all[n] = uint8(i)
	}
	return all
}

var typeCodes, statusCodes = codes(typeNames), codes(statusNames)

// TypeCode is the code of an operation type in the spelling of ledger.Normal;
// 0 is none said.
func TypeCode(normal string) uint8 { return codeOf(typeCodes, normal) }

// StatusCode is the code of an operation status in the spelling of ledger.Normal;
// 0 is none said.
func StatusCode(normal string) uint8 { return codeOf(statusCodes, normal) }

func codeOf(all map[string]uint8, name string) uint8 {
	if c, ok := all[name]; ok {
		return c
	}
	return OtherName
}

// Success is the status code of a success.
var Success = StatusCode(ledger.StatusSuccess)

// Sign is +1 for a type that takes the customer's money, -1 for one that gives
// it back, 0 for one that moves none.
func Sign(normalType string) int64 {
	switch {
	case ledger.IsCaptureType(normalType), ledger.Normal(normalType) == ledger.RefundReverse:
		return +1
	case ledger.IsRefundType(normalType):
		return -1
	}
	return 0
}

var signs = func() (all [256]int8) {
	for i, n := range typeNames {
		all[i] = int8(Sign(n))
	}
	return all
}()

// Signed is the item's share of a total: zero unless it succeeded.
func (i *Item) Signed() int64 {
	if i.Status != Success {
		return 0
	}
	return int64(signs[i.Type]) * i.Amount
}

// StatusName is the word for a status code; empty for none, and for a word that has no code.
func StatusName(code uint8) string {
	if int(code) < len(statusNames) {
		return statusNames[code]
	}
	return ""
}

package list

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/importers/card"
)

// Mapping tells which column has which role, by its index.
type Mapping map[Role]int

// Propose finds the roles of a header. It is sure only when the payment is named by
// the contract's name or by one known synonym, and nothing else is open to doubt: when it is not,
// a person must look before a row is made of it.
//
// The names method and operation_type count only beside dotted names of the Dashboard's file: in
// other lists they hold something else.
func Propose(header []string) (m Mapping, sure bool) {
	m = Mapping{}
	found := map[Role][2][]int{} // the columns by rank
	dashboard := slices.ContainsFunc(header, func(name string) bool {
		_, ok := exact[plain(name)]
		return ok && strings.Contains(name, ".")
	})
	unknown := false
	for i, name := range header {
		role, rank, ok := roleOf(name)
		unknown = unknown || !ok
		if !ok || !dashboard && (role == Method || role == Type) {
			continue
		}
		at := found[role]
		at[rank] = append(at[rank], i)
		found[role] = at
	}
	sure = true
	for role, at := range found {
		best := at[0]
		if len(best) == 0 {
			best = at[1]
		}
		m[role] = best[0]
		money := role == Amount || role == MinorAmount
		if len(best) > 1 || money && len(at[0])+len(at[1]) > 1 {
			sure = false
		}
	}
	_, major := m[Amount]
	_, minor := m[MinorAmount]
	if !major && !minor && unknown {
		sure = false // one of the unknown columns may be the amount, and without one all is refunded
	}
	return m, sure && m.Check(header) == nil
}

// Check tells why rows cannot be made with the mapping, or gives nil.
func (m Mapping) Check(header []string) error {
	if _, ok := m[PaymentID]; !ok {
		return ledger.Errorf(ledger.ErrUsage, "no column has the payment id").WithHint("choose the column that has it, or call it payment_id")
	}
	_, major := m[Amount]
	_, minor := m[MinorAmount]
	if major && minor {
		return ledger.Errorf(ledger.ErrUsage, "two columns have the amount, one in major and one in minor units").WithHint("choose one of amount and payment.amount")
	}
	used := map[int]bool{}
	for _, role := range Roles() {
		at, ok := m[role]
		if !ok {
			continue
		}
		if at < 0 || at >= len(header) || used[at] {
			return ledger.Errorf(ledger.ErrUsage, "the column for %q is not in the header, or has another role too", role).WithHint("choose the columns again")
		}
		used[at] = true
	}
	return nil
}

// Wishes makes wishes of the rows, with the values as they are; only card data in
// descriptions is masked. A column without a role is not looked at.
func (m Mapping) Wishes(t *Table) []batch.Wish {
	wishes := make([]batch.Wish, len(t.Rows))
	amount, minor := Amount, false
	if _, ok := m[MinorAmount]; ok {
		amount, minor = MinorAmount, true
	}
	for i, rec := range t.Rows {
		wishes[i] = batch.Wish{
			Line: rec.Line, Type: m.value(Type, rec), Project: m.value(ProjectID, rec), Method: m.value(Method, rec),
			PaymentID: m.value(PaymentID, rec), OperationID: m.value(OperationID, rec),
			Amount: m.value(amount, rec), Minor: minor, Currency: m.value(Currency, rec),
			Description: card.MaskText(m.value(Description, rec)),
		}
	}
	return wishes
}

func (m Mapping) value(r Role, rec Record) string {
	at, ok := m[r]
	if !ok || at < 0 || at >= len(rec.Fields) {
		return ""
	}
	return rec.Fields[at]
}

// Fingerprint names a header whatever its letters' case and blanks, so that its mapping
// can be remembered.
func Fingerprint(header []string) string {
	h := sha256.New()
	for _, name := range header {
		h.Write([]byte(plain(name) + "\x00"))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// place is a column by its name, and which of several of that name it is, from 1.
type place struct {
	Column string `json:"column"`
	Nth    int    `json:"nth,omitempty"`
}

// Encode writes the mapping as JSON by the header's names.
func (m Mapping) Encode(header []string) ([]byte, error) {
	if err := m.Check(header); err != nil {
		return nil, err
	}
	places := make(map[Role]place, len(m))
	for role, at := range m {
		p := place{Column: header[at]}
		for _, name := range header[:at] {
			if name == p.Column {
				p.Nth = max(p.Nth, 1) + 1
			}
		}
		places[role] = p
	}
	return json.Marshal(places)
}

// DecodeMapping reads what Encode wrote, for a header that may have other columns too.
func DecodeMapping(data []byte, header []string) (Mapping, error) {
	var places map[Role]place
	if err := json.Unmarshal(data, &places); err != nil {
		return nil, ledger.Errorf(ledger.ErrUsage, "the remembered columns cannot be read").WithHint("choose the columns again")
	}
	m := Mapping{}
	for role, p := range places {
		nth := max(p.Nth, 1)
		for i, name := range header {
			if plain(name) == plain(p.Column) {
				if nth--; nth == 0 {
					m[role] = i
				}
			}
		}
		if _, ok := m[role]; !ok || !slices.Contains(Roles(), role) {
			return nil, ledger.Errorf(ledger.ErrUsage, "the remembered columns are not those of this list").WithHint("choose the columns again")
		}
	}
	return m, m.Check(header)
}

package dataapi

import (
	"bytes"
	"encoding/json"
	"time"

	"contra/core/gate"
	"contra/core/ledger"
)

// MaxLimit is how many rows the platform gives in one answer at most.
const MaxLimit = 1000

// dateTime is how moments are asked for, in the zone of the query.
const dateTime = "2006-01-02 15:04:05"

// Query asks for the operations that were last acted on in an interval.
type Query struct {
	Projects []int64   // none: all that the token may see
	From, To time.Time // both are within; the platform counts whole seconds
	Zone     string    // an IANA name, in which the answer writes its dates; empty: UTC
	Limit    int       // 1 to 1000; 0: 1000
	Offset   int
	Types    []string // none: every type
	Statuses []string // none: every status
	Fields   []string // none: for operations DefaultFields, else the platform's own choice
}

// safeFields is how many items a list may have before the platform's own
// libraries disagree on how it is signed.
const safeFields = 10

// DefaultFields are the members of a row that contra reads. The first ten are
// those that it cannot do without.
func DefaultFields() []string {
	return []string{
		"project_id", "operation_id", "payment_id", "operation_type", "operation_status", "operation_created_at", "operation_completed_at",
		"sum_initial", "transaction_status", "payment_method_type",
		"payment_method_name", "payment_description", "customer_id", "provider_payment_id", "sum_converted", "arn", "rrn", "balance_id", "currency_rate",
	}
}

type intervalBody struct {
	From string `json:"from"`
	To   string `json:"to"`
}

type body struct {
	Token     string        `json:"token"`
	Projects  []int64       `json:"project_id,omitempty"`
	PaymentID string        `json:"payment_id,omitempty"`
	Interval  *intervalBody `json:"interval,omitempty"`
	Zone      string        `json:"tz,omitempty"`
	Limit     int           `json:"limit,omitempty"`
	Offset    *int          `json:"offset,omitempty"`
	Types     []string      `json:"operation_type,omitempty"`
	Statuses  []string      `json:"operation_status,omitempty"`
	Fields    []string      `json:"fields,omitempty"`
}

// location is the zone of the query.
func (q *Query) location() (*time.Location, error) {
	zone, err := time.LoadLocation(q.Zone) // an empty name is UTC
	if err != nil || q.Zone == "Local" {
		return nil, ledger.Errorf(ledger.ErrUsage, "%q is not a known time zone", q.Zone).WithHint("give an IANA name such as Asia/Seoul")
	}
	return zone, nil
}

func (q *Query) body(token string, zone *time.Location) (body, error) {
	limit := q.Limit
	if limit == 0 {
		limit = MaxLimit
	}
	switch {
	case limit < 1 || limit > MaxLimit:
		return body{}, ledger.Errorf(ledger.ErrUsage, "a page of %d rows is not possible: 1 to %d are", limit, MaxLimit)
	case q.Offset < 0:
		return body{}, ledger.Errorf(ledger.ErrUsage, "a page cannot begin at row %d", q.Offset)
	case q.From.IsZero() || q.To.Before(q.From):
		return body{}, ledger.Errorf(ledger.ErrUsage, "the interval has to have a beginning, and an end that is not before it")
	}
	// A part of a second belongs to the interval at either end.
	to := q.To.Add(time.Second - 1).Truncate(time.Second)
	return body{
		Token: token, Projects: q.Projects, Zone: zone.String(), Limit: limit, Offset: &q.Offset, Types: q.Types, Statuses: q.Statuses, Fields: q.Fields,
		Interval: &intervalBody{q.From.In(zone).Format(dateTime), to.In(zone).Format(dateTime)},
	}, nil
}

// sign encodes a body and puts its signature beside the other members.
func (b body) sign(secret string) ([]byte, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	if err := e.Encode(b); err != nil {
		return nil, err
	}
	signed, err := gate.Sign(secret, bytes.TrimRight(text.Bytes(), "\n"), gate.AtTop)
	if err != nil {
		return nil, &ledger.Error{Code: ledger.ErrNoSecret, Message: "the question to the Data API cannot be signed", Err: err}
	}
	return signed, nil
}

package gate

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/ledger"
)

func TestEventsNameTheBadField(t *testing.T) {
	for _, c := range []struct {
		old, new, field string
		reason          ledger.Reason
	}{
		{`"project_id": 1234,`, ``, "project_id", ledger.MissingField},
		{`"project_id": 1234`, `"project_id": null`, "project_id", ledger.MissingField},
		{`"project_id": 1234`, `"project_id": 0`, "project_id", ledger.BadField},
		{`"project_id": 1234`, `"project_id": -1`, "project_id", ledger.BadField},
		{`"project_id": 1234`, `"project_id": 1234.0`, "project_id", ledger.BadField},
		{`"project_id": 1234`, `"general": {"project_id": "x"}`, "general.project_id", ledger.BadField},
		{`"id": "ABC123"`, `"id": ""`, "payment.id", ledger.MissingField},
		{`"id": "ABC123"`, `"id": ["ABC123"]`, "payment.id", ledger.BadField},
		{`"id": "ABC123"`, `"id": 1.5`, "payment.id", ledger.BadField},
		{`"sum": {"amount": 700`, `"sum": {"amount": 700.5`, "payment.sum.amount", ledger.BadField},
		{`"sum": {"amount": 700`, `"sum": {"amount": -1`, "payment.sum.amount", ledger.BadField},
		{`"sum": {"amount": 700, "currency": "KRW"}`, `"sum": "700 KRW"`, "payment.sum", ledger.BadField},
		{`"sum": {"amount": 700, "currency": "KRW"}`, `"sum": {"amount": 700}`, "payment.sum.currency", ledger.MissingField},
		{`"type": "refund"`, `"type": ""`, "operation.type", ledger.MissingField},
		{`"status": "success"`, `"status": null`, "operation.status", ledger.MissingField},
		{`"status": "success"`, `"status": true`, "operation.status", ledger.BadField},
		{`5028800010128225`, `5.0288e15`, "operation.id", ledger.BadField},
		{`5028800010128225`, `-5`, "operation.id", ledger.BadField},
		{`5028800010128225`, `{"x":5}`, "operation.id", ledger.BadField},
		{`"sum_initial": {"amount": 300, "currency": "KRW"},`, ``, "operation.sum_initial", ledger.MissingField},
		{`{"amount": 300, "currency": "KRW"}`, `{"currency": "KRW"}`, "operation.sum_initial.amount", ledger.MissingField},
		{`{"amount": 300, "currency": "KRW"}`, `{"amount": 300, "currency": "krw"}`, "operation.sum_initial.currency", ledger.BadField},
		{`{"amount": 300, "currency": "KRW"}`, `{"amount": 300, "currency": 410}`, "operation.sum_initial.currency", ledger.BadField},
		{`"amount": 300`, `"amount": 300.0`, "operation.sum_initial.amount", ledger.BadField},
		{`"amount": 300`, `"amount": 3e2`, "operation.sum_initial.amount", ledger.BadField},
		{`"amount": 300`, `"amount": "12.5"`, "operation.sum_initial.amount", ledger.BadField},
		{`"amount": 300`, `"amount": "+300"`, "operation.sum_initial.amount", ledger.BadField},
		{`"amount": 300`, `"amount": " 300"`, "operation.sum_initial.amount", ledger.BadField},
		{`"amount": 300`, `"amount": ""`, "operation.sum_initial.amount", ledger.BadField},
		{`"amount": 300`, `"amount": true`, "operation.sum_initial.amount", ledger.BadField},
		{`"amount": 300`, `"amount": -300`, "operation.sum_initial.amount", ledger.BadField},
		{`"amount": 300`, `"amount": 9223372036854775808`, "operation.sum_initial.amount", ledger.BadField},
		{`"2020-12-15T20:15:58+0900"`, `"15.12.2020"`, "operation.date", ledger.BadField},
		{`"2020-12-15T20:15:58+0900"`, `"2021-02-29T20:15:58+0900"`, "operation.date", ledger.BadField},
		{`"2020-12-15T11:15:54+0000"`, `1608030954.5`, "operation.created_date", ledger.BadField},
		{`"74e1b0af-0001"`, `{"id":1}`, "operation.request_id", ledger.BadField},
		{`{"id": "customer1"}`, `"customer1"`, "customer", ledger.BadField},
	} {
		_, err := events(swap(t, refundCallback, c.old, c.new))
		var f *FieldError
		require.ErrorAs(t, err, &f, c.new)
		require.Equal(t, c.field, f.Field, "%s: %s", c.new, f.Problem)
		require.Equal(t, c.reason, f.Reason, c.new)
		require.NotEmpty(t, f.Problem)
		require.Equal(t, c.reason, ReasonOf(err))
	}
}

func TestEventsOfMessagesAboutNoPayment(t *testing.T) {
	for doc, field := range map[string]string{
		`{"general":{"project_id":7},"token":"t","customer":{"id":"c"}}`:                                       "payment",
		`{"project_id":7,"recurring":{"id":1}}`:                                                                "payment",
		`{"project_id":7,"payment":[]}`:                                                                        "payment",
		`{"project_id":7,"payment":{"id":"qwerty123"},"redirectData":{"url":"x"}}`:                             "operation",
		`{"project_id":7,"payment":{"id":"q"},"operation":{},"operations":[]}`:                                 "operation",
		`{"project_id":7,"payment":"q"}`:                                                                       "payment",
		`{"project_id":7,"payment":{"id":"q"},"operation":"x"}`:                                                "operation",
		`{"project_id":7,"payment":{"id":"q"},"operations":{"a":1}}`:                                           "operations",
		`{"project_id":7,"payment":{"id":"q"},"operations":[{"type":"sale","status":"decline"},7]}`:            "operations[1]",
		`{"project_id":7,"payment":{"id":"q"},"operations":[{"type":"sale","status":"decline"},{"type":"a"}]}`: "operations[1].status",
		`[]`: "project_id",
	} {
		_, err := events(doc)
		var f *FieldError
		require.ErrorAs(t, err, &f, doc)
		require.Equal(t, field, f.Field, doc)
	}
}

func TestParseTime(t *testing.T) {
	want := time.Date(2026, 1, 31, 23, 59, 58, 0, time.UTC)
	for _, s := range []string{
		"2026-01-31T23:59:58+0000", "2026-01-31T23:59:58Z", "2026-01-31T23:59:58+00:00", "2026-01-31T23:59:58+00",
		"2026-01-31 23:59:58", "2026-01-31 23:59:58 +0000", "2026-02-01T08:59:58+0900", "2026-01-31T18:29:58-05:30",
		"2026-01-31T23:59:58.000Z",
	} {
		got, ok := parseTime(s)
		require.True(t, ok, s)
		require.Equal(t, want, got, s)
	}
	got, ok := parseTime("2026-01-31T23:59:58.123456789123+0000")
	require.True(t, ok)
	require.Equal(t, want.Add(123456789), got)
	for _, s := range []string{
		"", "2026-01-31", "2026-01-31T23:59", "2026-01-31T24:00:00Z", "2026-01-31T23:60:00Z", "2026-01-31T23:59:60Z",
		"2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-00-10T00:00:00Z", "2026-01-31T23:59:58+15:00", "2026-01-31T23:59:58+0060",
		"2026-01-31T23:59:58+", "2026-01-31T23:59:58.Z", "2026-01-31T23:59:58KST", "2026-01-31T23:59:58+0a00", "20x6-01-31T23:59:58Z",
		"2026-01-31T23:59:58Z ", "2026/01/31 23:59:58", "31-01-2026T23:59:58Z", "+026-01-31T23:59:58Z",
	} {
		_, ok := parseTime(s)
		require.False(t, ok, s)
	}
}

func TestReasonOf(t *testing.T) {
	_, syntax := Decode([]byte("{"))
	require.Equal(t, ledger.BadJSON, ReasonOf(syntax))
	require.Equal(t, ledger.NoSignature, ReasonOf(ErrNoSignature))
	require.Equal(t, ledger.BadSignature, ReasonOf(ErrBadSignature))
	require.Equal(t, ledger.NoSecret, ReasonOf(ErrEmptySecret))
	require.Empty(t, ReasonOf(nil))
}

func FuzzEvents(f *testing.F) {
	f.Add([]byte(refundCallback))
	f.Add([]byte(`{"project_id":"1","payment":{"id":7,"sum":[]},"operations":[{"type":"a","status":"b","sum":{"amount":"1","currency":"EUR"}}],"errors":["x"]}`))
	f.Fuzz(func(t *testing.T, doc []byte) {
		d, err := Decode(doc)
		if err != nil {
			return
		}
		for name, read := range map[string]func() ([]ledger.Event, error){
			"callback": d.Events,
			"status": func() ([]ledger.Event, error) {
				s, err := d.status()
				return s.Events(), err
			},
		} {
			all, err := read()
			if err != nil {
				require.NotEmpty(t, ReasonOf(err), "%s: %v", name, err)
				require.Empty(t, all)
				continue
			}
			for _, e := range all {
				o := e.Operation
				require.NotEmpty(t, o.Type)
				require.NotEmpty(t, o.Status)
				require.GreaterOrEqual(t, o.Amount.Minor, int64(0))
				require.Contains(t, []int{0, 3}, len(o.Amount.Currency))
				require.Equal(t, time.UTC, o.Date.Location())
				require.False(t, strings.HasPrefix(o.ID, "0") && len(o.ID) > 1 && allDigits(o.ID))
				require.True(t, o.CompletedAt.IsZero() || OutcomeOf(o.Status) != Pending)
				if name == "callback" {
					require.Positive(t, e.Project)
					require.NotEmpty(t, e.PaymentID)
				}
			}
		}
	})
}

package cli_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/ui/tui/text"
)

func TestPaymentsShape(t *testing.T) {
	w := newWorld(t, "", "")
	var doc paymentsDoc
	r := w.run("payments", "--json").exits(0)
	r.into(&doc)
	require.Equal(t, []paymentDoc{}, doc.Items)
	require.EqualValues(t, 0, *doc.Total)
	w.pay("ABC123", 1000, "KRW")
	w.run("refund", "ABC123", "--amount", "300", "--yes", "--json").exits(0)
	w.run("payments", "--json").exits(0).into(&doc)
	got := doc.Items[0]
	isUTC(t, got.Created)
	isUTC(t, got.Updated)
	got.Created, got.Updated = "", ""
	require.Equal(t, paymentDoc{Project: project, ID: "ABC123", Status: "partially refunded", Method: "kakaopay", Customer: "customer1",
		Amount: 1000, Refunded: 300, Refundable: 700, Currency: "KRW"}, got)
}

func TestPaymentsFilterSortLimit(t *testing.T) {
	w := newWorld(t, "", "")
	for i, minor := range []int64{100, 5000, 300, 70000} {
		w.pay("P"+string(rune('A'+i)), minor, "KRW")
	}
	ids := func(r ran) (ids string, total int64, cut bool) {
		var doc paymentsDoc
		r.exits(0).into(&doc)
		for _, p := range doc.Items {
			ids += p.ID + " "
		}
		return strings.TrimSpace(ids), *doc.Total, doc.Truncated
	}
	got, total, cut := ids(w.run("payments", "amount:>200", "currency:KRW", "--sort", "-amount", "--json"))
	require.Equal(t, "PD PB PC", got)
	require.EqualValues(t, 3, total)
	require.False(t, cut)
	got, total, cut = ids(w.run("payments", "--sort", "amount", "--limit", "2", "amount:>200", "--json"))
	require.Equal(t, "PC PB", got)
	require.EqualValues(t, 3, total, "total counts what is not shown too")
	require.True(t, cut)
	got, _, cut = ids(w.run("--json", "payments", "--limit", "0"))
	require.Empty(t, got)
	require.True(t, cut)
	_, total, cut = ids(w.run("payments", "--limit", "-1", "--json"))
	require.EqualValues(t, 4, total)
	require.False(t, cut)
	_, total, _ = ids(w.run("payments", "--json", "status:partially refunded", "currency:KRW")) // the shell took the quotes away
	require.Zero(t, total)
	got, _, _ = ids(w.run("payments", "--json", "--", "-payment:PA,PB,PC"))
	require.Equal(t, "PD", got)

	w.run("payments", "colour:red", "--json").fails(2, "usage")
	w.run("payments", "--sort", "colour", "--json").fails(2, "usage")
	w.run("payments", "--limit", "-2", "--json").fails(2, "usage")
	r := w.run("payments", "-payment:PA", "--json").fails(2, "usage")
	require.Contains(t, r.out, "leading !")
	r = w.run("payments", "--limit", "2").exits(0)
	require.Contains(t, r.err, "2 of 4 shown")
	require.NotContains(t, r.out, "shown")
}

func TestShowShape(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")
	w.run("refund", "ABC123", "--amount", "300", "--yes", "--json").exits(0)
	w.catchUp("ABC123")
	var doc showDoc
	w.run("show", "abc123", "--json").exits(0).into(&doc)
	require.Len(t, doc.Operations, 2)
	require.Equal(t, "sale", doc.Operations[0].Type)
	require.Equal(t, "refund", doc.Operations[1].Type)
	require.EqualValues(t, 300, doc.Operations[1].Amount)
	isUTC(t, *doc.Operations[1].Completed)
	require.Len(t, doc.Refunds, 1)
	require.Equal(t, doc.Operations[1].ID, doc.Refunds[0].Operation)
	require.Equal(t, []reportRowDoc{}, doc.Rows)
	require.NotEmpty(t, doc.Callbacks)
	require.Equal(t, "natural", doc.Callbacks[0].Signature)
	require.Contains(t, string(doc.Callbacks[0].Raw), `"signature"`)
	require.Positive(t, doc.Callbacks[0].Line)
	w.run("show", "NOBODY", "--json").fails(1, "not_found")
	w.run("show", "--json").fails(2, "usage")
	w.run("show", "A", "B", "--json").fails(2, "usage")

	human := w.run("show", "ABC123").exits(0).out
	require.Contains(t, human, "700 KRW")
	require.Contains(t, human, "ASIA/SEOUL")
}

func TestRefundsListsByState(t *testing.T) {
	w := newWorld(t, "decline@BAD", "")
	w.pay("GOOD", 1000, "KRW")
	w.pay("BAD", 1000, "KRW")
	w.run("refund", "GOOD", "--amount", "100", "--yes").exits(0)
	w.run("refund", "GOOD", "--amount", "250", "--yes").exits(0)
	w.run("refund", "BAD", "--yes").exits(1)
	var doc refundsDoc
	w.run("refunds", "--json").exits(0).into(&doc)
	require.EqualValues(t, 3, *doc.Total)
	require.Equal(t, "BAD", doc.Items[0].Payment, "newest first")
	w.run("refunds", "--state", "succeeded", "--limit", "1", "--json").exits(0).into(&doc)
	require.Len(t, doc.Items, 1)
	require.EqualValues(t, 2, *doc.Total)
	require.True(t, doc.Truncated)
	w.run("refunds", "--state", "declined,in_doubt", "--json").exits(0).into(&doc)
	require.EqualValues(t, 1, *doc.Total)
	w.run("refunds", "--state", "lost", "--json").fails(2, "usage")
	w.run("refunds", "destroy", "--json").fails(2, "usage")
}

func TestTablesAlignWideTextAndCleanHostileText(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("고객-1", 128000, "KRW")
	w.pay("A\x1b]52;c;ZXZpbA==\x07\u202eB", 300, "KRW")
	out := w.run("payments", "--sort", "amount").exits(0).out
	require.NotContains(t, out, "\x1b")
	require.NotContains(t, out, "\u202e")
	rows := strings.Split(strings.TrimRight(out, "\n"), "\n")
	require.Len(t, rows, 3)
	at := func(row, word string) int { return text.Width(row[:strings.Index(row, word)]) }
	require.Equal(t, at(rows[0], "STATUS"), at(rows[1], "success"))
	require.Equal(t, at(rows[0], "STATUS"), at(rows[2], "success"))
	require.Contains(t, rows[2], "128,000")

	json := w.run("payments", "--json").exits(0).out
	require.NotContains(t, json, "\x1b")
	require.NotContains(t, json, "\u202e", "not even inside JSON")
	var doc paymentsDoc
	w.run("payments", "--sort", "amount", "--json").into(&doc)
	require.Equal(t, "A\x1b]52;c;ZXZpbA==\x07\u202eB", doc.Items[0].ID, "and yet nothing is lost")
}

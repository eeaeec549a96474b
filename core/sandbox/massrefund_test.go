package sandbox_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/sandbox"
	"contra/core/sandbox/books"
)

const massHead = "operation_type;general.project_id;method;general.payment_id;payment.amount;payment.currency;payment.description\r\n"

// mass is a file of rows such as "PAY-1 300 KRW".
func mass(rows ...string) []byte {
	text := massHead
	for _, row := range rows {
		f := strings.Fields(row)
		text += fmt.Sprintf("refund;%d;wallet/kakaopay;%s;%s;%s;mass refund\r\n", project, f[0], f[1], f[2])
	}
	return []byte(text)
}

func (r *rig) upload(rows ...string) string {
	up, err := r.p.UploadMassRefund("refunds.csv", mass(rows...))
	require.NoError(r, err)
	require.Equal(r, []any{"processing", len(rows)}, []any{up.Status, up.Operations})
	return up.ID
}

// batch gives one batch as "status operations +succeeded -declined".
func (r *rig) batch(id string) string {
	for _, m := range r.p.MassRefunds() {
		if m.ID == id {
			return fmt.Sprintf("%s %d +%d -%d", m.Status, m.Operations, m.Succeeded, m.Declined)
		}
	}
	return "none"
}

func TestDoneIsNotSuccess(t *testing.T) {
	r := newRig(t, "", func(o *sandbox.Options) { o.RowDelay = 2 * time.Minute })
	var rows []string
	for i := range 25 {
		r.add(fmt.Sprint("M", i), 1000)
		rows = append(rows, fmt.Sprintf("M%d 400 KRW", i))
	}
	id := r.upload(rows...)
	r.clock.Advance(2*time.Minute - time.Second)
	require.Equal(t, "processing 25 +0 -0", r.batch(id))
	require.Empty(t, r.p.Books().Refunds(project, "M0"), "rows start after the delay")

	r.clock.Advance(time.Second)
	require.Equal(t, "processing 25 +0 -0", r.batch(id))
	require.Len(t, r.p.Books().Refunds(project, "M0"), 1)
	require.Empty(t, r.p.Books().Refunds(project, "M24"), "a few rows at a time")
	r.clock.Advance(time.Second)
	require.Equal(t, "done 25 +0 -0", r.batch(id), "all were sent, none has ended")
	last := r.p.Books().Refunds(project, "M24")[0]
	require.Equal(t, []any{"processing", "batch", "", "mass refund"}, []any{last.Status, last.Origin, last.MerchantRefundID, last.Description})

	r.clock.Advance(delay)
	require.Equal(t, "done 25 +25 -0", r.batch(id))
	require.NoError(t, r.p.Drain(t.Context()))
	got := map[string][]string{}
	for _, m := range r.callbacks() {
		require.True(t, m.good, "signed")
		require.Empty(t, m.body.Payment.MerchantRefundID)
		got[m.body.Payment.ID] = append(got[m.body.Payment.ID], fmt.Sprintf("%s %s %d", m.body.Operation.Status, m.body.Payment.Status, m.body.Operation.Initial.Amount))
	}
	require.Len(t, got, 25)
	for _, told := range got {
		require.Equal(t, []string{"processing success 400", "success partially refunded 400"}, told)
	}
}

func TestTheSameFileAgainRefundsAgain(t *testing.T) {
	r := newRig(t, "")
	for i := range 3 {
		r.upload("PAY-1 400 KRW")
		r.wait()
		require.Equal(t, int64(min(800, 400*(i+1))), r.refunded("PAY-1"))
	}
	list := r.p.MassRefunds()
	require.Len(t, list, 3)
	require.Equal(t, list[0].SHA256, list[2].SHA256)
	require.NotEqual(t, list[0].ID, list[1].ID)
	require.Equal(t, "done 1 +0 -1", r.batch(list[2].ID), "the books do not allow a third")
	require.Equal(t, []string{"success", "success", "decline"}, statuses(r.p.Books().Refunds(project, "PAY-1")))

	r.add("TWICE", 1000)
	r.upload("TWICE 300 KRW", "twice 300 KRW")
	r.wait()
	require.Equal(t, int64(600), r.refunded("TWICE"), "nor does one file guard against itself")
}

func statuses(list []sandbox.Operation) (all []string) {
	for _, o := range list {
		all = append(all, o.Status)
	}
	return all
}

// No upload check looks at the payment: such rows end as declined operations.
func TestRowsAgainstTheRulesAreDeclinedLater(t *testing.T) {
	r := newRig(t, "error=504@POOR")
	won := func(minor int64) money.Amount { return money.Amount{Minor: minor, Currency: "KRW"} }
	for _, p := range []sandbox.Payment{
		{ID: "OVER"}, {ID: "EUROS"}, {ID: "DISPUTED", Disputed: true}, {ID: "FULL", FullOnly: true}, {ID: "NONE", NoRefunds: true}, {ID: "POOR"},
		{ID: "CARD", Method: "card"}, {ID: "UNPAID", Operations: []sandbox.Operation{{Type: books.Sale, Status: books.Decline, Amount: won(1000)}}},
		{ID: "DEBIT"}, {ID: "MUTE"},
	} {
		p.Project, p.Amount = project, won(1000)
		require.NoError(t, r.p.AddPayment(p))
	}
	want := map[string]string{
		"OVER": "3283", "EUROS": "3284", "DISPUTED": "3288", "FULL": "3609", "NONE": "3610", "POOR": "504",
		"CARD": "2541", "UNPAID": "3060",
	}
	id := r.upload("OVER 1001 KRW", "EUROS 100 EUR", "DISPUTED 100 KRW", "FULL 100 KRW", "NONE 100 KRW", "POOR 100 KRW",
		"CARD 100 KRW", "UNPAID 100 KRW", "NOWHERE 100 KRW", "PAY-1 100 KRW")
	r.clock.Advance(delay / 2)
	require.Equal(t, "done 10 +0 -1", r.batch(id), "only the unknown payment is known to be none")
	r.wait()
	require.Equal(t, "done 10 +1 -9", r.batch(id))
	require.NoError(t, r.p.Books().Check())
	got := map[string]string{}
	for _, m := range r.callbacks() {
		if m.body.Operation.Status == "decline" {
			require.True(t, m.good)
			require.Equal(t, "refund", m.body.Operation.Type)
			require.NotContains(t, m.body.Payment.Status, "refunded")
			require.Equal(t, int64(1000), m.body.Payment.Sum.Amount, "nothing moved")
			require.Equal(t, delay, m.at.Sub(start))
			got[m.body.Payment.ID] = m.body.Operation.Code
		}
	}
	require.Equal(t, want, got)
	euros := r.p.Books().Refunds(project, "EUROS")[0]
	require.Equal(t, []any{money.Amount{Minor: 100, Currency: "EUR"}, "batch", "decline"}, []any{euros.Amount, euros.Origin, euros.Status})

	sale, _ := r.p.Books().Payment(project, "DEBIT")
	text := strings.Replace(massHead, "payment.amount", "general.operation_id;payment.amount", 1) +
		fmt.Sprintf("refund;%d;wallet/kakaopay;DEBIT;%d;100;KRW;x\r\n", project, sale.Operations[0].ID) +
		fmt.Sprintf("refund;%d;wallet/kakaopay;DEBIT;17;100;KRW;x\r\n", project) +
		fmt.Sprintf("refund;%d;wallet/kakaopay;MUTE;;100;KRW;\r\n", project)
	_, err := r.p.UploadMassRefund("refunds.csv", []byte(text))
	require.NoError(t, err)
	r.wait()
	debit, mute := r.p.Books().Refunds(project, "DEBIT"), r.p.Books().Refunds(project, "MUTE")
	require.Equal(t, []any{2, int64(100)}, []any{len(debit), r.refunded("DEBIT")})
	require.Equal(t, []string{"3061", "2004"}, []string{declined(debit), declined(mute)})
}

func declined(list []sandbox.Operation) string {
	for _, o := range list {
		if o.Status == books.Decline {
			return o.Code
		}
	}
	return ""
}

func TestFaultsBefallRows(t *testing.T) {
	r := newRig(t, "decline=20504@D*;callback_lost@*L;pending@HELD;callback_dup@AGAIN;dashboard@TWO;timeout_before@TIME;callback_first@TIME;reversal@REV")
	var rows []string
	for _, id := range []string{"D", "DL", "L", "HELD", "AGAIN", "TWO", "TIME", "REV"} {
		r.add(id, 1000)
		rows = append(rows, id+" 600 KRW")
	}
	r.add("OL", 1)
	id := r.upload(append(rows, "OL 2 KRW")...)
	require.NoError(t, drained(r))
	require.Equal(t, "done 9 +4 -4", r.batch(id))
	told := map[string][]string{}
	for _, m := range r.callbacks() {
		if m.body.Payment.ID != "TWO" {
			told[m.body.Payment.ID] = append(told[m.body.Payment.ID], m.body.Operation.Type+" "+m.body.Operation.Status+" "+m.body.Operation.Code)
		}
	}
	ok := []string{"refund processing 9999", "refund success 0"}
	require.Equal(t, map[string][]string{
		"D": {"refund processing 9999", "refund decline 20504"}, "HELD": ok[:1], "TIME": ok,
		"AGAIN": {ok[0], ok[0], ok[0], ok[1], ok[1], ok[1]}, "REV": {"reversal processing 9999", "reversal success 0"},
	}, told, "nothing of those whose callbacks are lost")
	require.Equal(t, int64(600), r.refunded("L"))
	require.Equal(t, []string{"success", "decline"}, statuses(r.p.Books().Refunds(project, "TWO")), "somebody was faster")

	require.NoError(t, r.p.Settle(r.p.Books().Refunds(project, "HELD")[0].ID, "0"))
	require.Equal(t, "done 9 +5 -4", r.batch(id))
}

func drained(r *rig) error {
	r.wait()
	return r.p.Drain(r.Context())
}

func TestARepeatedRefundCanBeBlocked(t *testing.T) {
	r := newRig(t, "", func(o *sandbox.Options) { o.Block = time.Hour })
	r.upload("PAY-1 100 KRW", "PAY-1 100 KRW")
	r.clock.Advance(50 * time.Minute)
	require.Equal(t, "3285", declined(r.p.Books().Refunds(project, "PAY-1")))
	r.upload("PAY-1 100 KRW")
	r.clock.Advance(20 * time.Minute)
	require.Equal(t, int64(100), r.refunded("PAY-1"))
	r.upload("PAY-1 100 KRW")
	r.clock.Advance(time.Minute)
	require.Equal(t, int64(200), r.refunded("PAY-1"), "a refund that came too soon does not make the next one wait")
}

func TestDrainWaitsForRowsThatWereNotSentYet(t *testing.T) {
	r := newRig(t, "", func(o *sandbox.Options) { o.RowDelay = time.Minute })
	id := r.upload(strings.Split(strings.Repeat("NOWHERE 1 KRW,", 24)+"NOWHERE 1 KRW", ",")...)
	over, cancel := context.WithCancel(t.Context())
	cancel()
	for range 2 {
		require.ErrorIs(t, r.p.Drain(over), context.Canceled)
		r.clock.Advance(time.Minute)
	}
	require.Equal(t, "done 25 +0 -25", r.batch(id))
	require.NoError(t, r.p.Drain(over))
}

// A code of the Dashboard is not the name that callbacks have for the method.
func TestRowsGoByTheCodeOfTheirMethod(t *testing.T) {
	r := newRig(t, "")
	text := massHead
	for code, method := range map[string]string{
		"wallet/payco": "payco", "card": "card", "card-token": "card", "etoken": "etoken", "etoken-google": "etoken-google", "online-banking/ideal": "ideal",
	} {
		id := strings.ReplaceAll(code, "/", "-")
		require.NoError(t, r.p.AddPayment(sandbox.Payment{Project: project, ID: id, Method: method, Amount: money.Amount{Minor: 1000, Currency: "EUR"}}))
		text += fmt.Sprintf("refund;%d;%s;%s;100;EUR;x\n", project, code, id)
	}
	up, err := r.p.UploadMassRefund("r.csv", []byte(text))
	require.NoError(t, err)
	r.wait()
	require.Equal(t, "done 6 +6 -0", r.batch(up.ID))
}

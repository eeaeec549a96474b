package cli_test

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRefundInPartThenTheRest(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")

	f := w.run("refund", "abc123", "--amount", "300", "--yes", "--json").exits(0).refund()
	require.Equal(t, "succeeded", f.State)
	require.Equal(t, "ABC123", f.Payment)
	require.EqualValues(t, 300, f.Amount)
	require.Equal(t, "KRW", f.Currency)
	require.Equal(t, "0", f.Code)
	require.Equal(t, 1, f.Attempts)
	require.NotEmpty(t, f.Request)
	require.NotEmpty(t, f.Operation)
	require.Equal(t, "tester", f.Operator)
	require.EqualValues(t, 300, w.platform.Books().Refunded(project, "ABC123"))
	byID, found := w.platform.Books().ByMerchantRefundID(project, f.ID)
	require.True(t, found, "refund_id is what was sent as payment.merchant_refund_id")
	require.EqualValues(t, 300, byID.Amount.Minor)

	p := w.payment("ABC123")
	require.EqualValues(t, 1000, p.Amount)
	require.EqualValues(t, 300, p.Refunded)
	require.EqualValues(t, 700, p.Refundable)

	rest := w.run("refund", "ABC123", "--json", "--yes").exits(0).refund()
	require.EqualValues(t, 700, rest.Amount)
	require.EqualValues(t, 0, w.payment("ABC123").Refundable)
	w.run("refund", "ABC123", "--yes", "--json").fails(4, "not_refundable")
	require.EqualValues(t, 1000, w.platform.Books().Refunded(project, "ABC123"))
}

func TestAmountsAreMajorUnitsOfTheirCurrency(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("EUR1", 5000, "EUR")
	w.pay("KWD1", 150155, "KWD")
	w.pay("KRW1", 1000, "KRW")
	require.EqualValues(t, 1250, w.run("refund", "EUR1", "--amount", "12.50", "--yes", "--json").exits(0).refund().Amount)
	require.EqualValues(t, 1155, w.run("refund", "KWD1", "--amount", "1.155", "--yes", "--json").exits(0).refund().Amount)
	before := w.requests()
	for _, amount := range []string{"0", "-5", "12.5", "1,000", "", "300 KRW", "1e3", "0.0", "٣٠٠", "99999999999999999999"} {
		w.run("refund", "KRW1", "--amount", amount, "--yes", "--json").fails(2, "bad_amount")
	}
	w.run("refund", "EUR1", "--amount", "12.505", "--yes", "--json").fails(2, "bad_amount")
	require.Equal(t, before, w.requests(), "nothing was sent")
}

func TestRefusals(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")
	w.run("refund", "ABC123", "--amount", "1001", "--yes", "--json").fails(4, "over_refund")
	w.run("refund", "ABC123", "--amount", "10", "--currency", "EUR", "--yes", "--json").fails(4, "wrong_currency")
	w.run("refund", "NOBODY", "--yes", "--json").fails(1, "not_found")
	w.run("refund", "ABC123", "--project", "5678", "--yes", "--json").fails(1, "not_found")
	w.run("refund", "ABC123", "--json").fails(2, "usage") // nobody to ask
	w.run("refund", "ABC123", "--yes", "--read-only", "--json").fails(4, "read_only")
	w.run("refund", "ABC123", "--amount", "1001", "--dry-run", "--json").fails(4, "over_refund")
	w.run("refund", "ABC123", "--wait", "-3s", "--yes", "--json").fails(2, "usage")
	w.run("refund", "ABC123", "--gate", "http://example.com", "--yes", "--json").fails(2, "usage")
	require.Zero(t, w.requests())
	require.EqualValues(t, 1000, w.payment("ABC123").Refundable)
}

func TestDryRunSendsNothing(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")
	for _, more := range [][]string{nil, {"--yes"}, {"--read-only"}} {
		f := w.run(append([]string{"refund", "ABC123", "--amount", "300", "--dry-run", "--json"}, more...)...).exits(0).refund()
		require.Equal(t, "planned", f.State)
		require.EqualValues(t, 300, f.Amount)
		require.EqualValues(t, 700, f.Leaves)
		require.Zero(t, f.Attempts)
	}
	var none refundsDoc
	w.run("refunds", "--json").exits(0).into(&none)
	require.Equal(t, []refundDoc{}, none.Items)
	require.Zero(t, w.requests())
}

func TestTwoProjectsWithOnePaymentID(t *testing.T) {
	w := newWorld(t, "", "")
	w.payIn(1234, "SAME", 1000, "KRW")
	w.payIn(5678, "SAME", 2000, "KRW")
	w.run("refund", "SAME", "--yes", "--json").fails(2, "ambiguous")
	got := w.run("refund", "--project", "5678", "SAME", "--yes", "--json").exits(0).refund()
	require.EqualValues(t, 2000, got.Amount)
	require.EqualValues(t, 5678, got.Project)
	w.run("--json", "show", "SAME", "--project", "1234").exits(0)
}

func TestDeclinedAndRejectedExitOne(t *testing.T) {
	w := newWorld(t, "decline=20504@BAD1;error=3285@BAD2", "")
	w.pay("BAD1", 1000, "KRW")
	w.pay("BAD2", 1000, "KRW")
	declined := w.run("refund", "BAD1", "--yes", "--json").exits(1).refund()
	require.Equal(t, "declined", declined.State)
	require.Equal(t, "20504", declined.Code)
	rejected := w.run("refund", "BAD2", "--yes", "--json").exits(1).refund()
	require.Equal(t, "rejected", rejected.State)
	require.Equal(t, "3285", rejected.Code)
	require.EqualValues(t, 1000, w.payment("BAD1").Refundable, "a definite no releases the amount")
	require.EqualValues(t, 1000, w.payment("BAD2").Refundable)
}

func TestNoSecret(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")
	delete(w.env, "CONTRA_SECRET_1234")
	r := w.run("refund", "ABC123", "--yes", "--json").fails(1, "no_secret")
	require.Contains(t, r.out, "CONTRA_SECRET_1234", "it says what to do")
	require.Zero(t, w.requests())
	require.EqualValues(t, 1000, w.payment("ABC123").Refundable, "nothing stays reserved")
}

func TestDescriptionReachesThePlatform(t *testing.T) {
	w := newWorld(t, "", `description = "from the configuration"`)
	w.pay("ABC123", 1000, "KRW")
	w.run("refund", "ABC123", "--amount", "100", "--yes", "--json").exits(0)
	w.run("refund", "ABC123", "--amount", "200", "--description", "한 개 품절", "--yes", "--json").exits(0)
	made := w.platform.Books().Refunds(project, "ABC123")
	require.Len(t, made, 2)
	require.Equal(t, "from the configuration", made[0].Description)
	require.Equal(t, "한 개 품절", made[1].Description)
}

package sandbox_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/sandbox"
)

func TestStatusTellsWhatTheBooksHold(t *testing.T) {
	r := newRig(t, "", func(o *sandbox.Options) { o.EchoRefundID = true })
	accepted := r.refund("PAY-1", 400, "r-1")
	a, c := r.status("pay-1")
	require.NoError(t, a.err)
	require.Equal(t, 200, a.http)
	_, err := gate.Verify(secret, []byte(a.raw))
	require.NoError(t, err)
	require.Equal(t, []any{"PAY-1", "success", int64(1000), 2}, []any{c.Payment.ID, c.Payment.Status, c.Payment.Sum.Amount, len(c.Ops)})
	require.Equal(t, []string{"refund", "processing", accepted.Req, "r-1", "9999"},
		[]string{c.Ops[1].Type, c.Ops[1].Status, c.Ops[1].RequestID, c.Ops[1].MerchantRefundID, c.Ops[1].Code})
	r.wait()
	_, c = r.status("PAY-1")
	require.Equal(t, []any{"partially refunded", int64(600), "success", money2{400, "KRW"}},
		[]any{c.Payment.Status, c.Payment.Sum.Amount, c.Ops[1].Status, c.Ops[1].Initial})
}

func TestAnUnknownPaymentIsNoFailureOfTheRequest(t *testing.T) {
	r := newRig(t, "")
	a, c := r.status("none")
	require.Equal(t, 200, a.http)
	require.Equal(t, "error", c.Payment.Status)
	require.Equal(t, "3061", c.Errors[0].Code)
	_, err := gate.Verify(secret, []byte(a.raw))
	require.NoError(t, err)
	bad := r.post("/v2/payment/status", []byte(`{"general":{"project_id":1234,"payment_id":"PAY-1","signature":"x"}}`))
	require.Equal(t, []any{400, "3261"}, []any{bad.http, bad.Code})
}

func TestStatusCanBeBlindForAWhile(t *testing.T) {
	r := newRig(t, "status_blind:2")
	_, c := r.status("PAY-1")
	require.Len(t, c.Ops, 1, "nothing to hide yet, and not counted")
	require.NoError(t, r.p.DashboardRefund(project, "PAY-1", 100))
	r.refund("PAY-1", 400, "r")
	r.wait()
	for range 2 {
		_, c = r.status("PAY-1")
		require.Len(t, c.Ops, 2, "the sale and the Dashboard's refund")
		require.Equal(t, int64(900), c.Payment.Sum.Amount)
	}
	_, c = r.status("PAY-1")
	require.Len(t, c.Ops, 3)
	require.Equal(t, int64(500), c.Payment.Sum.Amount)
}

func TestStatusAnswersThatFail(t *testing.T) {
	r := newRig(t, "status_reset@A;status_http_500@B;status_http_503@C;status_http_429@D;status_html@E;status_cut_json@F;status_wrong_signature@G;status_wrong_payment@H;status_timeout@I")
	for _, id := range []string{"A", "B", "C", "D", "E", "F", "G", "H", "I"} {
		r.add(id, 1000)
	}
	for id, http := range map[string]int{"A": 0, "B": 500, "C": 503, "D": 429, "E": 200, "F": 200} {
		a, _ := r.status(id)
		require.Error(t, a.err, id)
		require.Equal(t, http, a.http, id)
	}
	a, c := r.status("G")
	require.Equal(t, "G", c.Payment.ID)
	_, err := gate.Verify(secret, []byte(a.raw))
	require.ErrorIs(t, err, gate.ErrBadSignature)
	a, c = r.status("H")
	require.Equal(t, "PAY-1", c.Payment.ID)
	_, err = gate.Verify(secret, []byte(a.raw))
	require.NoError(t, err, "the lie is well signed")
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	a = r.postWithin(ctx, "/v2/payment/status", r.signed(`{"general":{"project_id":1234,"payment_id":"I"}}`))
	require.ErrorIs(t, a.err, context.DeadlineExceeded)
}

package desk_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/desk"
	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/purchase"
)

func sale(project int64, id string) ledger.Event {
	return ledger.Event{Project: project, PaymentID: id, PaymentStatus: "success", Method: "kakaopay",
		Operation: ledger.Operation{ID: "1", Type: "sale", Status: "success", Amount: money.New(1000, "KRW"), Date: time.Now()}}
}

func take(t *testing.T, d *desk.Desk, batch ...ledger.Inbound) ledger.Import {
	t.Helper()
	in := d.Intake("f")
	require.NoError(t, in.Store(context.Background(), batch))
	require.NoError(t, in.Finish(context.Background(), nil))
	return in.Record
}

func code(t *testing.T, err error) ledger.Code {
	t.Helper()
	var said *ledger.Error
	require.ErrorAs(t, err, &said)
	return said.Code
}

func TestADossierHoldsEverything(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{Listen: true}, desktest.Sale("ORD-1", 1000), desktest.Sale("ORD-2", 1000))
	f, sent, err := r.Desk.PlanNow(ctx, r.Payment("ORD-1").RowID, desktest.KRW(300), "")
	require.NoError(t, err)
	require.True(t, sent)
	require.NoError(t, r.Platform.Drain(ctx))
	_, err = r.Desk.Runner.Watch(ctx, f.ID, 5*time.Second)
	require.NoError(t, err)
	d, err := r.Desk.Dossier(ctx, r.Payment("ORD-1").RowID)
	require.NoError(t, err)
	require.Equal(t, "KakaoPay", d.Method.Title)
	require.Len(t, d.Operations, 2)
	require.Len(t, d.Refunds, 1)
	require.Equal(t, ledger.Succeeded, d.Refunds[0].State)
	require.NotEmpty(t, d.Callbacks)
	kinds := map[string]bool{}
	for _, step := range d.Steps[f.ID] {
		kinds[step.Kind] = true
	}
	for _, kind := range []string{"intent", "send", "answer", "callback"} {
		require.True(t, kinds[kind], kind)
	}
	for _, c := range d.Callbacks {
		require.Equal(t, d.Payment.RowID, c.PaymentRow)
	}
	require.Nil(t, d.Purchase, "others asked for it")
	_, err = r.Desk.Dossier(ctx, 99)
	require.Equal(t, ledger.ErrNotFound, code(t, err))
}

func TestADossierHoldsThePurchaseThatAskedForThePayment(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{}, desktest.Sale("OTHER", 1000))
	plan, err := r.Desk.Purchases.Plan(ctx, purchase.Wish{Project: desktest.Project, PaymentID: "Ord-1", Amount: money.New(1000, "KRW"), Method: "kakaopay", CustomerID: "c", Via: ledger.ViaLink})
	require.NoError(t, err)
	asked, err := r.Desk.Purchases.PrepareLink(ctx, plan)
	require.NoError(t, err)
	take(t, r.Desk, ledger.Inbound{Raw: []byte("1"), Events: []ledger.Event{sale(desktest.Project, "ORD-1")}}, ledger.Inbound{Raw: []byte("2"), Events: []ledger.Event{sale(2, "ORD-1")}})

	paid, err := r.Desk.Lookup(ctx, desktest.Project, "ORD-1")
	require.NoError(t, err)
	d, err := r.Desk.Dossier(ctx, paid.RowID)
	require.NoError(t, err)
	require.Equal(t, asked.ID, d.Purchase.ID, "payment ids are compared without case")
	require.Equal(t, ledger.PurchaseSucceeded, d.Purchase.State)
	require.Equal(t, []string{"link", "callback"}, []string{d.PurchaseSteps[0].Kind, d.PurchaseSteps[1].Kind})
	another, err := r.Desk.Lookup(ctx, 2, "ORD-1")
	require.NoError(t, err)
	d, err = r.Desk.Dossier(ctx, another.RowID)
	require.NoError(t, err)
	require.Nil(t, d.Purchase, "another project's payment")
	require.Empty(t, d.PurchaseSteps)
}

func TestAReplayTakesInWhatHoldsNow(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{})
	var batch []ledger.Inbound
	for _, raw := range []string{"good", "bad", "known"} {
		batch = append(batch, ledger.Inbound{Source: "f", Line: len(batch) + 1, Raw: []byte(raw), Reject: &ledger.Reject{Reason: ledger.NoSecret, Detail: "none"}})
	}
	take(t, r.Desk, append(batch, ledger.Inbound{Raw: []byte("x"), Events: []ledger.Event{sale(1, "known")}})...)
	check := func(source string, line int, raw []byte) ledger.Inbound {
		m := ledger.Inbound{Source: source, Line: line, Raw: raw}
		if string(raw) == "bad" {
			m.Reject = &ledger.Reject{Reason: ledger.BadSignature, Detail: "forged"}
		} else {
			m.Events = []ledger.Event{sale(1, string(raw))}
		}
		return m
	}
	out, err := r.Desk.Replay(ctx, check)
	require.NoError(t, err)
	require.Equal(t, []int64{3, 1, 1, 1}, []int64{out.Read, out.Stored, out.Duplicate, out.Rejected})
	require.Len(t, out.Still, 1)
	require.Equal(t, ledger.BadSignature, out.Still[0].Reason, "today's reason")
	r.Payment("good")
	waiting, err := r.Desk.Store.Rejections(ctx, 0, 0, 10)
	require.NoError(t, err)
	require.Len(t, waiting, 1)
	require.Equal(t, "forged", waiting[0].Detail)
	again, err := r.Desk.Replay(ctx, check)
	require.NoError(t, err)
	require.EqualValues(t, 1, again.Read)
}

func TestAnImportThatStopsSaysSo(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{})
	for _, c := range []struct {
		err   error
		state string
	}{{nil, "done"}, {ledger.Errorf(ledger.ErrCancelled, "stopped"), "cancelled"}, {os.ErrClosed, "failed"}} {
		in := r.Desk.Intake(c.state)
		require.NoError(t, in.Store(ctx, []ledger.Inbound{{Raw: []byte(c.state), Events: []ledger.Event{sale(1, c.state)}}}))
		require.NoError(t, in.Finish(ctx, c.err))
		all, err := r.Desk.Store.Imports(ctx, 0, 1)
		require.NoError(t, err)
		require.Equal(t, c.state, all[0].State)
		require.False(t, all[0].EndedAt.IsZero())
	}
	require.NoError(t, r.Desk.Intake("nothing").Finish(ctx, os.ErrClosed))
	all, err := r.Desk.Store.Imports(ctx, 0, 10)
	require.NoError(t, err)
	require.Len(t, all, 3)
}

// No byte of the secret gets into the ledger, whatever goes wrong.
func TestTheSecretIsNowhere(t *testing.T) {
	ctx := context.Background()
	r := desktest.New(t, desktest.Options{Faults: "wrong_signature:1;error=3261:1", Timeout: 300 * time.Millisecond}, desktest.Sale("ORD-1", 1000))
	for range 3 {
		f, _, err := r.Desk.PlanNow(ctx, r.Payment("ORD-1").RowID, desktest.KRW(100), "")
		require.NoError(t, err)
		r.Desk.Runner.Settle(ctx, f.ID)
	}
	files, err := filepath.Glob(r.Ledger + "*")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		require.False(t, bytes.Contains(text, []byte(desktest.Secret)), name)
	}
}

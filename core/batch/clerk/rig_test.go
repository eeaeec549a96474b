package clerk_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/config"
	"contra/core/desk/desktest"
	"contra/core/ledger"
	"contra/core/sandbox"
	"contra/core/store"
	"contra/core/store/batches"
	"contra/exporters/dashboard"
)

var (
	bg   = context.Background()
	fast = config.Batch{MaxRows: 1000, PerSecond: 50}
)

// rig is a desk whose clerk works beside the stand-in platform.
type rig struct {
	*desktest.Rig
	*clerk.Clerk
	folder string
}

func newRig(t *testing.T, faults string, payments ...sandbox.Payment) *rig {
	t.Helper()
	return open(t, desktest.Options{Faults: faults, Listen: true}, payments...)
}

// newDeafRig hears no callbacks.
func newDeafRig(t *testing.T, faults string, payments ...sandbox.Payment) *rig {
	t.Helper()
	return open(t, desktest.Options{Faults: faults}, payments...)
}

func open(t *testing.T, o desktest.Options, payments ...sandbox.Payment) *rig {
	t.Helper()
	o.Files, o.Batch = dashboard.Files{}, fast
	r := desktest.New(t, o, payments...)
	return &rig{r, r.Desk.Batches, t.TempDir()}
}

// sales are payments ORD-1, ORD-2, … of 1,000 won each.
func sales(n int) []sandbox.Payment {
	all := make([]sandbox.Payment, n)
	for i := range all {
		all[i] = desktest.Sale(fmt.Sprintf("ORD-%d", i+1), 1000)
	}
	return all
}

// wishes ask for these amounts of ORD-1, ORD-2, …; nothing means all.
func wishes(amounts ...string) []batch.Wish {
	all := make([]batch.Wish, len(amounts))
	for i, a := range amounts {
		all[i] = batch.Wish{Line: i + 2, PaymentID: fmt.Sprintf("ORD-%d", i+1), Amount: a, Description: "event cancelled"}
	}
	return all
}

func (r *rig) build(amounts ...string) clerk.Built {
	r.T.Helper()
	built, err := r.BuildList(bg, wishes(amounts...), clerk.New{Name: "concert", Source: "list.csv"})
	require.NoError(r.T, err)
	return built
}

func (r *rig) path(name string) string { return filepath.Join(r.folder, name) }

func (r *rig) export(id int64, name string) []batches.File {
	r.T.Helper()
	b, files, err := r.Export(bg, id, clerk.Export{Path: r.path(name)})
	require.NoError(r.T, err)
	require.Equal(r.T, batch.Exported, b.State)
	return files
}

// upload hands a file to the stand-in, as a person does in the Dashboard.
func (r *rig) upload(path string) {
	r.T.Helper()
	data, err := os.ReadFile(path)
	require.NoError(r.T, err)
	_, err = r.Platform.UploadMassRefund(filepath.Base(path), data)
	require.NoError(r.T, err)
	ctx, cancel := context.WithTimeout(bg, 20*time.Second)
	defer cancel()
	require.NoError(r.T, r.Platform.Drain(ctx))
}

func (r *rig) states(id int64) map[string]ledger.RefundState {
	r.T.Helper()
	all, err := r.Results(bg, id)
	require.NoError(r.T, err)
	states := map[string]ledger.RefundState{}
	for _, o := range all {
		states[o.PaymentID] = o.State
	}
	return states
}

func (r *rig) batch(id int64) batch.Batch {
	r.T.Helper()
	b, err := batches.Get(bg, r.Store, id)
	require.NoError(r.T, err)
	return b
}

// honest requires that ledger and platform agree to the won and that nothing
// was refunded beyond what was captured.
func (r *rig) honest(payments int) {
	r.T.Helper()
	ctx, cancel := context.WithTimeout(bg, 20*time.Second)
	defer cancel()
	require.NoError(r.T, r.Platform.Drain(ctx)) // what was accepted a moment ago is still on its way
	require.NoError(r.T, r.Platform.Books().Check())
	for i := range payments {
		id := fmt.Sprintf("ORD-%d", i+1)
		require.Equal(r.T, r.Platform.Books().Refunded(desktest.Project, id), r.Payment(id).Refunded, id)
	}
	chain, err := r.Store.VerifyChain(bg)
	require.NoError(r.T, err)
	require.Nil(r.T, chain.Bad, chain.Why)
}

func code(t testing.TB, err error) ledger.Code {
	t.Helper()
	var said *ledger.Error
	require.ErrorAs(t, err, &said)
	return said.Code
}

// exec changes the ledger behind everybody's back.
func (r *rig) exec(query string, args ...any) error {
	return r.Store.Write(bg, "a test", func(tx *store.Tx) error {
		tx.Record("test", "", nil)
		return tx.Exec(bg, query, args...)
	})
}

package ledger

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// inFile is a row of a mass refund file for 300 won.
func inFile(id string, state RefundState) *Refund {
	f := &Refund{ID: id, Via: ViaFile, State: state, Amount: won(300), CreatedAt: minute(0).Add(-time.Second)}
	if state == Uploaded {
		f.Attempts = 1
	}
	return f
}

func TestARowOfAFileTakesTheOneRefundThatFits(t *testing.T) {
	for status, want := range map[string]RefundState{"success": Succeeded, "decline": Declined, "processing": Accepted} {
		f := inFile("row", Uploaded)
		a := book(f, refundOp("2", status, 300, 1))
		require.Equal(t, want, f.State)
		require.Equal(t, "2", f.OperationID)
		require.Equal(t, "row", a.Operations[1].RefundID)
		require.Empty(t, f.Hold)
		require.EqualValues(t, map[bool]int64{true: 300}[status == "processing"], a.Payment.Reserved)
	}
	f := inFile("row", Uploaded)
	a := book(f, refundOp("2", "processing", 300, 1))
	later := refundOp("2", "success", 300, 2)
	a.Apply(later, minute(3))
	settle(a, f)
	require.Equal(t, Succeeded, f.State)
	require.EqualValues(t, 700, a.Payment.Refundable())
}

func TestARowOfAFileNeverTakesWhatMayBeAnothers(t *testing.T) {
	for name, c := range map[string]struct {
		rows   []*Refund
		events []Event
		why    string
	}{
		"two operations":          {[]*Refund{inFile("a", Uploaded)}, []Event{refundOp("2", "success", 300, 1), refundOp("3", "decline", 300, 2)}, "2 refunds of 300 KRW on the payment fit 1 waiting row: choose which is which"},
		"two rows":                {[]*Refund{inFile("a", Uploaded), inFile("b", Uploaded)}, []Event{refundOp("2", "success", 300, 1)}, "1 refund of 300 KRW on the payment fits 2 waiting rows: choose which is which"},
		"a refund through Gate":   {[]*Refund{inFile("a", Uploaded), {ID: "g", Via: ViaGate, State: InDoubt, Amount: won(300), Attempts: 1, CreatedAt: minute(0)}}, []Event{refundOp("2", "success", 300, 1)}, "1 refund of 300 KRW on the payment fits 2 waiting rows: choose which is which"},
		"a file not yet uploaded": {[]*Refund{inFile("a", Exported)}, []Event{refundOp("2", "success", 300, 1)}, "a refund of 300 KRW appeared on the payment although the file is not marked as uploaded: was it?"},
	} {
		t.Run(name, func(t *testing.T) {
			a := fold(nil, append([]Event{told("1", "sale", "success", 1000, 0, "success", 1000)}, c.events...)...)
			settle(a, c.rows...)
			for _, f := range c.rows {
				if f.Via == ViaFile {
					require.True(t, f.State.Open(), "it keeps its amount")
					require.Empty(t, f.OperationID)
					require.Equal(t, c.why, f.Hold, "a person is asked")
				}
			}
			require.Empty(t, settle(a, c.rows...), "once")
		})
	}
	old := refundOp("2", "success", 300, -60)
	f := inFile("row", Uploaded)
	book(f, old)
	require.Equal(t, Uploaded, f.State, "what is older than the file is not its doing")
	named := refundOp("2", "success", 300, 1)
	named.Operation.MerchantRefundID = "somebody's"
	book(f, named)
	require.Equal(t, Uploaded, f.State, "files carry no ids")
	other := refundOp("2", "success", 299, 1)
	book(f, other)
	require.Equal(t, Uploaded, f.State)
}

func TestAWithdrawnRowThatAppearsIsRaised(t *testing.T) {
	f := inFile("row", Cancelled)
	a := book(f, refundOp("2", "success", 300, 1))
	require.Equal(t, Cancelled, f.State)
	require.Contains(t, f.Hold, "withdrawn")
	require.EqualValues(t, 700, a.Payment.Refundable())
	f.Hold = ""
	require.Empty(t, settle(a, f), "once, also after a person has seen it")
}

func TestASecondRefundThatFitsPutsTheFirstInDoubt(t *testing.T) {
	f := inFile("row", Uploaded)
	a := book(f, refundOp("2", "decline", 300, 1))
	require.Equal(t, Declined, f.State)
	a.Apply(refundOp("3", "success", 300, 2), minute(2))
	require.NotEmpty(t, settle(a, f))
	require.Equal(t, Declined, f.State)
	require.Contains(t, f.Hold, "operation 3", "it may be the row's own, and then refunding again would pay twice")
	require.Empty(t, settle(a, f), "once")
}

func TestARefundOfARowThatIsTakenBackIsSeen(t *testing.T) {
	f := inFile("row", Uploaded)
	undo := told("3", RefundReverse, "success", 300, 2, "success", 1000)
	undo.Left = nil
	book(f, refundOp("2", "success", 300, 1), undo)
	require.Equal(t, ReversedBackNow, f.State)
	require.NotEmpty(t, f.Hold)
}

// Whatever comes, in whatever order: what is refunded and what may still be
// refunded never exceed what was captured by more than the platform itself did,
// and no two rows share an operation.
func TestRowsAndOperationsBelongTogetherOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := fold(nil, told("1", "sale", "success", 1000, 0, "success", 1000))
		var rows []*Refund
		for i := range rapid.IntRange(1, 3).Draw(t, "rows") {
			f := inFile(string(rune('a'+i)), rapid.SampledFrom([]RefundState{Exported, Uploaded}).Draw(t, "state"))
			f.Amount = won(rapid.SampledFrom([]int64{100, 300}).Draw(t, "amount"))
			rows = append(rows, f)
		}
		settle(a, rows...)
		for i := range rapid.IntRange(0, 5).Draw(t, "events") {
			id := rapid.SampledFrom([]string{"2", "3", "4"}).Draw(t, "id")
			e := refundOp(id, rapid.SampledFrom([]string{"processing", "success", "decline"}).Draw(t, "status"), map[string]int64{"2": 100, "3": 300, "4": 300}[id], i)
			a.Apply(e, minute(i))
			settle(a, rows...)
		}
		seen := map[string]bool{}
		for _, f := range rows {
			if f.OperationID != "" {
				if seen[f.OperationID] {
					t.Fatalf("operation %s stands for two rows", f.OperationID)
				}
				seen[f.OperationID] = true
			} else if !f.State.Open() {
				t.Fatalf("row %s ended as %s without an operation", f.ID, f.State)
			}
		}
		open := int64(0)
		for _, f := range rows {
			if f.State.Reserves() && f.OperationID == "" {
				open += f.Amount.Minor
			}
		}
		if a.Payment.Reserved < open {
			t.Fatalf("%d reserved, but rows of %d have no outcome", a.Payment.Reserved, open)
		}
	})
}

// A person noted that the platform never took the row. When it shows after all,
// the next batch of failed rows must not take it once more.
func TestARowNotedAsNotTakenThatAppearsIsRaised(t *testing.T) {
	f := inFile("row", Rejected)
	f.Attempts = 1
	a := book(f, refundOp("2", "success", 300, 1))
	require.Equal(t, Rejected, f.State)
	require.Contains(t, f.Hold, "not taken")
	require.EqualValues(t, 700, a.Payment.Refundable())
	f.Hold = ""
	require.Empty(t, settle(a, f), "once, also after a person has seen it")
}

func TestAQuestionThatAnsweredItselfIsNotAskedOn(t *testing.T) {
	for _, state := range []RefundState{Uploaded, Exported} {
		x, y := inFile("x", Uploaded), inFile("y", state)
		a := fold(nil, told("1", "sale", "success", 1000, 0, "success", 1000), refundOp("2", "success", 300, 1))
		settle(a, x, y)
		require.NotEmpty(t, y.Hold)
		x.OperationID, x.Hold = "2", "" // a person chose
		settle(a, x, y)
		require.Equal(t, Succeeded, x.State)
		require.Equal(t, state, y.State)
		require.Empty(t, y.Hold, "nothing is left to choose")
		require.Empty(t, settle(a, x, y))
		if state == Uploaded {
			a.Apply(refundOp("3", "decline", 300, 2), minute(3))
			settle(a, x, y)
			require.Equal(t, Declined, y.State, "the other one follows by itself")
		}
	}
}

// A file cannot have been handed in, and told of, in the instant of its own reservation.
func TestWhatIsKnownWhenAFileIsReservedIsNotItsDoing(t *testing.T) {
	f := inFile("row", Uploaded)
	a := fold(nil, told("1", "sale", "success", 1000, 0, "success", 1000))
	a.Apply(refundOp("2", "decline", 300, 0), f.CreatedAt)
	settle(a, f)
	require.Equal(t, Uploaded, f.State)
	require.Empty(t, f.Hold)
}

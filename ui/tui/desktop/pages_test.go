package desktop_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/ledger"
	"contra/importers/callbacks"
)

// reject takes in messages that cannot be accepted.
func (w *world) reject(source string, raw ...string) {
	w.T.Helper()
	intake := w.desk.Intake(source)
	var batch []ledger.Inbound
	for i, r := range raw {
		batch = append(batch, callbacks.Check(w.desk.Secrets, source, i+1, []byte(r)))
	}
	require.NoError(w.T, intake.Store(context.Background(), batch))
	require.NoError(w.T, intake.Finish(context.Background(), nil))
}

// What is typed into the filter is text, whatever key it would be elsewhere.
func TestKeysInTheFilterNeverAct(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39")).start(80, 24)
	w.Press("/")
	typed := "rRqQANWnkuvVdtsScFyx1234?:[]{}"
	w.Type(typed)
	w.Paste("r\nq\x1b[2Jr")
	w.Press("ctrl+p", "ctrl+o", "ctrl+x", "f10", "alt+f")
	w.RequireNoDialog()
	require.False(t, w.Quit())
	w.RequireShows("Filter: ", typed)
	w.pass(time.Second)
	require.Zero(t, w.asked("ORD-1"))
	w.Press("esc")
	w.RequireShows("ORD-1")
	w.RequireHides("Filter: ")
}

func TestFilterAsYouType(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"), sale("ORD-2", 64_000, "KRW", "고객40"), sale("EUR-1", 10_050, "EUR", "a")).start(110, 30)
	w.Press("/")
	w.Type("amo")
	w.RequireShows("amount:", "captured, in major units")
	w.Press("tab")
	w.Type(">100000")
	w.RequireShows("ORD-2") // typing waits for a pause
	w.pass(130 * time.Millisecond)
	w.RequireHides("ORD-2", "EUR-1")
	w.RequireShows("ORD-1", "1 of 1")
	w.Type(" colour:red")
	w.RequireShows("there is no field \"colour\"")
	w.Press("enter") // not while it cannot be understood
	w.RequireShows("Filter: ")
	w.pass(time.Second)
	w.RequireShows("ORD-1")
	w.Press("ctrl+w", "enter")
	w.RequireHides("Filter: ")
	w.RequireShows("amount:>100000", "1 payment · captured 250,000 KRW")
	w.Press("/", "esc")
	w.RequireShows("amount:>100000")
	w.Press("F")
	w.RequireShows("ORD-1", "ORD-2", "EUR-1", "3 payments")
	w.find("status:declined")
	w.RequireShows("no payment fits the filter")
}

func TestSelectionIsAddedUpByCurrency(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "a"), sale("ORD-2", 64_000, "KRW", "b"), sale("EUR-1", 10_050, "EUR", "c")).start(160, 30)
	w.Press("s")
	w.Type("payment id")
	w.Press("down", "enter")
	w.RequireShows("payment id, A to Z")
	w.Press("space")
	w.RequireShows("1 selected · can refund 100.50 EUR")
	w.Press("space")
	w.RequireShows("2 selected · can refund 100.50 EUR, 250,000 KRW")
	w.Press("r")
	w.RequireNoDialog()
	w.RequireShows("a refund is for one payment")
	w.Press("ctrl+a")
	w.RequireShows("3 selected · can refund 100.50 EUR, 314,000 KRW")
	w.Press("home", "space")
	w.RequireShows("2 selected · can refund 0.00 EUR, 314,000 KRW")
	w.Press("i")
	w.RequireShows("1 selected · can refund 100.50 EUR")
	w.Press("esc")
	w.RequireHides("selected")
	w.Press("t")
	w.RequireShows("EUR  1 payment", "KRW  2 payments", "there is no sum across currencies")
}

func TestTheStoryOfAPayment(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39")).start(200, 50)
	w.fillRefund("50000", "배송비", "50000")
	w.confirm("Refund ORD-1")
	w.Press("esc")
	w.RequireShows("captured   250,000 KRW", "refunded    50,000 KRW", "can refund 200,000 KRW", "KakaoPay", "고객39", "Shop KR 1234",
		"paid 19 Nov 2026 18:30:00 UTC", "business day KST 20 Nov 03:30", "Thu 19 Nov 2026 UTC", "sale", "callback sale success", "by desk1", "KST 22 Nov")
	w.Press("v")
	w.RequireShows("Raw: what came back: status", `"operations": [`)
	w.Press("esc", "tab", "down", "v")
	w.RequireShows("Raw: callback sale success", `"project_id": 1234`, `"customer": {`)
	w.Press("y")
	require.Contains(t, w.out.String(), "\x1b]52;c;")
	w.Press("esc")
	w.RequireShows("Copied the raw message, by the terminal's clipboard.")
}

func TestAskThePlatform(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"))
	require.NoError(t, w.platform.DashboardRefund(shop, "ORD-1", 100_000)) // its callbacks never came
	w.start(200, 40)
	w.RequireShows("250,000 KRW")
	w.Press("u")
	w.told("The platform's status of ORD-1 is stored.")
	w.RequireShows("150,000 KRW", "not by us")
	require.Equal(t, int64(100_000), w.stored("ORD-1").Refunded)
}

func TestFlagsAreExplained(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"))
	// A message says that less is left than our operations leave.
	body, err := gate.Sign("s", []byte(`{"project_id":1234,"payment":{"id":"ORD-1","type":"purchase","status":"partially refunded","method":"kakaopay","sum":{"amount":200000,"currency":"KRW"}},
"operation":{"id":777,"type":"invoice","status":"success","date":"2026-11-20T00:00:00+0000","created_date":"2026-11-20T00:00:00+0000","request_id":"x","sum_initial":{"amount":0,"currency":"KRW"}}}`), gate.AtTop)
	require.NoError(t, err)
	w.reject("late.json", string(body))
	w.start(120, 34)
	w.RequireShows("Disagrees with the platform: it says", "200,000 KRW is left, our operations", "250,000 KRW")
}

func TestImportsAndRejections(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"))
	require.NoError(t, w.platform.AddPayment(sale("ORD-2", 64_000, "KRW", "b")))
	good := string(w.platform.Callbacks("ORD-2")[0])
	folder := t.TempDir()
	lines := []string{good, strings.Replace(good, "ORD-2", "ORD-3", 1), `{"project_id":999}`, "{"}
	require.NoError(t, os.WriteFile(filepath.Join(folder, "new.ndjson"), []byte(strings.Join(lines, "\n")), 0o600))
	w.start(120, 40)
	w.Press("5", "o")
	w.RequireShows("Import callbacks")
	w.Type(folder + "/n")
	w.Press("tab", "enter")
	w.told("4 messages read: 1 stored, 0 known already, 3 rejected")
	w.RequireShows("new.ndjson", "Imports !3")
	w.Resize(80, 24) // the name of the file matters more than how much was read
	w.RequireShows("21 Nov 18:30 history.ndjson ", "…new.ndjson ")
	w.Resize(120, 40)
	w.RequireShows("new.ndjson:2", "bad signature", "unknown project", "project 999 is not configured", "bad json")
	w.Press("tab", "enter")
	w.RequireShows("Rejected message", "line 2", "Its signature does not hold", `"id": "ORD-3"`)
	w.Press("esc", "p")
	w.told("3 messages tried again: 0 stored, 0 known already, 3 still rejected")
	w.Press("1")
	w.RequireShows("ORD-2")
	w.pass(2 * time.Second) // sums are made anew at most once a second
	w.RequireShows("2 payments")

	w.Press("ctrl+o") // the same again, from another page
	w.Type(folder + "/new.ndjson")
	w.Press("enter")
	w.told("0 stored, 1 known already")
	w.Press("ctrl+o")
	w.Type(folder + "/nothing")
	w.Press("enter")
	w.RequireShows("Error:", "nothing")
}

// A cancelled import leaves nothing half-stored.
func TestAnImportIsCancelled(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39"))
	require.NoError(t, w.platform.AddPayment(sale("ORD-2", 64_000, "KRW", "b")))
	path := filepath.Join(t.TempDir(), "new.json")
	require.NoError(t, os.WriteFile(path, w.platform.Callbacks("ORD-2")[0], 0o600))
	w.start(120, 40)
	w.Press("5", "o")
	w.Type(path)
	w.Hold()
	w.Press("enter")
	w.RequireShows("Importing…")
	w.Press("o")
	w.RequireNoDialog()
	w.Press("esc")
	w.Release()
	w.told("Cancelled. 0 messages read", "an import is running")
	w.RequireHides("new.json")
	w.Press("1")
	w.RequireHides("ORD-2")
	w.Press("5", "o") // and again, to the end
	w.Type(path)
	w.Press("enter")
	w.told("1 message read: 1 stored")
}

func TestTheJournal(t *testing.T) {
	w := newWorld(t, "", sale("ORD-1", 250_000, "KRW", "고객39")).start(120, 40)
	w.refundAll("Refund ORD-1", "250000")
	w.Press("esc", "6")
	w.RequireShows("refund.prepared", "refund.sent", "refund.answer", "desk1", "import")
	w.Press("end", "v")
	w.RequireShows("Entry 1", "hash")
	w.Press("esc", "V")
	w.RequireShows("entries hold", "The newest hash:")
}

func TestReadOnly(t *testing.T) {
	w := newWorld(t, "timeout_after@ORD-17:1", sale("ORD-1", 250_000, "KRW", "고객39"), sale("ORD-17", 30_000, "KRW", "b"))
	_, _, err := w.desk.PlanNow(context.Background(), w.stored("ORD-17").RowID, nil, "")
	require.NoError(t, err)
	w.reject("a", "{")
	w.desk = w.openDesk("auditor", true)
	w.start(100, 30)
	w.RequireShows("READ-ONLY", "auditor")
	for _, k := range []string{"r", "u", "ctrl+o", "2", "q", "R", "N", "n", "A", "5", "o", "p"} {
		w.Press(k)
		w.RequireNoDialog()
	}
	w.RequireShows("read-only")
	w.pass(time.Minute) // nor does the background
	require.Equal(t, ledger.InDoubt, w.refunds("ORD-17")[0].State)
	for _, size := range sizes {
		w.Resize(size[0], size[1])
		w.RequireShows("PRACTICE", "READ-ONLY")
	}
}

package timeline

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/money"
	"contra/ui/tui/pane"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
)

var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func at(s int) time.Time { return noon.Add(time.Duration(s) * time.Second) }

func story() desk.Dossier {
	return desk.Dossier{
		Payment: ledger.Payment{ID: "ORD-1", Currency: "KRW"},
		Operations: []ledger.Operation{
			{RowID: 2, ID: "2", Type: "refund", Status: "success", Amount: money.New(50_000, "KRW"), CreatedAt: at(60), RefundID: "f"},
			{RowID: 1, ID: "1", Type: "sale", Status: "success", Amount: money.New(128_000, "KRW"), CreatedAt: at(0)},
			{RowID: 3, ID: "3", Type: "refund", Status: "decline", Code: "20000", Amount: money.New(7, "USD"), CreatedAt: at(90)},
		},
		Callbacks: []ledger.Callback{
			{RowID: 1, OperationID: "1", Type: "sale", Status: "success", Date: at(0), Source: "in/a.ndjson", Line: 7, Raw: []byte(`{"a":1}`)},
			{RowID: 2, OperationID: "2", Type: "refund", Status: "processing", Date: at(59), Late: true, Raw: []byte(`{"a":2}`)},
			{RowID: 3, OperationID: "2", Type: "refund", Status: "success", Date: at(65), Raw: []byte(`{"a":3}`)},
		},
		Refunds: []ledger.Refund{{ID: "f", Operator: "desk1", Amount: money.New(50_000, "KRW")}},
		Steps: map[string][]ledger.Step{"f": {
			{RowID: 1, At: at(58), Kind: "intent", State: ledger.Prepared, Detail: "50,000 KRW of 128,000 KRW"},
			{RowID: 2, At: at(58), Kind: "send", State: ledger.Sent},
			{RowID: 3, At: at(60), Kind: "answer", State: ledger.Accepted, HTTP: 200, Raw: []byte(`{}`)},
			{RowID: 4, At: at(65), Kind: "callback", State: ledger.Succeeded, Detail: "operation 2: refund success"},
			{RowID: 5, At: at(70), Kind: "callback", State: ledger.Succeeded, Detail: "the platform says decline, after it was succeeded"},
		}},
	}
}

func TestTheStoryIsInOrder(t *testing.T) {
	var got []string
	events := Of(story())
	for _, e := range events {
		got = append(got, e.What+" "+e.State)
	}
	require.Equal(t, []string{"sale success", "callback sale success", "refund prepared", "sent sent", "callback refund processing", "refund success",
		"answer accepted", "callback refund success", "callback succeeded", "refund decline"}, got)
	require.Equal(t, "by desk1", events[5].By)
	require.Equal(t, `{"a":3}`, string(events[5].Raw), "an operation has its last message")
	require.Contains(t, events[4].Detail, "changed nothing")
	require.Equal(t, "a.ndjson:7", events[1].By)
	last := events[len(events)-1]
	require.Equal(t, "0.07 USD", last.Amount, "another currency is named")
	require.Equal(t, "not by us", last.By)
	require.Contains(t, last.Detail, "20000")
}

func TestAPurchaseOfOursStandsInThePaymentsStory(t *testing.T) {
	d := story()
	p := ledger.Purchase{ID: "p", Via: ledger.ViaGate, Operator: "desk2", Amount: money.New(128_000, "KRW"), Body: []byte(`{"sent":1}`)}
	steps := []ledger.PurchaseStep{
		{RowID: 1, At: at(-9), Kind: "intent", State: ledger.PurchasePrepared},
		{RowID: 2, At: at(-9), Kind: "send", State: ledger.PurchaseSent},
		{RowID: 3, At: at(0), Kind: "answer", State: ledger.PurchaseWaiting, HTTP: 200, Raw: []byte(`{}`)},
		{RowID: 4, At: at(1), Kind: "callback", State: ledger.PurchaseSucceeded, Detail: "operation 1: sale success"},
	}
	d.Purchase, d.PurchaseSteps = &p, steps
	var got []string
	events := Of(d)
	for _, e := range events[:6] {
		got = append(got, e.What+" "+e.Amount)
	}
	require.Equal(t, []string{"purchase 128,000", "sent ", "answer ", "sale 128,000", "callback ", "refund 50,000"}, got, "and what repeats the sale is left out")
	require.Equal(t, []string{"by desk2", `{"sent":1}`, "HTTP 200"}, []string{events[0].By, string(events[1].Raw), events[2].By})
	require.Len(t, Purchase(p, steps), 4, "nothing else tells of it while there is no payment")
}

func plain(lines []pane.Line) string {
	var b strings.Builder
	for _, l := range lines {
		for _, p := range l.Parts {
			b.WriteString(p.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestLinesFitAndNameTheBusinessDay(t *testing.T) {
	seoul, err := time.LoadLocation("Asia/Seoul")
	require.NoError(t, err)
	d := story()
	for i := range d.Operations {
		d.Operations[i].CreatedAt = d.Operations[i].CreatedAt.Add(6 * time.Hour) // after midnight in Seoul
	}
	events := Of(d)
	st := &theme.Styles{}
	for w := 20; w < 120; w++ {
		for _, l := range Lines(st, events, w, 1, seoul) {
			n := 0
			for i, p := range l.Parts {
				if i > 0 && strings.HasPrefix(p.Text, "KST") {
					n += text.Width(p.Text)
				}
			}
			require.LessOrEqual(t, n, w)
		}
	}
	wide := plain(Lines(st, events, 100, 1, seoul))
	require.Contains(t, wide, "Sat 21 Nov 2026 UTC")
	require.Contains(t, wide, "KST 22 Nov")
	require.NotContains(t, plain(Lines(st, events, 100, 1, nil)), "KST")
	require.NotContains(t, plain(Lines(st, Of(story()), 100, 1, seoul)), "KST", "the same day needs no second name")
}

func TestRepeatedAnswersAreOneStep(t *testing.T) {
	steps := []ledger.Step{{Kind: "send"}}
	for i := range 5 {
		steps = append(steps, ledger.Step{Kind: "status", Detail: "not known yet", At: at(i), HTTP: 200, Raw: []byte{byte(i)}})
	}
	steps = append(steps, ledger.Step{Kind: "note", Detail: "not known yet"}, ledger.Step{Kind: "status", Detail: "not known yet", At: at(9)}, ledger.Step{Kind: "status", Detail: "it is there", At: at(10)})
	got := Fold(steps)
	require.Len(t, got, 5)
	require.Equal(t, "not known yet (5 times, last at 12:00:04)", got[1].Detail)
	require.Equal(t, at(0), got[1].At)
	require.Equal(t, []byte{4}, got[1].Raw)
	require.Equal(t, "not known yet", got[3].Detail)
	require.Len(t, steps, 9, "the steps themselves stay")
	require.Equal(t, "not known yet", steps[1].Detail)
}

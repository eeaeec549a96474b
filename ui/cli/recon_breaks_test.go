package cli_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"contra/core/sandbox/reportfile"
)

// compared is a ledger with a comparison that has found differences.
func compared(t *testing.T) (*world, reconciledDoc) {
	t.Helper()
	w, rows := spoiltMonth(t)
	return w, w.run("reconcile", w.report("october.csv", dataAPI(), rows), "--json").exits(3).reconciled()
}

// one gives the only break with a code.
func (d reconciledDoc) one(t *testing.T, code string) breakDoc {
	t.Helper()
	found := d.breaksOf(code)
	require.Len(t, found, 1, code)
	return found[0]
}

func (r ran) decided() (d decidedDoc) {
	r.t.Helper()
	r.into(&d)
	return d
}

func TestBreaksAreListedAndShown(t *testing.T) {
	w, d := compared(t)
	var all breaksDoc
	w.run("breaks", "--json").exits(0).into(&all)
	require.Equal(t, "1", all.RunID)
	require.Equal(t, d.Breaks, all.Items)
	for args, want := range map[string]int64{"--code AMOUNT_DIFF": 1, "--code amount_diff --open": 1, "--currency EUR": 0, "--currency KRW": 7, "--find a3": 1, "--kind expected": 0,
		"--code NOT_YET_REPORTED": 0, "--kind pair": 0, "--kind tolerated": 0, "--limit 2": 7} {
		var found breaksDoc
		w.run(append([]string{"breaks", "1", "--json"}, split(args)...)...).exits(0).into(&found)
		require.Equal(t, want, *found.Total, args)
		require.Equal(t, int64(len(found.Items)) < want, found.Truncated)
	}
	w.run("breaks", "2025-10", "--json").exits(0)
	w.run("breaks", "7", "--json").fails(1, "not_found")
	w.run("breaks", "2025-11", "--json").fails(1, "not_found")
	w.run("breaks", "seven", "--json").fails(2, "usage")
	w.run("breaks", "--code", "NO_SUCH", "--json").fails(2, "usage")
	w.run("breaks", "--kind", "sort", "--json").fails(2, "usage")

	b := d.one(t, "AMOUNT_DIFF")
	var show breakShowDoc
	w.run("breaks", "show", fmt.Sprintf("1/%d", b.N), "--json").exits(0).into(&show)
	require.Equal(t, b, show.Break)
	require.Equal(t, "break", show.Kind)
	require.Len(t, show.ReportRecords, 1)
	require.Len(t, show.LocalRecords, 1)
	require.Contains(t, show.Explain, ruleDoc{"amount", "fail", "1 KRW less"})
	require.Contains(t, show.Explain, ruleDoc{"operation", "pass", b.Operation})
	require.Len(t, show.Raw, 1)
	require.Equal(t, b.Line, show.Raw[0].Line)
	require.Contains(t, show.Raw[0].Raw, b.Operation)
	require.Equal(t, "1001", show.Raw[0].Cells[slices.Index(show.Raw[0].Header, string(reportfile.Amount))])
	require.NotEmpty(t, show.Next)
	require.Empty(t, show.Decisions)
	w.run("breaks", "show", fmt.Sprint(b.N), "--json").exits(0).into(&show)
	require.Equal(t, b, show.Break, "a number alone is one of the latest run")
	w.run("breaks", "show", "1/99", "--json").fails(1, "not_found")
	w.run("breaks", "show", "x", "--json").fails(2, "usage")

	foreign := d.one(t, "FOREIGN_REFUND")
	w.run("breaks", "show", fmt.Sprintf("1/%d", foreign.N), "--json").exits(0).into(&show)
	require.NotEmpty(t, show.Candidates)
	require.Equal(t, "A6", show.Candidates[0].Record.Payment)
	require.Positive(t, show.Candidates[0].Failed)
	human := w.run("breaks", "show", fmt.Sprintf("1/%d", foreign.N)).exits(0)
	require.Contains(t, human.out, "find out who made it")
}

// The list says what is decided, and what of it stays open.
func TestTheListOfBreaksSaysWhatIsDecided(t *testing.T) {
	w, d := compared(t)
	w.run("breaks", "decide", "1", "--code", "AMOUNT_DIFF", "--as", "accept", "--note", "as agreed", "--yes").exits(0)
	w.run("breaks", "decide", "1", "--code", "FOREIGN_REFUND", "--as", "carry", "--note", "next month", "--yes").exits(0)
	lines := strings.Split(w.run("breaks").exits(0).out, "\n")
	at := strings.Index(lines[0], "DECIDED")
	require.Positive(t, at)
	cell := func(code string) string {
		for _, l := range lines {
			if strings.Contains(l, " "+code+" ") {
				words, _, _ := strings.Cut(l[at:], "  ")
				return words
			}
		}
		return "no " + code
	}
	require.Len(t, d.breaksOf("AMOUNT_DIFF"), 1)
	require.Equal(t, "accept", cell("AMOUNT_DIFF"))
	require.Equal(t, "carry, open", cell("FOREIGN_REFUND"))
	require.Empty(t, cell("STATUS_DIFF"))
}

// What is asked for and is not there is said with the next step.
func TestWhatIsNotThereIsSaidWithTheNextStep(t *testing.T) {
	w, _ := compared(t)
	says := func(r ran, words ...string) {
		t.Helper()
		for _, word := range words {
			require.Contains(t, r.exits(1).err, word)
		}
	}
	says(w.run("breaks", "show", "1/99"), "run 1 has no finding 99", "contra breaks 1 --limit -1 lists them")
	says(w.run("reopen", "2025-10", "--note", "late"), "2025-10 is not signed", "contra months shows where each month stands")
	require.Equal(t, w.run("breaks", "show", "1/2", "--json").exits(0).out, w.run("breaks", "show", "1", "--n", "2", "--json").exits(0).out)
	require.Contains(t, w.run("breaks", "--limit", "many").exits(2).err, `--limit takes a whole number, not "many"`)
	require.Contains(t, w.run("breaks", "decide", "1", "--n", "1,x").exits(2).err, `--n takes a whole number, not "1,x"`)
	require.Contains(t, w.run("breaks", "show", "1", "--n", "0").exits(2).err, "0 is no break")
	require.Contains(t, w.run("settle", "--wait", "soon").exits(2).err, `--wait cannot be "soon": write a duration such as 30s`)
	says(w.run("verify-pack", "gone.zip"), `there is no file "gone.zip"`, "check the path")
}

func TestDecisionsArePreviewedNotedAndTakenBack(t *testing.T) {
	w, d := compared(t)
	dup, amount := d.one(t, "DUP_IN_REPORT"), d.one(t, "AMOUNT_DIFF")
	numbers := fmt.Sprintf("%d,%d", dup.N, amount.N)

	plan := w.run("breaks", "decide", "1", "--n", numbers, "--as", "accept", "--dry-run", "--json").exits(0).decided()
	require.True(t, plan.DryRun)
	require.Equal(t, 2, plan.Decided)
	require.Zero(t, plan.Act)
	require.Len(t, plan.Sums, 2)
	w.run("breaks", "decide", "1", "--n", numbers, "--as", "accept", "--json").fails(2, "usage")                                 // no note
	w.run("breaks", "decide", "1", "--n", numbers, "--as", "accept", "--note", "fine", "--json").fails(2, "usage")               // nobody to ask
	w.run("breaks", "decide", "1", "--as", "accept", "--note", "fine", "--yes", "--json").fails(2, "usage")                      // which?
	w.run("breaks", "decide", "1", "--all", "--n", "1", "--as", "accept", "--note", "fine", "--yes", "--json").fails(2, "usage") // which?
	w.run("breaks", "decide", "1", "--all", "--as", "ignore", "--note", "fine", "--yes", "--json").fails(2, "usage")             // no such decision
	w.run("breaks", "decide", "1", "--n", "99", "--as", "accept", "--note", "fine", "--yes", "--json").fails(1, "not_found")
	open := func() int64 {
		var found breaksDoc
		w.run("breaks", "1", "--open", "--json").exits(0).into(&found)
		return *found.Total
	}
	require.EqualValues(t, 7, open(), "nothing was decided yet")

	done := w.run("breaks", "decide", "1", "--n", numbers, "--as", "accept", "--note", "agreed, ticket 5", "--yes", "--json").exits(0).decided()
	require.Equal(t, 2, done.Decided)
	require.Positive(t, done.Act)
	require.EqualValues(t, 5, open())
	var show breakShowDoc
	w.run("breaks", "show", fmt.Sprintf("1/%d", amount.N), "--json").exits(0).into(&show)
	require.Len(t, show.Decisions, 1)
	require.Equal(t, "accept", show.Break.Decision.As)
	require.Equal(t, "agreed, ticket 5", show.Break.Decision.Note)
	require.Equal(t, "tester", show.Break.Decision.Operator)

	w.run("breaks", "decide", "1", "--n", numbers, "--as", "accept", "--note", "again", "--yes", "--json").fails(4, "wrong_state")
	rest := w.run("breaks", "decide", "2025-10", "--all", "--currency", "KRW", "--as", "contest", "--note", "asked", "--yes", "--json").exits(0).decided()
	require.Equal(t, 5, rest.Decided)
	require.EqualValues(t, 5, open(), "what is contested stays open")

	var undone struct{ Act, Undone int64 }
	w.run("breaks", "undo", fmt.Sprint(show.Decisions[0].ID), "--json").exits(0).into(&undone)
	require.EqualValues(t, 2, undone.Undone, "one act, whichever decision of it is named")
	require.EqualValues(t, 7, open())
	w.run("breaks", "undo", fmt.Sprint(show.Decisions[0].ID), "--json").fails(1, "not_found")
	w.run("breaks", "undo", "99", "--json").fails(1, "not_found")
	w.run("breaks", "show", fmt.Sprintf("1/%d", amount.N), "--json").exits(0).into(&show)
	require.Equal(t, "tester", show.Decisions[0].Undone)
	w.run("audit", "verify", "--json").exits(0)
}

func TestMatchesByHandHoldUntilTheyAreTakenBack(t *testing.T) {
	w, d := compared(t)
	foreign := d.one(t, "FOREIGN_REFUND")
	missing := d.breaksOf("MISSING_IN_REPORT")[0]
	w.run("breaks", "match", "1", "--n", fmt.Sprint(foreign.N), "--note", "same thing", "--json").fails(2, "usage") // one side only
	w.run("breaks", "match", "1", "--n", fmt.Sprintf("%d,%d", foreign.N, missing.N), "--json").fails(2, "usage")    // no note
	var acts struct {
		RunID     string        `json:"run_id"`
		Act       int64         `json:"act"`
		Decisions []decisionDoc `json:"decisions"`
	}
	w.run("breaks", "match", "1", "--n", fmt.Sprintf("%d,%d", foreign.N, missing.N), "--note", "booked under another id", "--json").exits(0).into(&acts)
	require.Len(t, acts.Decisions, 2)
	again := w.run("breaks", "again", "1", "--json").exits(3).reconciled()
	require.Equal(t, "2", *again.RunID)
	require.Empty(t, again.breaksOf("FOREIGN_REFUND"))
	require.Equal(t, d.Matched+1, again.Matched)

	var found struct {
		RunID     string    `json:"run_id"`
		Items     []pairDoc `json:"items"`
		Total     int64     `json:"total"`
		Truncated bool      `json:"truncated"`
	}
	w.run("breaks", "2", "--kind", "pair", "--json").exits(0).into(&found)
	require.Equal(t, "hand", found.Items[0].By)
	require.Equal(t, "booked under another id", found.Items[0].Note)
	w.run("breaks", "undo", fmt.Sprint(acts.Act), "--json").exits(0)
	back := w.run("breaks", "again", "2", "--json").exits(3).reconciled()
	require.Equal(t, d.Counts, back.Counts)
	require.False(t, back.Reused, "what the first run found is found again; the month's newest run has to say so")
	month := w.month("2025-10")
	require.Equal(t, *back.RunID, month.RunID)
	require.EqualValues(t, len(d.Breaks), month.Breaks)
	w.run("breaks", "unmatch", "2", "--n", fmt.Sprint(found.Items[0].N), "--note", "after all not", "--json").exits(0)

	// A row that its operation id alone has matched.
	w.run("breaks", "unmatch", "1", "--row", "3", "--note", "another shop", "--json").fails(1, "not_found")
	w.run("breaks", "unmatch", "1", "--row", "2", "--note", "another shop", "--json").exits(0)
	operation := find(t, w.rows(), "A4", 1).OperationID
	w.run("breaks", "unmatch", "1", "--operation", operation, "--note", "another shop", "--json").exits(0)
	w.run("breaks", "unmatch", "1", "--operation", "1", "--note", "another shop", "--json").fails(1, "not_found")
	apart := w.run("breaks", "again", "1", "--json").exits(3).reconciled()
	require.Equal(t, d.Matched-2, apart.Matched)
	w.run("breaks", "unmatch", "1", "--json").fails(2, "usage")
}

func TestWhatThePlatformKnowsIsAskedAndAdopted(t *testing.T) {
	w := newWorld(t, "", "")
	w.sold("A1", 1000, "KRW", 3)
	require.NoError(t, w.platform.DashboardRefund(project, "A1", 400)) // nobody told the ledger
	rows := w.platform.ReportRows(october, october.AddDate(5, 0, 0))
	path := w.report("all.csv", dataAPI(), rows)
	d := w.run("reconcile", path, "--json").exits(3).reconciled()
	foreign := d.one(t, "FOREIGN_REFUND")
	require.EqualValues(t, 1000, w.payment("A1").Refundable)

	var asked struct {
		RunID string `json:"run_id"`
		Items []struct {
			N       int64       `json:"n"`
			Code    string      `json:"code"`
			Project int64       `json:"project_id"`
			Payment string      `json:"payment_id"`
			Now     *paymentDoc `json:"payment"`
			Error   *problem    `json:"error"`
		} `json:"items"`
		Total int64    `json:"total"`
		Error *problem `json:"error"`
	}
	w.run("breaks", "ask", "1", "--code", "FOREIGN_REFUND", "--json").exits(0).into(&asked)
	require.EqualValues(t, 400, asked.Items[0].Now.Refunded)
	require.EqualValues(t, 600, w.payment("A1").Refundable)
	w.run("breaks", "again", "1", "--json").exits(0).reconciled()

	// What the platform cannot tell comes from the row.
	rows[len(rows)-1].OperationID, rows[len(rows)-1].PaymentID, rows[len(rows)-1].Amount.Minor = "9000000000000001", "A1", 50
	d = w.run("reconcile", w.report("more.csv", dataAPI(), append(rows, rows[len(rows)-1])[:3]), "--json").exits(3).reconciled()
	foreign = d.one(t, "FOREIGN_REFUND")
	w.run("breaks", "adopt", *d.RunID, "--n", fmt.Sprint(foreign.N), "--json").fails(2, "usage")
	var adopted struct {
		RunID     string     `json:"run_id"`
		N         int64      `json:"n"`
		Operation string     `json:"operation_id"`
		Payment   paymentDoc `json:"payment"`
	}
	w.run("breaks", "adopt", *d.RunID, "--n", fmt.Sprint(foreign.N), "--note", "refunded by Kim", "--json").exits(0).into(&adopted)
	require.EqualValues(t, 450, adopted.Payment.Refunded)
	require.Equal(t, "9000000000000001", adopted.Operation)
	after := w.run("breaks", "again", *d.RunID, "--json").reconciled()
	require.Empty(t, after.breaksOf("FOREIGN_REFUND"))
}

// What a person wrote into the exported table is taken over once, and only about
// breaks that are as they were.
func TestDecisionsComeBackFromASpreadsheet(t *testing.T) {
	for _, name := range []string{"breaks.csv", "breaks.xlsx"} {
		t.Run(name, func(t *testing.T) {
			w, rows := spoiltMonth(t)
			folder := filepath.Join(w.folder, "papers")
			d := w.run("reconcile", w.report("october.csv", dataAPI(), rows), "--out", folder, "--json").exits(3).reconciled()
			require.Len(t, d.Files, 6)
			for _, f := range d.Files {
				require.FileExists(t, f)
			}
			edited := filepath.Join(w.folder, "edited-"+name)
			require.NoError(t, os.WriteFile(edited, fill(t, filepath.Join(folder, name), map[string][2]string{"AMOUNT_DIFF": {"accept", "rounding"}, "DUP_IN_REPORT": {"duplicate", "sent twice"}, "STATUS_DIFF": {"accept", "rounding"}}), 0o600))

			var taken struct {
				RunID  string       `json:"run_id"`
				Read   int          `json:"read"`
				Same   int          `json:"same"`
				Acts   []decidedDoc `json:"acts"`
				DryRun bool         `json:"dry_run"`
			}
			w.run("breaks", "import", edited, "--json").fails(2, "usage") // nobody to ask
			w.run("breaks", "import", edited, "1", "--dry-run", "--json").exits(0).into(&taken)
			require.Equal(t, 3, taken.Read)
			require.Len(t, taken.Acts, 2, "equal decisions are one act")
			w.run("breaks", "import", edited, "1", "--yes", "--json").exits(0).into(&taken)
			acts := taken.Acts
			var open breaksDoc
			w.run("breaks", "1", "--open", "--json").exits(0).into(&open)
			require.EqualValues(t, 4, *open.Total)
			w.run("breaks", "import", edited, "1", "--yes", "--json").exits(0).into(&taken)
			require.Equal(t, 3, taken.Same)
			require.Empty(t, taken.Acts)

			at := slices.IndexFunc(acts, func(a decidedDoc) bool { return a.As == "accept" })
			w.run("breaks", "undo", fmt.Sprint(acts[at].Act), "--json").exits(0)
			w.run("breaks", "decide", "1", "--code", "AMOUNT_DIFF", "--as", "contest", "--note", "no", "--yes", "--json").exits(0)
			r := w.run("breaks", "import", edited, "1", "--yes", "--json").fails(4, "has_errors")
			require.Contains(t, r.out, "changed since the table was written")
			w.run("breaks", "import", filepath.Join(w.folder, "nothing.csv"), "--json").fails(1, "not_found")
			w.run("reconcile", "--month", "2025-10", "--out", folder, "--json").fails(1, "io")
		})
	}
}

// fill writes decisions and notes into a table of breaks, by code.
func fill(t *testing.T, path string, by map[string][2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	if filepath.Ext(path) == ".csv" {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		all, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
		require.NoError(t, err)
		at := func(name string) int { return slices.Index(all[0], name) }
		for _, row := range all[1:] {
			if d, ok := by[row[at("code")]]; ok {
				row[at("decision")], row[at("note")] = d[0], d[1]
			}
		}
		require.NoError(t, csv.NewWriter(&b).WriteAll(all))
		return b.Bytes()
	}
	book, err := excelize.OpenFile(path)
	require.NoError(t, err)
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		require.NoError(t, err)
		head := slices.IndexFunc(rows, func(r []string) bool { return slices.Contains(r, "Decision") })
		if head < 0 {
			continue
		}
		for i, row := range rows[head+1:] {
			d, ok := by[row[slices.Index(rows[head], "Code")]]
			if !ok {
				continue
			}
			for k, name := range []string{"Decision", "Note"} {
				cell, err := excelize.CoordinatesToCellName(slices.Index(rows[head], name)+1, head+i+2)
				require.NoError(t, err)
				require.NoError(t, book.SetCellStr(sheet, cell, d[k]))
			}
		}
	}
	require.NoError(t, book.Write(&b))
	return b.Bytes()
}

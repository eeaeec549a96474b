package statement

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"contra/core/money"
	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/exporters/cell"
)

// mostPrinted is how many rows of a list a page shows.
const mostPrinted = 2000

// printed are the lists of findings and of rejected rows.
func (v *view) printed() (all []table, err error) {
	is := func(state string) func(*archive.Finding) bool {
		return func(f *archive.Finding) bool { return stateOf(f) == state }
	}
	byHand := func(f *archive.Finding) bool { return f.Kind == archive.Paired && f.Pair.By == recon.ByHand }
	noted := func(f *archive.Finding) bool { return f.Kind == archive.Broken && f.Decision != nil }
	for _, l := range []struct {
		title, none string
		columns     []column[line]
		want        func(*archive.Finding) bool
	}{
		{"Open breaks", "Nothing is open.", openList, is(open)},
		{"Decisions", "Nothing was decided.", decisionList, noted},
		{"Put together by hand", "", byHandList, byHand},
		{"Expected, not due yet", "Nothing is expected.", expectedList, is(expected)},
		{"Tolerated", "", toleratedList, is(tolerated)},
	} {
		t, err := listed(l.title, l.none, l.columns, v.lines(l.want))
		if err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	t, err := listed("Rows that could not be read", "Every row could be read.", rejectList, v.rejected)
	all = append(all, t)
	return slices.DeleteFunc(all, func(t table) bool { return len(t.Rows) == 0 && t.None == "" }), err
}

// listed makes a list for the page.
func listed[T any](title, none string, columns []column[T], each func(row func(*T) error) error) (table, error) {
	t := table{None: none}
	var row []cell.Cell
	n := int64(0)
	err := each(func(of *T) error {
		if n++; n <= mostPrinted {
			row = cells(columns, row[:0], of)
			t.Rows = append(t.Rows, texts(row))
		}
		return nil
	})
	titles := make([]string, len(columns))
	for i, c := range columns {
		titles[i] = c.title
	}
	t.headed(titles)
	t.Title = fmt.Sprintf("%s (%s)", title, cell.Int(n).Format())
	if n > mostPrinted {
		t.More = fmt.Sprintf("The first %s of %s are shown; the CSV file and the workbook have them all.", cell.Int(mostPrinted).Format(), cell.Int(n).Format())
	}
	return t, err
}

// shown is a column of a printed list.
func shown(title string, of func(*line) cell.Cell) column[line] {
	return column[line]{title: title, of: of}
}

var (
	codeShown      = shown("Code", func(l *line) cell.Cell { return cell.Of(string(l.Code)) })
	paymentShown   = shown("Payment", func(l *line) cell.Cell { return cell.Of(l.PaymentID) })
	operationShown = shown("Operation", func(l *line) cell.Cell { return cell.Of(cmp.Or(l.OperationID, l.local.refund)) })
	dayShown       = shown("Day", func(l *line) cell.Cell { return cell.Day(l.At, l.v.zone) })
	reportShown    = shown("Report", func(l *line) cell.Cell { return cell.Of(l.report.words()) })
	localShown     = shown("Ledger", func(l *line) cell.Cell { return cell.Of(l.local.words()) })
	stakeShown     = shown("At stake", func(l *line) cell.Cell { return cell.Of(amount(l.Stake)) })
	reasonShown    = shown("Reason", func(l *line) cell.Cell { return cell.Of(l.Break.Reason) })

	openList = []column[line]{
		codeShown, paymentShown, operationShown, dayShown, reportShown, localShown, stakeShown,
		shown("Days", func(l *line) cell.Cell { return cell.Int(l.v.age(l.Finding)) }), reasonShown,
	}
	decisionList = []column[line]{
		codeShown, paymentShown, operationShown, stakeShown,
		shown("Decision", func(l *line) cell.Cell { return cell.Of(string(l.decision().Verb)) }),
		shown("Note", func(l *line) cell.Cell { return cell.Of(l.decision().Note) }),
		shown("By", func(l *line) cell.Cell { return cell.Of(l.decision().Operator) }),
		shown("At (UTC)", func(l *line) cell.Cell { return cell.When(l.decision().At) }),
	}
	byHandList = []column[line]{
		paymentShown, operationShown, reportShown, localShown,
		shown("Note", func(l *line) cell.Cell { return cell.Of(l.Pair.Note) }),
	}
	expectedList = []column[line]{
		paymentShown, operationShown, dayShown, localShown,
		shown("Due (UTC)", func(l *line) cell.Cell { return cell.When(l.Break.Due) }),
	}
	toleratedList = []column[line]{paymentShown, operationShown, dayShown, reportShown, localShown, stakeShown, reasonShown}

	rejectList = []column[rejected]{
		{title: "Report", of: func(r *rejected) cell.Cell { return cell.Of(r.v.source(r.Report)) }},
		{title: "Line", of: func(r *rejected) cell.Cell { return cell.ID(int64(r.Line)) }},
		{title: "Column", of: func(r *rejected) cell.Cell { return cell.Of(r.Column) }},
		{title: "Detail", of: func(r *rejected) cell.Cell { return cell.Of(r.Detail) }},
		{title: "Row as written", of: func(r *rejected) cell.Cell { return cell.Of(r.Raw) }},
	}
)

// words tell what a side says.
func (s *side) words() string {
	words := []string{amount(s.amount), s.kind, s.status}
	if s.records > 1 {
		words = append([]string{fmt.Sprintf("%d rows:", s.records)}, words...)
	}
	return strings.Join(slices.DeleteFunc(words, func(w string) bool { return w == "" }), " ")
}

func amount(a money.Amount) string {
	if a.Currency == "" {
		return ""
	}
	return a.String()
}

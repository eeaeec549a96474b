package statement

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"contra/core/ledger"
	"contra/core/recon/archive"
	"contra/core/report"
)

// Edit is a decision that a person wrote into a table of breaks.
type Edit struct {
	Sheet   string // of a workbook
	Line    int    // in the table, from 1
	Key     string // of the break
	Version string // of the finding that the person saw; see Version
	Verb    archive.Verb
	Note    string
}

// takenBack are the decisions that one line of a table can say. The others need both sides.
var takenBack = []archive.Verb{archive.Accept, archive.Duplicate, archive.Exclude, archive.Contest, archive.Carry, archive.Adopt}

// Fault is one thing that is wrong in a table.
type Fault struct {
	Sheet  string // of a workbook
	Line   int
	Column string
	What   string
}

// String names the place and what is wrong there.
func (f Fault) String() string {
	place := fmt.Sprintf("line %d", f.Line)
	if f.Sheet != "" {
		place = fmt.Sprintf("sheet %s, %s", f.Sheet, place)
	}
	if f.Column != "" {
		place += ", " + f.Column
	}
	return place + ": " + f.What
}

// Faults is everything that is wrong in a table.
type Faults []Fault

// Error tells the first few.
func (f Faults) Error() string {
	const most = 10
	words := make([]string, 0, most)
	for i := range f[:min(len(f), most)] {
		words = append(words, f[i].String())
	}
	if n := len(f) - most; n > 0 {
		words = append(words, fmt.Sprintf("and %d more", n))
	}
	return strings.Join(words, "; ")
}

// ReadDecisions reads a table of breaks back, CSV or a workbook, and gives the
// rows in which a person filled in or changed the decision or its note. Other rows and
// columns may be missing, moved or changed. If anything is wrong it gives no edits, and
// an error of code ErrFindings that wraps Faults: all of it, by line and column.
func ReadDecisions(r io.Reader) ([]Edit, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	begin, err := in.Peek(4)
	if err != nil && len(begin) == 0 {
		return nil, unread("the table is empty")
	}
	var rows reading
	if bytes.HasPrefix(begin, []byte("PK")) {
		err = rows.workbook(in)
	} else {
		err = rows.csv(in)
	}
	if err != nil {
		return nil, err
	}
	rows.disagreements()
	if len(rows.faults) > 0 {
		return nil, &ledger.Error{Code: ledger.ErrFindings, Message: fmt.Sprintf("%d cells are not right, so no decision was taken over", len(rows.faults)),
			Hint: "mend them and read the file again", Err: rows.faults}
	}
	return rows.edits, nil
}

func unread(format string, args ...any) *ledger.Error {
	return ledger.Errorf(ledger.ErrUsage, format, args...).WithHint("export the breaks again and fill in the columns decision and note")
}

// reading collects what a table says.
type reading struct {
	edits  []Edit
	faults Faults
}

// places are the columns that matter, by their place in a table.
type places struct{ key, version, decision, note, state int }

// header finds the columns, whatever their order. ok is false when it is not
// that of a table of breaks; missing names what it lacks.
func header(names []string) (p places, missing []string) {
	find := func(name string) int {
		at := slices.IndexFunc(names, func(n string) bool { return report.Fold(n) == report.Fold(name) })
		if at < 0 {
			missing = append(missing, name)
		}
		return at
	}
	p = places{key: find("break"), version: find("version"), decision: find(decisionColumn), note: find(noteColumn)}
	p.state = slices.IndexFunc(names, func(n string) bool { return report.Fold(n) == "state" })
	return p, missing
}

// row takes one row of a table.
func (d *reading) row(sheet string, line int, p places, cells []string) {
	at := func(i int) string {
		if i < 0 || i >= len(cells) {
			return ""
		}
		return cells[i]
	}
	wrong := func(column, format string, args ...any) {
		d.faults = append(d.faults, Fault{sheet, line, column, fmt.Sprintf(format, args...)})
	}
	e := Edit{Sheet: sheet, Line: line, Verb: archive.Verb(verbOf(at(p.decision))), Note: noteOf(at(p.note))}
	key, version := noteOf(at(p.key)), noteOf(at(p.version))
	if key == "" && e.Verb == "" && e.Note == "" {
		return
	}
	seen, mark, ok := strings.Cut(strings.TrimPrefix(version, versionMark), "-")
	if !ok || seen == "" || !strings.HasPrefix(version, versionMark) {
		wrong("version", "%q is not what was exported", short(version))
		return
	}
	if mark == filled(string(e.Verb), e.Note) {
		return // as it was exported
	}
	if e.Key, ok = strings.CutPrefix(key, breakMark); !ok || e.Key == "" {
		wrong("break", "%q is not what was exported", short(key))
		return
	}
	e.Version = seen
	state := verbOf(at(p.state))
	switch {
	case state == expected || state == tolerated:
		wrong(decisionColumn, "what is %s is no break, so nothing is decided about it", state)
	case e.Verb == "" && e.Note == "":
		wrong(decisionColumn, "a decision is taken back by undoing it, not by emptying its cell")
	case e.Verb == "":
		wrong(decisionColumn, "a note alone decides nothing; write one of %s", strings.Join(verbs(), ", "))
	case e.Verb == archive.Match || e.Verb == archive.Apart:
		wrong(decisionColumn, "%s needs both sides, so it cannot be decided in a table", e.Verb)
	case !slices.Contains(takenBack, e.Verb):
		wrong(decisionColumn, "%q is no decision; write one of %s", short(string(e.Verb)), strings.Join(verbs(), ", "))
	case e.Note == "":
		wrong(noteColumn, "it is empty; write why")
	default:
		d.edits = append(d.edits, e)
	}
}

// disagreements finds breaks about which two rows decide differently. Of equal
// decisions the first stays.
func (d *reading) disagreements() {
	first := map[string]Edit{}
	d.edits = slices.DeleteFunc(d.edits, func(e Edit) bool {
		was, twice := first[e.Key]
		if !twice {
			first[e.Key] = e
			return false
		}
		if was.Verb != e.Verb || was.Note != e.Note || was.Version != e.Version {
			d.faults = append(d.faults, Fault{e.Sheet, e.Line, decisionColumn, "it is not what line " + fmt.Sprint(was.Line) + " decides about the same break"})
		}
		return true
	})
}

func short(text string) string {
	const most = 40
	for i := range text {
		if i >= most {
			return text[:i] + "…"
		}
	}
	return text
}

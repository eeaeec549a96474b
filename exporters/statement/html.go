package statement

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"

	"contra/core/recon/archive"
	"contra/exporters/cell"
)

//go:embed page.html
var pageText string

var pageTemplate = template.Must(template.New("statement").Parse(pageText))

// page is what the template shows. All of its text is clean; the template escapes it.
type page struct {
	Title, Subtitle string
	Standing        string
	Holds           bool // every identity does
	Blocks          []table
	Lists           []table
	Signatures      []signer
	Foot            string
}

// table is a block or a list as text.
type table struct {
	Title string
	Head  []heading
	Rows  [][]text
	None  string // what is said when there are no rows
	More  string // what is said when not all are shown
	Facts bool   // the first column names what the second says

	Charts []chart
}

type heading struct {
	Text  string
	Right bool
}

type text struct {
	Text  string
	Right bool
	Mark  string // ok, bad or long
}

// signer is a line for a signature.
type signer struct{ Role, Name, When string }

// HTML writes one page for people, to be read in a browser or printed on A4. It
// needs nothing from outside. Of very long lists it shows the beginning, and says so.
func HTML(w io.Writer, s Statement) error {
	v, err := s.view()
	if err != nil {
		return err
	}
	p, err := v.page()
	if err != nil {
		return err
	}
	return failed(pageTemplate.Execute(w, p))
}

func (v *view) page() (*page, error) {
	p := &page{Title: "Reconciliation statement", Subtitle: cell.Clean(v.title()), Standing: "Not signed", Holds: true}
	if c := v.Close; c != nil {
		p.Standing = cell.Clean(map[archive.Standing]string{
			archive.Signed: "Signed by " + c.Operator, archive.Stale: "Signed by " + c.Operator + ", to be signed again", archive.Reopened: "Reopened",
		}[c.Standing])
	}
	for _, c := range v.identities() {
		p.Holds = p.Holds && c.Holds
	}
	for _, b := range v.summary() {
		if len(b.rows) > 0 {
			p.Blocks = append(p.Blocks, b.table())
		}
		if b.title == agesTitle {
			p.Blocks[len(p.Blocks)-1].Charts = v.charts()
		}
	}
	var err error
	p.Lists, err = v.printed()
	p.Signatures = []signer{{Role: "Prepared by", Name: cell.Clean(v.preparer())}, {Role: "Reviewed by"}}
	if c := v.Close; c != nil {
		p.Signatures[0].When = v.At.Format("2006-01-02")
		p.Signatures[1].Name, p.Signatures[1].When = cell.Clean(c.Operator), c.At.UTC().Format("2006-01-02")
	}
	foot := []string{"Run " + v.Run.Fingerprint, v.Program}
	if v.AuditHead != "" {
		foot = append(foot, fmt.Sprintf("audit entry %d, head %s", v.AuditSeq, v.AuditHead))
	}
	p.Foot = cell.Clean(strings.Join(slices.DeleteFunc(foot, func(s string) bool { return s == "" }), " · "))
	return p, err
}

func (b *block) table() table {
	t := table{Title: b.title, Facts: b.head == nil}
	for _, row := range b.rows {
		t.Rows = append(t.Rows, texts(row))
	}
	t.headed(b.head)
	return t
}

// headed gives the table its titles, above numbers on the right.
func (t *table) headed(titles []string) {
	for i, title := range titles {
		right := slices.ContainsFunc(t.Rows, func(row []text) bool { return i < len(row) && row[i].Right })
		t.Head = append(t.Head, heading{title, right})
	}
}

// longWord is from where on a word may be broken.
const longWord = 20

func texts(row []cell.Cell) []text {
	all := make([]text, len(row))
	for i, c := range row {
		all[i] = text{Text: c.Format(), Right: c.Numeric()}
		switch word := all[i].Text; {
		case word == "✓":
			all[i].Mark = "ok"
		case word == "✗":
			all[i].Mark = "bad"
		case slices.ContainsFunc(strings.Fields(word), func(w string) bool { return len(w) > longWord }):
			all[i].Mark = "long"
		}
	}
	return all
}

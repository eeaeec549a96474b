package evidence

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"contra/core/money"
	"contra/core/recon"
	"contra/exporters/statement"
)

// Problem is something in a pack that does not hold.
type Problem struct {
	File string `json:"file"` // in the pack; empty: the pack as a whole
	What string `json:"what"`
}

// String names the file and what is wrong.
func (p Problem) String() string {
	if p.File == "" {
		return p.What
	}
	return p.File + ": " + p.What
}

// found collects problems, in words that are fit for any screen.
type found []Problem

func (f *found) add(file, format string, args ...any) {
	*f = append(*f, Problem{shown(file), shown(fmt.Sprintf(format, args...))})
}

// String tells the first few.
func (f found) String() string {
	const most = 3
	words := make([]string, 0, most)
	for _, p := range f[:min(len(f), most)] {
		words = append(words, p.String())
	}
	if n := len(f) - most; n > 0 {
		words = append(words, fmt.Sprintf("and %d more", n))
	}
	return strings.Join(words, "; ")
}

// problems holds the files of a pack against each other and the numbers against
// themselves. What could not be read is left out.
func (c *contents) problems(m Manifest) found {
	var f found
	if !c.read[runFile] {
		return f
	}
	c.checkIdentities(&f)
	c.checkBreaks(&f)
	if c.read[resultsFile] {
		c.checkResults(&f)
	}
	c.checkReports(&f, m.Files)
	c.checkHead(&f)
	is, says := about(c.run), m
	is.Files, is.Digest, says.Files, says.Digest = nil, "", nil, ""
	if a, err := is.encode(); err != nil {
		f.add(runFile, "%v", err)
	} else if b, err := says.encode(); err != nil || string(a) != string(b) {
		f.add(manifestFile, "it says something else of the run than run.json")
	}
	return f
}

// checkIdentities works the identities out again.
func (c *contents) checkIdentities(f *found) {
	again := (&recon.Result{Totals: c.run.Totals, Sides: c.run.Sides}).Checks(c.run.Rows)
	for _, want := range again {
		if !want.Holds {
			f.add(runFile, "an identity does not hold: %s", want.Words)
		}
		if !slices.ContainsFunc(c.run.Checks, func(k recon.Check) bool {
			return k.Name == want.Name && k.Currency == want.Currency && k.Left == want.Left && k.Right == want.Right
		}) {
			f.add(runFile, "the identity is not the one of its numbers: %s", want.Words)
		}
	}
	for _, k := range c.run.Checks {
		if !k.Holds || k.Left != k.Right {
			f.add(runFile, "an identity does not hold: %s", k.Words)
		}
	}
	for i := range c.run.Forward {
		for _, k := range statement.Rolls(&c.run.Forward[i]) {
			if !k.Holds {
				f.add(runFile, "the roll-forward in %s does not hold: %s", k.Currency, k.Words)
			}
		}
	}
}

func (c *contents) checkBreaks(f *found) {
	compare := func(file string, counts map[recon.Code]int64) {
		for _, a := range recon.Codes() {
			if counts[a.Code] != c.run.Counts[a.Code] {
				f.add(file, "it has %d breaks of code %s, and the run counts %d", counts[a.Code], a.Code, c.run.Counts[a.Code])
			}
		}
	}
	compare(runFile, c.items.counts)
	if !c.read[breaksFile] {
		return
	}
	compare(breaksFile, c.lines.counts)
	if a, b := len(c.lines.marks), len(c.items.marks); a != b {
		f.add(breaksFile, "it has %d lines for %d findings", a, b)
		return
	}
	for i := range c.items.marks {
		if c.items.marks[i] != c.lines.marks[i] {
			f.add(breaksFile, "line %d does not say what run.json says", i+2)
			return
		}
	}
}

// checkResults adds up what is matched.
func (c *contents) checkResults(f *found) {
	if c.rows != c.run.Matched {
		f.add(resultsFile, "it has %d matched rows, and the run counts %d", c.rows, c.run.Matched)
	}
	left := map[money.Currency]bool{}
	for currency := range c.sums {
		left[currency] = true
	}
	for _, t := range c.run.Totals {
		delete(left, t.Currency)
		if c.sums[t.Currency] != t.Matched {
			f.add(resultsFile, "the matched rows add up to %s, and the run says %s", money.New(c.sums[t.Currency], t.Currency), money.New(t.Matched, t.Currency))
		}
	}
	for currency := range left {
		if c.sums[currency] != 0 {
			f.add(resultsFile, "there are matched rows in %.10q, and the run has no such currency", currency)
		}
	}
}

// checkReports holds the list of reports against the run, and the reports that
// are in the pack against the list.
func (c *contents) checkReports(f *found, files []File) {
	if !c.read[reportsFile] {
		return
	}
	fileOf := map[string]string{}
	for _, x := range c.index {
		if x.file != "" {
			fileOf[x.sha256] = x.file
		}
	}
	if !slices.Equal(c.index, index(c.run.Reports, func(sha256 string) string { return fileOf[sha256] })) {
		f.add(reportsFile, "it does not list the reports of the run")
	}
	extra := map[string]string{}
	for _, file := range files {
		if !slices.Contains(always, file.Name) {
			extra[file.Name] = file.SHA256
		}
	}
	for _, x := range c.index {
		if x.file == "" {
			continue
		}
		if extra[x.file] != x.sha256 {
			f.add(x.file, "it is not the report that was compared")
		}
		delete(extra, x.file)
	}
	for _, file := range files {
		if _, ok := extra[file.Name]; ok {
			f.add(file.Name, "it does not belong in a pack")
		}
	}
}

func (c *contents) checkHead(f *found) {
	if c.read[headFile] && c.head != (head{c.run.Ledger, c.run.AuditSeq, c.run.AuditHead}) {
		f.add(headFile, "it says something else of the audit chain than run.json")
	}
	if _, err := hex.DecodeString(c.run.AuditHead); err != nil {
		f.add(runFile, "the head of the audit chain is not hexadecimal")
	}
	if k := c.run.Close; k != nil && k.Signed.AuditSeq > c.run.AuditSeq {
		f.add(runFile, "the month was signed at entry %d of the audit chain, which had %d", k.Signed.AuditSeq, c.run.AuditSeq)
	}
}

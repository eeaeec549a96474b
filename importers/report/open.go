package report

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"contra/core/ledger"
	corereport "contra/core/report"
	"contra/importers/card"
	"contra/importers/report/ready"
	"contra/importers/table"
)

// Options say how reports are read.
type Options struct {
	Profiles []corereport.Profile // those that were saved; the ready ones are always known
	Profile  string               // the name of the one to be used; empty: the one that fits
	Zone     string               // instead of the profile's
	Unit     corereport.Unit      // a person's answer, instead of the profile's
	Workers  int                  // goroutines that read; 0: as many as there are processors
	Progress func(done, total int64)
}

// How tells how a profile was found.
type How string

const (
	Named    How = "named"    // it was asked for
	Saved    How = "saved"    // it was saved for this header, or, with Drift, for one much like it
	Ready    How = "ready"    // it is a ready one, and the header has the columns that it needs
	Proposed How = "proposed" // from the names of the columns
)

// Opened is a table whose layout was recognised, or has to be settled by a person.
type Opened struct {
	Source  *table.Source
	Look    table.Look
	Header  []string // of Look, each name once, card numbers masked
	Profile corereport.Profile
	How     How
	Missing []corereport.Field // what no column and no default gives and rows cannot do without
	Drift   *Drift             // how the header differs from the one that the profile was made for; nil: not at all
	Sure    bool               // the layout needs no look of a person; the unit may: see NeedsUnit
	Doubt   string             // why it is not sure although nothing is missing and the header is known, in one sentence
}

// Profiles lists the ready profiles.
func Profiles() []corereport.Profile { return ready.All() }

// Open opens a report file, or standard input for "-". An archive has a table in each member.
// Every error is a *ledger.Error that names the file.
func Open(path string, stdin io.Reader, o Options) ([]*Opened, error) {
	sources, err := table.Open(path, stdin)
	if err != nil {
		return nil, err
	}
	var all []*Opened
	for _, s := range sources {
		opened, err := Look(s, o)
		if err != nil {
			for _, s := range sources {
				s.Close()
			}
			return nil, err
		}
		all = append(all, opened)
	}
	return all, nil
}

// Look recognises a table's layout.
func Look(s *table.Source, o Options) (*Opened, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	opened := &Opened{Source: s}
	first, err := s.Look(table.Hint{})
	if !opened.known(first, &o) {
		if err != nil {
			return nil, err
		}
		opened.guess(first, &o)
	}
	if o.Zone == "" && (opened.How == Ready || opened.How == Proposed) {
		opened.zone()
	}
	opened.Profile = complete(o.over(opened.Profile), opened.Look)
	opened.Missing = missing(opened.Profile, opened.Header)
	opened.Sure = opened.How != Proposed && opened.Drift == nil && len(opened.Missing) == 0 && opened.Doubt == ""
	return opened, nil
}

// known looks for a profile that fits a header of the table exactly: the header that was found, then those
// that saved profiles point at, then any line among the first ones.
func (o *Opened) known(first table.Look, opt *Options) bool {
	if o.recognise(first, opt) {
		return true
	}
	for _, hint := range opt.hints() {
		if l, err := o.Source.Look(hint); err == nil && o.recognise(l, opt) {
			return true
		}
	}
	for _, line := range headerLines(first) {
		hint := table.Hint{Encoding: first.Encoding, Delimiter: first.Delimiter, HeaderLine: line.number}
		if _, ok := opt.fit(unique(line.cells)); !ok {
			continue
		}
		if l, err := o.Source.Look(hint); err == nil && o.recognise(l, opt) {
			return true
		}
	}
	return false
}

// recognise takes a look whose header a profile fits exactly.
func (o *Opened) recognise(l table.Look, opt *Options) bool {
	header := unique(l.Header)
	m, ok := opt.fit(header)
	if ok {
		o.Look, o.Header, o.Profile, o.How, o.Doubt = l, header, m.profile, m.how, m.doubt
	}
	return ok
}

// guess takes the profile that comes nearest, with its differences, or proposes one.
func (o *Opened) guess(l table.Look, opt *Options) {
	o.Look, o.Header = l, unique(l.Header)
	if opt.Profile != "" {
		o.How = Named
		if p, ok := opt.saved(opt.Profile); ok {
			o.Profile, o.Drift = p, drift(p, o.Header)
			return
		}
		o.Profile, _ = ready.Named(opt.Profile, o.Header)
		return
	}
	if p, ok := nearest(opt.Profiles, o.Header); ok {
		o.Profile, o.How, o.Drift = p, Saved, drift(p, o.Header)
		return
	}
	o.Profile, o.How = Propose(o.Header, l.Samples), Proposed
}

// Use takes a profile that a person settled. It is the answer to a proposal and to drift: from now on
// it belongs to this header.
func (o *Opened) Use(p corereport.Profile) {
	p = complete(p, o.Look)
	if !p.BuiltIn {
		p.Header, p.Fingerprint = o.Header, corereport.Fingerprint(o.Header)
	}
	o.Profile, o.Drift, o.Doubt, o.Missing = p, nil, "", missing(p, o.Header)
	o.Sure = len(o.Missing) == 0
}

// unique gives each column a name of its own, so that a profile can name any of them.
func unique(header []string) []string {
	seen, next := make(map[string]bool, len(header)), map[string]int{}
	names := make([]string, len(header))
	for i, name := range header {
		name = strings.TrimSpace(card.MaskText(name))
		if corereport.Fold(name) == "" {
			name = fmt.Sprintf("column %d", i+1)
		}
		names[i] = name
		for first := corereport.Fold(name); seen[corereport.Fold(names[i])]; {
			next[first]++
			names[i] = fmt.Sprintf("%s (%d)", name, next[first]+1)
		}
		seen[corereport.Fold(names[i])] = true
	}
	return names
}

func (o *Options) check() error {
	if o.Profile == "" {
		return nil
	}
	if _, ok := o.saved(o.Profile); ok {
		return nil
	}
	names := []string{}
	for _, p := range slices.Concat(o.Profiles, ready.All()) {
		if p.Name == o.Profile {
			return nil
		}
		if !slices.Contains(names, p.Name) {
			names = append(names, p.Name)
		}
	}
	return ledger.Errorf(ledger.ErrNotFound, "there is no profile %q", o.Profile).WithHint("take one of %s", strings.Join(names, ", "))
}

package statement

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"contra/core/recon"
	"contra/core/recon/archive"
	"contra/exporters/cell"
)

// Version changes whenever a finding says something else, or something else was
// decided about it: an edit of an earlier version must not be taken over. The place of its
// rows in reports does not matter.
func Version(f *archive.Finding) string {
	h := sha256.New()
	say := func(words ...string) {
		for _, w := range words {
			fmt.Fprintf(h, "%d:%s,", len(w), w)
		}
	}
	say(string(f.Kind), string(f.Code), f.Key)
	for _, s := range []struct {
		list []recon.Record
		key  func(*recon.Record) string
	}{{f.Break.Report, recon.RowKey}, {f.Break.Local, recon.LocalKey}, {f.Break.Near, recon.LocalKey}} {
		say("side")
		for i := range s.list {
			r := &s.list[i]
			say(s.key(r), r.Type(), r.Status(), fmt.Sprint(r.Money.Minor), string(r.Money.Currency), r.Reject)
		}
	}
	if d := f.Decision; d != nil {
		say(fmt.Sprint(d.ID), string(d.Verb), d.Note)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// Cells of breaks and versions begin with a letter: a spreadsheet takes some
// hexadecimal numbers for decimal ones.
const (
	breakMark   = "B"
	versionMark = "V"
)

// versionCell is the version with a mark of the two cells that a person may
// fill in, so that it is seen whether they were.
func versionCell(f *archive.Finding) string {
	var verb, note string
	if f.Decision != nil {
		verb, note = string(f.Decision.Verb), f.Decision.Note
	}
	return versionMark + Version(f) + "-" + filled(verb, note)
}

func filled(verb, note string) string {
	sum := sha256.Sum256([]byte(verbOf(verb) + "\x00" + noteOf(note)))
	return hex.EncodeToString(sum[:4])
}

// noteOf reads a cell as a person means it, however it came there: without
// apostrophes and blanks around it that only a spreadsheet needs.
func noteOf(text string) string {
	text = strings.TrimSpace(cell.Clean(text))
	for {
		bare := strings.TrimSpace(cell.Bare(text))
		if bare == text {
			return text
		}
		text = bare
	}
}

func verbOf(text string) string { return strings.ToLower(noteOf(text)) }

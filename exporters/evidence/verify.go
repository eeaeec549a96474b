package evidence

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"time"

	"contra/core/ledger"
)

// Report is what a verification found.
type Report struct {
	OK       bool      `json:"ok"`
	Files    int       `json:"files"` // that the manifest names and that are as it says
	Problems []Problem `json:"problems"`

	// What the manifest says, as far as it could be read.
	RunID       int64     `json:"run_id,string"`
	Fingerprint string    `json:"fingerprint"`
	Month       string    `json:"month,omitempty"`
	At          time.Time `json:"at"`
	PreparedBy  string    `json:"prepared_by,omitempty"`
	SignedBy    string    `json:"signed_by,omitempty"`
	SignedAt    time.Time `json:"signed_at,omitzero"`
	Ledger      string    `json:"ledger,omitempty"`
	Program     string    `json:"program,omitempty"`
	AuditSeq    int64     `json:"audit_seq"`
	AuditHead   string    `json:"audit_head"`
	Digest      string    `json:"digest"` // of the manifest: compare it with one that was written down
}

// Verify looks whether a pack is whole and holds: nothing is missing, added or
// changed, the files say the same, and the numbers add up. It needs nothing but the file.
// An error means that the file could not be read; whatever is wrong in it is a problem of the report.
//
// Somebody who makes a whole new pack is not found out by this, but by comparing the
// digest with one that was written down, or the audit head with the ledger's chain.
func Verify(path string) (Report, error) {
	f, err := os.Open(path)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return Report{}, ledger.Errorf(ledger.ErrNotFound, "there is no file %q", path).WithHint("check the path")
		}
		return Report{}, &ledger.Error{Code: ledger.ErrIO, Message: "the pack cannot be read", Err: err}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return Report{}, &ledger.Error{Code: ledger.ErrIO, Message: "the pack cannot be read", Err: err}
	}
	if !info.Mode().IsRegular() {
		return Report{}, ledger.Errorf(ledger.ErrUsage, "%s is no file", path)
	}
	return Check(f, info.Size()), nil
}

// Check is Verify for a pack that is at hand.
func Check(r io.ReaderAt, size int64) Report {
	v := verifier{}
	v.check(r, size)
	v.report.OK = len(v.problems) == 0
	v.report.Problems = append([]Problem{}, v.problems...)
	return v.report
}

type verifier struct {
	report   Report
	problems found
	entries  map[string]*zip.File
	budget   int64 // of bytes that may still be unpacked
	seen     contents
}

func (v *verifier) check(r io.ReaderAt, size int64) {
	v.budget = mostUnpacked
	if !v.open(r, size) {
		return
	}
	m, ok := v.manifest()
	if !ok {
		return
	}
	for _, name := range always {
		if !slices.ContainsFunc(m.Files, func(f File) bool { return f.Name == name }) {
			v.problems.add(name, "the manifest does not name it")
		}
	}
	named := map[string]bool{manifestFile: true}
	for _, f := range m.Files {
		if named[f.Name] {
			v.problems.add(f.Name, "the manifest names it twice")
			continue
		}
		named[f.Name] = true
		v.file(f)
	}
	for _, name := range sorted(v.entries) {
		if !named[name] {
			v.problems.add(name, "it is not in the manifest")
		}
	}
	v.problems = append(v.problems, v.seen.problems(m)...)
}

// manifest reads the manifest, which must be exactly as we write it.
func (v *verifier) manifest() (m Manifest, ok bool) {
	entry := v.entries[manifestFile]
	if entry == nil {
		v.problems.add(manifestFile, "it is missing")
		return m, false
	}
	text, err := v.all(entry)
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil {
		v.problems.add(manifestFile, "it cannot be read: %v", err)
		return m, false
	}
	if m.Format != Format {
		v.problems.add(manifestFile, "its format is %.40q, not %q", m.Format, Format)
		return m, false
	}
	v.report = Report{RunID: m.RunID, Fingerprint: shown(m.Fingerprint), Month: shown(m.Month), At: m.At, PreparedBy: shown(m.PreparedBy), SignedBy: shown(m.SignedBy),
		SignedAt: m.SignedAt, Ledger: shown(m.Ledger), Program: shown(m.Program), AuditSeq: m.AuditSeq, AuditHead: shown(m.AuditHead), Digest: shown(m.Digest)}
	if again, err := m.encode(); err != nil || string(again) != string(text) {
		v.problems.add(manifestFile, "it is not as it was written")
	}
	if digest, err := m.digest(); err != nil || digest != m.Digest {
		v.problems.add(manifestFile, "it was changed: its digest is not that of its content")
	}
	return m, true
}

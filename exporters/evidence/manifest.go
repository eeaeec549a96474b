package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"time"

	"contra/exporters/statement"
)

// Format names the layout of a pack.
const Format = "contra evidence 1"

// Manifest says what is in a pack.
type Manifest struct {
	Format      string    `json:"format"`
	RunID       int64     `json:"run_id,string"`
	Fingerprint string    `json:"fingerprint"`
	Month       string    `json:"month,omitempty"`
	Zone        string    `json:"zone"`
	At          time.Time `json:"at"` // the end of the run
	PreparedBy  string    `json:"prepared_by"`
	SignedBy    string    `json:"signed_by,omitempty"`
	SignedAt    time.Time `json:"signed_at,omitzero"`
	Ledger      string    `json:"ledger,omitempty"`
	Program     string    `json:"program,omitempty"`
	AuditSeq    int64     `json:"audit_seq"`
	AuditHead   string    `json:"audit_head"` // hex
	Files       []File    `json:"files"`      // all but the manifest, in the order of the pack
	Digest      string    `json:"digest"`     // SHA-256 of the manifest with this empty, in hex
}

// File is one file of a pack.
type File struct {
	Name   string `json:"name"`
	Bytes  int64  `json:"bytes"`
	SHA256 string `json:"sha256"`
	About  string `json:"about,omitempty"`
}

// The files of every pack.
const (
	manifestFile = "manifest.json"
	pageFile     = "statement.html"
	breaksFile   = "breaks.csv"
	bookFile     = "breaks.xlsx"
	resultsFile  = "results.csv"
	rejectsFile  = "rejects.csv"
	runFile      = "run.json"
	headFile     = "audit-head.json"
	reportsFile  = "reports/index.csv"
)

// always are the files that no pack is without.
var always = []string{pageFile, breaksFile, bookFile, resultsFile, rejectsFile, runFile, headFile, reportsFile}

// about gives the manifest of a run without its files and its digest.
func about(d statement.Document) Manifest {
	m := Manifest{Format: Format, RunID: d.RunID, Fingerprint: d.Fingerprint, Month: d.Month, Zone: d.Zone, At: d.At, PreparedBy: d.Operator,
		Ledger: d.Ledger, Program: d.Program, AuditSeq: d.AuditSeq, AuditHead: d.AuditHead}
	if d.Close != nil {
		m.SignedBy, m.SignedAt = d.Close.Operator, d.Close.At
	}
	return m
}

// digest covers all of the manifest but the digest itself.
func (m Manifest) digest() (string, error) {
	m.Digest = ""
	text, err := m.encode()
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// encode gives the one form in which a manifest is written.
func (m Manifest) encode() ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	err := enc.Encode(m)
	return out.Bytes(), err
}

package view

import "contra/exporters/evidence"

// Evidence is a pack that was written.
type Evidence struct {
	File        string   `json:"file"`
	RunID       string   `json:"run_id"`
	Month       string   `json:"month"`
	Fingerprint string   `json:"fingerprint"`
	Digest      string   `json:"digest"` // of the manifest
	AuditSeq    int64    `json:"audit_seq"`
	AuditHead   string   `json:"audit_head"`
	Files       []string `json:"files"`
}

// PackCheck is what a verification of a pack found.
type PackCheck struct {
	evidence.Report
	Chain ChainCheck `json:"chain"`
}

// ChainCheck is the head of the audit chain in a pack, compared with a ledger.
type ChainCheck struct {
	Checked bool   `json:"checked"` // there is a ledger
	Ledger  string `json:"ledger,omitempty"`
	Problem string `json:"problem,omitempty"`
}

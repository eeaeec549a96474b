package statement

import (
	"cmp"
	"fmt"
	"time"

	"contra/core/recon/archive"
	"contra/exporters/cell"
)

// preparer is who made the run that was signed.
func (v *view) preparer() string {
	if v.Close != nil {
		return cmp.Or(v.Close.Signed.Preparer, v.Run.Operator)
	}
	return v.Run.Operator
}

func (v *view) signature() block {
	b := block{title: "Sign-off"}
	c := v.Close
	if c == nil {
		b.fact("Standing", "not signed")
		return b
	}
	b.fact("Standing", v.standing(c))
	b.fact("Signed by", c.Operator)
	b.fact("Signed", v.moment(c.At))
	b.fact("Note", c.Note)
	b.fact("Prepared by", v.preparer())
	if c.Operator == v.preparer() {
		b.fact("Review", "prepared and signed by the same person")
	}
	b.fact("Run that was signed", fmt.Sprintf("%d, fingerprint %s", c.Run, c.Signed.Fingerprint))
	if c.Run != v.Run.ID {
		b.fact("Attention", "this statement is of another run than the one that was signed")
	}
	b.fact("Open when signed", fmt.Sprintf("%d breaks", len(c.Signed.Open)))
	if c.Signed.AuditHead != "" {
		b.fact("Audit chain when signed", fmt.Sprintf("entry %d, head %s", c.Signed.AuditSeq, c.Signed.AuditHead))
	}
	return b
}

func (v *view) standing(c *archive.Close) string {
	words := string(c.Standing)
	if c.Standing == archive.Stale {
		words = "signed, but late data came in since: it needs to be signed again"
	}
	if c.Why != "" {
		words += " (" + c.Why + ", " + c.Changed.UTC().Format(time.DateOnly) + ")"
	}
	return words
}

func (v *view) late() block {
	b := block{title: "Came in after the signature", head: []string{"What", "Number", "Was", "Now", "At (UTC)"}}
	for _, l := range v.Late {
		b.add(cell.Of(l.What), cell.ID(l.Subject), cell.Of(l.Was), cell.Of(l.Now), cell.When(l.At))
	}
	return b
}

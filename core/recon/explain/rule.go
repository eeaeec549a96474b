package explain

import (
	"time"

	"contra/core/ledger"
	"contra/core/recon"
)

// Rule is one thing in which a row of a report and a record of the ledger are compared.
type Rule string

const (
	Operation Rule = "operation"
	Project   Rule = "project"
	Payment   Rule = "payment"
	Type      Rule = "type"
	Amount    Rule = "amount"
	Currency  Rule = "currency"
	Date      Rule = "date"
	Status    Rule = "status"
	Reference Rule = "reference"
	Decision  Rule = "decision" // of a person
	Sum       Rule = "sum"      // of the parts of a whole
)

// Outcome says what a rule found.
type Outcome string

const (
	Pass    Outcome = "pass"
	Fail    Outcome = "fail"
	Unknown Outcome = "unknown" // one side does not say
)

// Line is one rule with what it found.
type Line struct {
	Rule    Rule    `json:"rule"`
	Outcome Outcome `json:"outcome"`
	Words   string  `json:"words"` // no full stop
}

// compared are a row and a record of the ledger. The words are about one of
// them, as seen from the other.
type compared struct {
	row, local     *recon.Record
	subject, other *recon.Record // the same two: it is the other that is described
	rules          *recon.Rules
}

// lines compares them by every rule.
func (c *compared) lines() []Line {
	return []Line{c.operation(), c.project(), c.payment(), c.kind(), c.amount(), c.currency(), c.date(), c.status(), c.reference()}
}

func (c *compared) operation() Line {
	return text(Operation, c.subject.OperationID, c.other.OperationID, c.subject.OperationID == c.other.OperationID)
}

func (c *compared) project() Line {
	return text(Project, number(c.subject.Project), number(c.other.Project), c.subject.Project == c.other.Project)
}

func (c *compared) payment() Line {
	return text(Payment, c.subject.PaymentID, c.other.PaymentID, c.subject.Key().ID == c.other.Key().ID)
}

func (c *compared) kind() Line {
	return text(Type, c.subject.TypeName, c.other.TypeName, c.rules.SameType(c.row.TypeName, c.local.TypeName))
}

// status is not known of a refund of ours without an operation.
func (c *compared) status() Line {
	return text(Status, c.subject.StatusName, c.other.StatusName, c.rules.SameStatus(c.row.StatusName, c.local.StatusName))
}

func (c *compared) currency() Line {
	return text(Currency, string(c.subject.Money.Currency), string(c.other.Money.Currency), c.subject.Money.Currency == c.other.Money.Currency)
}

func (c *compared) amount() Line {
	a, b := c.other.Money, c.subject.Money
	off := max(a.Minor-b.Minor, b.Minor-a.Minor) // neither is negative
	switch {
	case a.Currency != b.Currency && a.Minor == b.Minor:
		return Line{Amount, Pass, "as many minor units"}
	case a.Currency != b.Currency:
		return Line{Amount, Fail, a.String() + ", not " + b.String()}
	case off == 0:
		return Line{Amount, Pass, a.String()}
	case off <= c.rules.Tolerated(a.Currency):
		return Line{Amount, Pass, recon.More(a, b) + ", which is tolerated"}
	}
	return Line{Amount, Fail, recon.More(a, b)}
}

func (c *compared) date() Line {
	if c.subject.When.IsZero() || c.other.When.IsZero() {
		return Line{Date, Unknown, "no date"}
	}
	apart := c.other.When.Sub(c.subject.When)
	if near := c.rules.Near(); max(apart, -apart) > near {
		return Line{Date, Fail, later(apart) + ", allowed are " + span(near)}
	}
	return Line{Date, Pass, later(apart)}
}

// reference looks for one that both have.
func (c *compared) reference() Line {
	found := Line{Reference, Unknown, "none on both sides"}
	for _, ref := range [][3]string{
		{"ARN", c.subject.Refs.ARN, c.other.Refs.ARN}, {"provider's id", c.subject.Refs.Provider, c.other.Refs.Provider}, {"RRN", c.subject.Refs.RRN, c.other.Refs.RRN},
	} {
		switch name, a, b := ref[0], ref[1], ref[2]; {
		case a == "" || b == "":
		case a == b:
			return Line{Reference, Pass, "same " + name + " " + a}
		case found.Outcome == Unknown:
			found = Line{Reference, Fail, "another " + name + ": " + b + ", not " + a}
		}
	}
	return found
}

// text compares words.
func text(rule Rule, subject, other string, same bool) Line {
	switch {
	case subject == "" && other == "":
		return Line{rule, Unknown, "given on neither side"}
	case subject == "" || other == "":
		return Line{rule, Unknown, "given on one side only: " + subject + other}
	case !same:
		return Line{rule, Fail, other + ", not " + subject}
	case subject != other:
		return Line{rule, Pass, other + ", which means " + subject}
	}
	return Line{rule, Pass, other}
}

// meaning is the type under which a record is compared.
func meaning(r *recon.Record, rules *recon.Rules) string {
	normal := r.Type()
	if to, ok := rules.Types[normal]; ok && r.Line != 0 {
		normal = ledger.Normal(to)
	}
	if ledger.IsRefundType(normal) {
		return ledger.RefundOp
	}
	return normal
}

func day(r *recon.Record) int64 { return r.When.UTC().Truncate(24 * time.Hour).Unix() }

package recon

// Code says what is the matter with something that did not match. Each break
// has exactly one: of those that apply, the one that stands first below.
type Code string

const (
	RowRejected      Code = "ROW_REJECTED"       // a line of the report could not be read
	DupInReport      Code = "DUP_IN_REPORT"      // the report has the operation more than once
	DupLocal         Code = "DUP_LOCAL"          // the ledger has the operation more than once
	SameIDChanged    Code = "SAME_ID_CHANGED"    // a known operation id with other content than before
	Ambiguous        Code = "AMBIGUOUS"          // two or more equal candidates
	CurrencyDiff     Code = "CURRENCY_DIFF"      // the same operation in another currency
	ExponentSuspect  Code = "EXPONENT_SUSPECT"   // the amounts differ by a factor of 10, 100 or 1000
	AmountDiff       Code = "AMOUNT_DIFF"        // the amounts differ by more than is tolerated
	WithinTolerance  Code = "WITHIN_TOLERANCE"   // matched, though not equal; no break
	StatusDiff       Code = "STATUS_DIFF"        // the statuses do not mean the same
	TypeDiff         Code = "TYPE_DIFF"          // the types do not mean the same
	FeeDiff          Code = "FEE_DIFF"           // the fee is not what was agreed
	NetDiff          Code = "NET_DIFF"           // gross less fee is not net
	SplitIncomplete  Code = "SPLIT_INCOMPLETE"   // the parts of one whole do not add up
	ForeignRefund    Code = "FOREIGN_REFUND"     // a refund that was not issued here
	RefundInDoubt    Code = "REFUND_IN_DOUBT"    // a refund of ours without final evidence
	RefundReversed   Code = "REFUND_REVERSED"    // a refund that succeeded was taken back
	RefundFailedLate Code = "REFUND_FAILED_LATE" // a refund that had succeeded has failed since
	NotYetReported   Code = "NOT_YET_REPORTED"   // not due yet; expected, no break
	MissingInReport  Code = "MISSING_IN_REPORT"  // overdue: the ledger alone has it
	MissingLocal     Code = "MISSING_LOCAL"      // the report alone has it
	WrongPeriod      Code = "WRONG_PERIOD"       // both have it, in different periods
)

// Severity is how much a break matters.
type Severity string

const (
	Info     Severity = "info"
	Low      Severity = "low"
	Medium   Severity = "medium"
	High     Severity = "high"
	Critical Severity = "critical"
)

// About explains a code to a person.
type About struct {
	Code     Code
	Severity Severity
	Meaning  string // one line, no full stop
	Next     string // what usually ends it
}

var about = []About{
	{RowRejected, High, "a line of the report could not be read", "mend the line and import it alone, or leave it out with a note"},
	{DupInReport, High, "the report has this operation more than once", "mark the extra row as a duplicate"},
	{DupLocal, High, "the ledger has this operation id more than once", "mark one as a duplicate"},
	{SameIDChanged, High, "a known operation now says something else", "accept the newer one, or contest it"},
	{Ambiguous, Medium, "two or more candidates fit equally well", "choose the right one"},
	{CurrencyDiff, High, "the same operation in another currency", "contest it with the platform"},
	{ExponentSuspect, Critical, "the amounts differ by exactly 10, 100 or 1000 times", "check the unit of the profile"},
	{AmountDiff, High, "the amounts differ", "contest it, or accept it with a note"},
	{WithinTolerance, Info, "matched, with a difference that is tolerated", "nothing; the sum of the differences is shown"},
	{StatusDiff, High, "the two sides disagree on the status", "ask the platform, or accept it"},
	{TypeDiff, Low, "the two sides disagree on the type", "accept it"},
	{FeeDiff, Medium, "the fee is not as agreed", "contest it with the platform"},
	{NetDiff, Medium, "gross less fee is not net", "contest it with the platform"},
	{SplitIncomplete, Medium, "the parts do not add up to the whole", "wait for the rest, or accept it with a note"},
	{ForeignRefund, High, "a refund that was not issued here", "find out who made it, then adopt it with a note"},
	{RefundInDoubt, High, "our refund has no final evidence yet", "ask the platform, or wait for the next report"},
	{RefundReversed, Critical, "a refund was taken back after it had succeeded", "contact the customer and refund another way"},
	{RefundFailedLate, Critical, "a refund failed after it had succeeded", "contact the customer and refund another way"},
	{NotYetReported, Info, "not due in a report yet", "nothing; it is carried forward"},
	{MissingInReport, High, "the ledger has it, the report does not", "ask the platform, or contest it"},
	{MissingLocal, High, "the report has it, the ledger does not", "ask the platform, then adopt it"},
	{WrongPeriod, Low, "both sides have it, in different periods", "carry it forward"},
}

// Codes lists every code in the order of precedence.
func Codes() []About { return about }

// About explains the code.
func (c Code) About() About {
	for _, a := range about {
		if a.Code == c {
			return a
		}
	}
	return About{Code: c, Severity: High}
}

// Rank is the code's place in the order of precedence, from 0.
func (c Code) Rank() int {
	for i, a := range about {
		if a.Code == c {
			return i
		}
	}
	return len(about)
}

// IsBreak tells whether the code is counted as a break. What is only expected,
// or tolerated, is shown and not counted.
func (c Code) IsBreak() bool { return c != NotYetReported && c != WithinTolerance }

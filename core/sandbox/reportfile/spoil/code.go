package spoil

// Code is what a comparison has to call a difference. The codes that only the
// merchant's side can cause are not here.
type Code string

// The codes, in the order in which the first that applies wins.
const (
	RowRejected     Code = "ROW_REJECTED"
	DupInReport     Code = "DUP_IN_REPORT"
	SameIDChanged   Code = "SAME_ID_CHANGED"
	Ambiguous       Code = "AMBIGUOUS"
	CurrencyDiff    Code = "CURRENCY_DIFF"
	ExponentSuspect Code = "EXPONENT_SUSPECT"
	AmountDiff      Code = "AMOUNT_DIFF"
	WithinTolerance Code = "WITHIN_TOLERANCE" // no break: matched, and shown
	StatusDiff      Code = "STATUS_DIFF"
	TypeDiff        Code = "TYPE_DIFF"
	FeeDiff         Code = "FEE_DIFF"
	NetDiff         Code = "NET_DIFF"
	SplitIncomplete Code = "SPLIT_INCOMPLETE"
	ForeignRefund   Code = "FOREIGN_REFUND"
	RefundReversed  Code = "REFUND_REVERSED"
	NotYetReported  Code = "NOT_YET_REPORTED" // no break: expected
	MissingInReport Code = "MISSING_IN_REPORT"
	MissingLocal    Code = "MISSING_LOCAL"
	WrongPeriod     Code = "WRONG_PERIOD"
)

// Codes lists every code, in that order.
func Codes() []Code {
	return []Code{RowRejected, DupInReport, SameIDChanged, Ambiguous, CurrencyDiff, ExponentSuspect, AmountDiff, WithinTolerance,
		StatusDiff, TypeDiff, FeeDiff, NetDiff, SplitIncomplete, ForeignRefund, RefundReversed, NotYetReported, MissingInReport,
		MissingLocal, WrongPeriod}
}

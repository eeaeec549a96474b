package batch

import (
	"cmp"
	"slices"

	"contra/core/money"
)

// Severity says whether a finding forbids the export.
type Severity string

// The severities.
const (
	Error   Severity = "error"   // the row, or the file, must not go out as it is
	Warning Severity = "warning" // a person should look
)

// Code names what was found. The names are a contract of the commands.
type Code string

// Findings about a file as a whole.
const (
	FileEmpty            Code = "file_empty"
	FileBOM              Code = "file_bom"
	FileEncoding         Code = "file_encoding"  // not UTF-8, or NUL
	FileDelimiter        Code = "file_delimiter" // not a semicolon
	FileExtension        Code = "file_extension"
	FileTooLarge         Code = "file_too_large"
	FileTooManyRows      Code = "file_too_many_rows" // above the soft cap: split it
	FileColumnMissing    Code = "column_missing"
	FileColumnDuplicated Code = "column_duplicated"
	FileColumnUnknown    Code = "column_unknown"
	FileUnreadable       Code = "file_unreadable"
	FileKnown            Code = "already_exported" // the same content was exported before
	FileUploaded         Code = "already_uploaded" // … and handed to the platform
	FundsShort           Code = "funds_short"      // the platform's balances may not cover it
)

// Findings about one row.
const (
	FieldCount      Code = "field_count"
	FieldQuoted     Code = "field_quoted"
	TypeWrong       Code = "operation_type"
	ProjectEmpty    Code = "project_empty"
	ProjectBad      Code = "project_not_numeric"
	ProjectUnknown  Code = "unknown_project"
	MethodEmpty     Code = "method_empty"
	MethodUnknown   Code = "unknown_method" // not a Dashboard code that is known
	MethodMismatch  Code = "method_mismatch"
	MethodUnset     Code = "method_not_configured" // the table has no Dashboard code of the payment's method
	PaymentEmpty    Code = "payment_id_empty"
	PaymentBad      Code = "payment_id_bad" // blanks at its ends, control signs, too long, not safe to write
	PaymentUnknown  Code = "unknown_payment"
	PaymentMangled  Code = "payment_id_mangled" // as a spreadsheet spoils long numbers
	PaymentFragile  Code = "payment_id_fragile" // a spreadsheet would spoil it
	PaymentProject  Code = "other_project"      // another project has this payment
	PaymentMany     Code = "ambiguous_payment"  // several projects have it, and none is named
	OperationBad    Code = "operation_id_bad"
	AmountEmpty     Code = "amount_empty"
	AmountBad       Code = "amount_bad"
	AmountTooLarge  Code = "amount_too_large"
	AmountSlip      Code = "amount_slip" // 10, 100 or 1000 times what would be no surprise
	CurrencyEmpty   Code = "currency_empty"
	CurrencyBad     Code = "currency_bad"
	CurrencyUnknown Code = "currency_unknown"
	CurrencyWrong   Code = "wrong_currency"
	DescriptionNone Code = "description_empty"
	DescriptionLong Code = "description_too_long"
	DescriptionBad  Code = "description_bad" // a sign that cannot be written without quoting
	DescriptionRuns Code = "description_formula"
	OverRefund      Code = "over_refund"
	NothingLeft     Code = "nothing_left"
	NotRefundable   Code = "not_refundable"
	NoPartial       Code = "no_partial_refund"
	NoRefunds       Code = "no_refunds"
	WindowOver      Code = "refund_window"
	Disputed        Code = "disputed"
	Duplicate       Code = "duplicate_payment"  // the same payment twice in one file
	SmallRemainder  Code = "small_remainder"    // what would be left is too little to refund
	InFlight        Code = "in_flight"          // another refund of the payment is on its way
	InOtherBatch    Code = "in_other_batch"     // the same payment and amount in another file that is open
	Disagrees       Code = "platform_disagrees" // the platform's remainder is not ours
	RefundedBefore  Code = "refunded_before"    // the same amount of the payment was refunded already
	TakenBack       Code = "refund_taken_back"  // an earlier refund was undone
	ThreeDecimals   Code = "three_decimals"     // the platform's documents disagree on such currencies
	NotFinal        Code = "declined_unproven"  // an earlier row's decline rests on the amount alone
	CardNumber      Code = "card_data"          // must not be in a file at all
)

// Finding is one thing that is wrong or doubtful.
type Finding struct {
	N        int64    `json:"row"`  // the row's number in the batch, 0 for the file
	Line     int      `json:"line"` // of the source, the header being 1; 0: the file as a whole
	Column   string   `json:"column"`
	Code     Code     `json:"code"`
	Severity Severity `json:"severity"`
	Message  string   `json:"message"` // what is wrong and what to do
}

// Total is what one currency adds up to.
type Total struct {
	Currency money.Currency `json:"currency"`
	Rows     int64          `json:"rows"`
	Amount   int64          `json:"amount"` // minor units
}

// Report is what a check found. Findings are in the order of their lines.
type Report struct {
	Rows, OK, Errors, Warnings int64   // rows in all; without an error; with one or more; only doubtful
	Totals                     []Total // of all rows whose amount could be read
	Good                       []Total // of the rows without an error
	Findings                   []Finding
	Files                      int // into how many files the rows go
}

// Blocked tells whether something forbids the export.
func (r *Report) Blocked() bool {
	for i := range r.Findings {
		if r.Findings[i].Severity == Error {
			return true
		}
	}
	return false
}

// Add puts the findings about a file as a whole, or about what could not be
// read, among the others.
//
// What follows from them is left out: a column that is missing is empty in every row.
func (r *Report) Add(more []Finding) {
	missing, said := map[string]bool{}, map[Code]bool{}
	for _, f := range more {
		if f.Code == FileColumnMissing {
			missing[f.Column] = true
		}
		said[f.Code] = true
	}
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool {
		empty := map[Code]string{ProjectEmpty: ColProject, MethodEmpty: ColMethod, PaymentEmpty: ColPayment, AmountEmpty: ColAmount, CurrencyEmpty: ColCurrency, DescriptionNone: ColDescription, TypeWrong: ColType}
		return missing[empty[f.Code]] || f.Code == FileEmpty && said[FileEmpty]
	})
	r.Findings = append(r.Findings, more...)
	slices.SortStableFunc(r.Findings, func(a, b Finding) int { return cmp.Compare(a.Line, b.Line) })
	bad, doubtful := map[int]bool{}, map[int]bool{}
	for _, f := range r.Findings {
		if f.Line > 1 {
			if f.Severity == Error {
				bad[f.Line] = true
			} else {
				doubtful[f.Line] = true
			}
		}
	}
	r.Errors, r.Warnings = int64(len(bad)), 0
	for line := range doubtful {
		if !bad[line] {
			r.Warnings++
		}
	}
	r.OK = r.Rows - r.Errors
}

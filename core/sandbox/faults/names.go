// Package faults is the script of what goes wrong on the stand-in platform:
// which fault, for which payments, how often. It decides only; the platform
// carries it out.
package faults

import "strings"

// Name is a fault as it is written in a script.
type Name string

// Faults of the answer to a request for a refund or a purchase. At most one
// befalls a request. The ones called after, and those whose text says so, have
// applied it.
const (
	TimeoutBefore  Name = "timeout_before"
	TimeoutAfter   Name = "timeout_after"
	ResetBefore    Name = "reset_before"
	ResetAfter     Name = "reset_after"
	HTTP500        Name = "http_500"
	HTTP502        Name = "http_502"
	HTTP503        Name = "http_503"
	HTTP429        Name = "http_429"
	HTTP500After   Name = "http_500_after"
	HTTP502After   Name = "http_502_after"
	HTTP503After   Name = "http_503_after"
	HTTP429After   Name = "http_429_after"
	HTML           Name = "html"
	HTMLAfter      Name = "html_after"
	CutJSON        Name = "cut_json"
	WrongSignature Name = "wrong_signature"
	WrongRequestID Name = "wrong_request_id"
	WrongPayment   Name = "wrong_payment"
	SlowDrip       Name = "slow_drip"
	Error          Name = "error"
)

// Faults of the refund or the purchase itself, of its callbacks, and of status answers.
const (
	Declined       Name = "decline"
	Pending        Name = "pending"
	Expires        Name = "expire"
	Reversal       Name = "reversal"
	RefundReverse  Name = "refund_reverse"
	Dashboard      Name = "dashboard"
	LateDuplicate  Name = "late_3230"
	CallbackFirst  Name = "callback_first"
	CallbackDup    Name = "callback_dup"
	CallbackMixed  Name = "callback_reorder"
	CallbackLost   Name = "callback_lost"
	CallbackLate   Name = "callback_late"
	CallbackForged Name = "callback_forged"

	StatusBlind          Name = "status_blind"
	StatusTimeout        Name = "status_timeout"
	StatusReset          Name = "status_reset"
	StatusHTTP500        Name = "status_http_500"
	StatusHTTP503        Name = "status_http_503"
	StatusHTTP429        Name = "status_http_429"
	StatusHTML           Name = "status_html"
	StatusCutJSON        Name = "status_cut_json"
	StatusWrongSignature Name = "status_wrong_signature"
	StatusWrongPayment   Name = "status_wrong_payment"
	StatusSlowDrip       Name = "status_slow_drip"
)

// Faults of the Data API. At most one of them befalls the answer.
const (
	DataTimeout        Name = "dataapi_timeout"
	DataReset          Name = "dataapi_reset"
	DataHTTP429        Name = "dataapi_429"
	DataHTTP500        Name = "dataapi_500"
	DataCutJSON        Name = "dataapi_cut_json"
	DataWrongSignature Name = "dataapi_wrong_signature"
	DataSlow           Name = "dataapi_slow"
	DataShift          Name = "dataapi_shift"
)

func (n Name) ofStatus() bool { return strings.HasPrefix(string(n), "status_") }

func (n Name) ofDataAPI() bool { return strings.HasPrefix(string(n), "dataapi_") }

// ofRequest tells whether the fault befalls what asks for a refund or a purchase.
func (n Name) ofRequest() bool { return !n.ofStatus() && !n.ofDataAPI() }

// answer tells whether a request has at most one of these.
func (n Name) answer() bool { return answers[n] || n.ofStatus() && n != StatusBlind }

// Applies tells whether the refund is carried out although the answer fails.
func (n Name) Applies() bool {
	switch n {
	case TimeoutBefore, ResetBefore, HTTP500, HTTP502, HTTP503, HTTP429, HTML, Error:
		return false
	}
	return true
}

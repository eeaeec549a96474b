// Package faults is the script of what goes wrong on the stand-in platform:
// which fault, for which payments, how often. It decides only; the platform
// carries it out.
package faults

import "strings"

// Name is a fault as it is written in a script.
type Name string

// Faults of the answer to a refund request. At most one befalls a request. The
// ones called after, and those whose text says so, have applied the refund.
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

// Faults of the refund itself, of its callbacks, and of status answers.
const (
	Declined       Name = "decline"
	Pending        Name = "pending"
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

// Argument is what may follow a fault's name after "=".
type Argument string

// Kinds of arguments.
const (
	NoArgument Argument = ""
	Code       Argument = "CODE"     // a response code, such as 20504
	Duration   Argument = "DURATION" // such as 90s or 264h
)

// Fault explains one fault.
type Fault struct {
	Name     Name
	Argument Argument
	Required bool   // the argument cannot be left out
	Text     string // one sentence for people
}

// All lists every fault, in the order in which help shows them.
func All() []Fault { return append([]Fault(nil), all...) }

var all = []Fault{
	{Declined, Code, false, "the refund is accepted and declined later (code 20000 unless given)"},
	{Error, Code, true, "the request is refused at once with this code; nothing is applied"},
	{TimeoutBefore, NoArgument, false, "nothing is applied and no answer ever comes"},
	{TimeoutAfter, NoArgument, false, "the refund is applied and no answer ever comes"},
	{ResetBefore, NoArgument, false, "the connection is reset; nothing is applied"},
	{ResetAfter, NoArgument, false, "the refund is applied, the connection is reset in mid-answer"},
	{HTTP500, NoArgument, false, "HTTP 500; nothing is applied"},
	{HTTP502, NoArgument, false, "HTTP 502; nothing is applied"},
	{HTTP503, NoArgument, false, "HTTP 503; nothing is applied"},
	{HTTP429, NoArgument, false, "HTTP 429; nothing is applied"},
	{HTTP500After, NoArgument, false, "the refund is applied and the answer is HTTP 500"},
	{HTTP502After, NoArgument, false, "the refund is applied and the answer is HTTP 502"},
	{HTTP503After, NoArgument, false, "the refund is applied and the answer is HTTP 503"},
	{HTTP429After, NoArgument, false, "the refund is applied and the answer is HTTP 429"},
	{HTML, NoArgument, false, "HTTP 200 with a web page; nothing is applied"},
	{HTMLAfter, NoArgument, false, "the refund is applied, the answer is HTTP 200 with a web page"},
	{CutJSON, NoArgument, false, "the refund is applied, the answer's JSON ends half-way"},
	{WrongSignature, NoArgument, false, "the refund is applied, the answer carries a wrong signature"},
	{WrongRequestID, NoArgument, false, "the refund is applied, the answer names a request that does not exist"},
	{WrongPayment, NoArgument, false, "the refund is applied, the answer names another payment"},
	{SlowDrip, Duration, false, "the refund is applied, the answer comes byte by byte (50ms apart unless given)"},
	{Pending, NoArgument, false, "the refund runs on until somebody settles it"},
	{Reversal, NoArgument, false, "the platform runs a reversal instead of a refund"},
	{RefundReverse, Duration, false, "a successful refund is taken back later (after the platform's delay unless given)"},
	{Dashboard, NoArgument, false, "somebody refunds the same amount in the Dashboard just before the request is looked at"},
	{LateDuplicate, NoArgument, false, "a repeated merchant_refund_id is looked for last: 3060 or 3283 come before 3230"},
	{CallbackFirst, NoArgument, false, "the final callback comes before the answer"},
	{CallbackDup, NoArgument, false, "each callback comes again, and once more dated a second later"},
	{CallbackMixed, NoArgument, false, "the callback of the running refund comes after the final one"},
	{CallbackLost, NoArgument, false, "no callback comes"},
	{CallbackLate, Duration, false, "the final callback comes late (264h unless given)"},
	{CallbackForged, NoArgument, false, "a callback that claims success under a wrong signature comes first"},
	{StatusBlind, NoArgument, false, "status answers do not show the newest refund made through Gate"},
	{StatusTimeout, NoArgument, false, "no status answer ever comes"},
	{StatusReset, NoArgument, false, "the connection is reset instead of a status answer"},
	{StatusHTTP500, NoArgument, false, "the status answer is HTTP 500"},
	{StatusHTTP503, NoArgument, false, "the status answer is HTTP 503"},
	{StatusHTTP429, NoArgument, false, "the status answer is HTTP 429"},
	{StatusHTML, NoArgument, false, "the status answer is a web page"},
	{StatusCutJSON, NoArgument, false, "the status answer's JSON ends half-way"},
	{StatusWrongSignature, NoArgument, false, "the status answer carries a wrong signature"},
	{StatusWrongPayment, NoArgument, false, "the status answer is about another payment"},
	{StatusSlowDrip, Duration, false, "the status answer comes byte by byte (50ms apart unless given)"},
}

var byName = func() map[Name]Fault {
	m := make(map[Name]Fault, len(all))
	for _, f := range all {
		m[f.Name] = f
	}
	return m
}()

// answers are the faults of which one request has at most one.
var answers = map[Name]bool{
	TimeoutBefore: true, TimeoutAfter: true, ResetBefore: true, ResetAfter: true,
	HTTP500: true, HTTP502: true, HTTP503: true, HTTP429: true,
	HTTP500After: true, HTTP502After: true, HTTP503After: true, HTTP429After: true,
	HTML: true, HTMLAfter: true, CutJSON: true, WrongSignature: true,
	WrongRequestID: true, WrongPayment: true, SlowDrip: true, Error: true,
}

func (n Name) ofStatus() bool { return strings.HasPrefix(string(n), "status_") }

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

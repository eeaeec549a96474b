package faults

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

// OfRefunds tells whether the fault can befall a refund, its callbacks or the
// question what became of it.
func (f Fault) OfRefunds() bool { return f.Name != Expires && !f.Name.ofDataAPI() }

// OfPurchases tells whether the fault can befall a purchase, its callbacks or the
// question what became of it.
func (f Fault) OfPurchases() bool { return !ofRefunds[f.Name] && !f.Name.ofDataAPI() }

// All lists every fault, in the order in which help shows them.
func All() []Fault { return append([]Fault(nil), all...) }

var all = []Fault{
	{Declined, Code, false, "it is accepted and declined later (code 20000 unless given)"},
	{Error, Code, true, "the request is refused at once with this code; nothing is applied"},
	{TimeoutBefore, NoArgument, false, "nothing is applied and no answer ever comes"},
	{TimeoutAfter, NoArgument, false, "it is applied and no answer ever comes"},
	{ResetBefore, NoArgument, false, "the connection is reset; nothing is applied"},
	{ResetAfter, NoArgument, false, "it is applied, the connection is reset in mid-answer"},
	{HTTP500, NoArgument, false, "HTTP 500; nothing is applied"},
	{HTTP502, NoArgument, false, "HTTP 502; nothing is applied"},
	{HTTP503, NoArgument, false, "HTTP 503; nothing is applied"},
	{HTTP429, NoArgument, false, "HTTP 429; nothing is applied"},
	{HTTP500After, NoArgument, false, "it is applied and the answer is HTTP 500"},
	{HTTP502After, NoArgument, false, "it is applied and the answer is HTTP 502"},
	{HTTP503After, NoArgument, false, "it is applied and the answer is HTTP 503"},
	{HTTP429After, NoArgument, false, "it is applied and the answer is HTTP 429"},
	{HTML, NoArgument, false, "HTTP 200 with a web page; nothing is applied"},
	{HTMLAfter, NoArgument, false, "it is applied, the answer is HTTP 200 with a web page"},
	{CutJSON, NoArgument, false, "it is applied, the answer's JSON ends half-way"},
	{WrongSignature, NoArgument, false, "it is applied, the answer carries a wrong signature"},
	{WrongRequestID, NoArgument, false, "it is applied, the answer names a request that does not exist"},
	{WrongPayment, NoArgument, false, "it is applied, the answer names another payment"},
	{SlowDrip, Duration, false, "it is applied, the answer comes byte by byte (50ms apart unless given)"},
	{Pending, NoArgument, false, "it runs on until somebody settles it; a purchase has no time limit then"},
	{Expires, Duration, false, "the time to confirm a purchase is over soon (after the platform's delay unless given)"},
	{Reversal, NoArgument, false, "the platform runs a reversal instead of a refund"},
	{RefundReverse, Duration, false, "a successful refund is taken back later (after the platform's delay unless given)"},
	{Dashboard, NoArgument, false, "somebody refunds the same amount in the Dashboard just before the request is looked at"},
	{LateDuplicate, NoArgument, false, "a repeated merchant_refund_id is looked for last: 3060 or 3283 come before 3230"},
	{CallbackFirst, NoArgument, false, "the final callback, of a purchase the one with the QR code, comes before the answer"},
	{CallbackDup, NoArgument, false, "each callback comes again, and once more dated a second later"},
	{CallbackMixed, NoArgument, false, "the callback that it runs, of a purchase the one with the QR code, comes after the final one"},
	{CallbackLost, NoArgument, false, "no callback comes"},
	{CallbackLate, Duration, false, "the final callback comes late (264h unless given)"},
	{CallbackForged, NoArgument, false, "a callback that claims success under a wrong signature comes first"},
	{StatusBlind, NoArgument, false, "status answers do not show the newest refund or purchase made through Gate"},
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
	{DataTimeout, NoArgument, false, "no answer of the Data API ever comes"},
	{DataReset, NoArgument, false, "the connection is reset instead of an answer of the Data API"},
	{DataHTTP429, NoArgument, false, "the Data API answers HTTP 429"},
	{DataHTTP500, NoArgument, false, "the Data API answers HTTP 500"},
	{DataCutJSON, NoArgument, false, "the JSON of the Data API's answer ends half-way"},
	{DataWrongSignature, NoArgument, false, "the Data API's answer carries a wrong signature"},
	{DataSlow, Duration, false, "the Data API's answer comes late (1m unless given)"},
	{DataShift, NoArgument, false, "between two pages of the Data API an operation comes in, or moves, before the second"},
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
	DataTimeout: true, DataReset: true, DataHTTP429: true, DataHTTP500: true,
	DataCutJSON: true, DataWrongSignature: true,
}

// ofRefunds are the faults that a purchase cannot have.
var ofRefunds = map[Name]bool{Reversal: true, RefundReverse: true, Dashboard: true, LateDuplicate: true}

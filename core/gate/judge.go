package gate

import (
	"errors"
	"fmt"
	"net/http"

	"contra/core/gate/codes"
	"contra/core/ledger"
)

// Verdict is what an answer to a request for a refund or a purchase means for the money.
type Verdict int

const (
	Unknown Verdict = iota // nobody knows yet: ask the platform, never assume
	TookIt                 // accepted; the outcome is still to come
	Refused                // a definite no: no operation was created
	Exists                 // our id is taken: of a refund by an earlier attempt, of a purchase by that or by somebody else
)

func (v Verdict) String() string { return [...]string{"unknown", "took it", "refused", "exists"}[v] }

// Judgement is a verdict with its grounds.
type Judgement struct {
	Verdict Verdict
	Answer  Answer       // as far as it could be read
	Code    ResponseCode // the code that decided; zero when there was none
	Why     string       // one sentence for the clerk
}

// Judge decides what a reply to a refund request means. Only a complete answer
// about this very refund, whose codes all are a definite no, is Refused; every
// doubt is Unknown, because releasing the money too early pays twice.
func Judge(r Reply, req RefundRequest, secret string) Judgement {
	return ofRefund.judged(r, req.Project, req.PaymentID, secret)
}

// subject is what a request asked for, as far as its answers differ.
type subject struct {
	name     string
	exists   string // the code that says that our id is taken
	taken    string // what that means
	definite func(ResponseCode) bool
}

var ofRefund = subject{"refund", codes.RefundExists, "A refund with this id exists already: an earlier attempt got through.", ResponseCode.Definite}

func (s subject) judged(r Reply, project int64, paymentID, secret string) Judgement {
	j := s.judge(r, project, paymentID, secret)
	if len(j.Answer.Codes()) > 0 && j.Code.Code == "" {
		j.Code = s.decisive(j.Answer.Codes())
	}
	return j
}

func (s subject) judge(r Reply, project int64, paymentID, secret string) Judgement {
	_, a, err := read(r, project, paymentID, secret)
	if err != nil {
		return unknown(a, "%s; what became of the %s is not known", err, s.name)
	}
	switch ok := r.HTTP >= 200 && r.HTTP <= 299; {
	case a.Status == "success" && !ok:
		return unknown(a, "Gate said success with HTTP %d, which contradict each other", r.HTTP)
	case a.Status == "success":
		return s.success(a)
	case a.Status != "error":
		return unknown(a, "the answer's status %s is neither success nor error", clip(a.Status))
	}
	all := a.Codes()
	if len(all) == 0 {
		return unknown(a, "Gate reported an error without a code")
	}
	code := s.decisive(all)
	j := Judgement{Answer: a, Code: code}
	switch {
	case code.Code == s.exists:
		j.Verdict, j.Why = Exists, s.taken
	case s.definite(code):
		j.Verdict, j.Why = Refused, fmt.Sprintf("Gate refused the %s (code %s): %s.", s.name, code.Code, code.Meaning)
	default:
		j.Why = fmt.Sprintf("Gate answered code %s (%s), which does not say whether the %s was made.", code.Code, code.Meaning, s.name)
	}
	return j
}

func (s subject) success(a Answer) Judgement {
	for _, c := range a.Codes() {
		if c != "0" {
			return unknown(a, "Gate said success together with code %s", clip(c))
		}
	}
	if a.RequestID == "" {
		return unknown(a, "Gate said success without a request id")
	}
	return Judgement{Verdict: TookIt, Answer: a, Why: "Gate accepted the " + s.name + "; its outcome is still to come."}
}

func unknown(a Answer, format string, args ...any) Judgement {
	return Judgement{Answer: a, Why: sentence(fmt.Sprintf(format, args...))}
}

// decisive is the code of an answer that decides: one that leaves doubt before
// one that is definite, and above all the one that says that our id is taken.
func (s subject) decisive(all []string) ResponseCode {
	first := LookupCode(all[0])
	for _, c := range all {
		code := LookupCode(c)
		if code.Code == s.exists {
			return code
		}
		if s.definite(first) && !s.definite(code) {
			first = code
		}
	}
	return first
}

// read takes an answer that is complete, about our payment, and not forged. A
// signature is checked when there is one: answers need not carry any.
func read(r Reply, project int64, paymentID, secret string) (*Doc, Answer, error) {
	if err := arrived(r); err != nil {
		// Whatever can be read still helps the person who looks into it.
		a, _ := ParseAnswer(r.Body)
		return nil, a, err
	}
	d, err := Decode(r.Body)
	if err != nil {
		return nil, Answer{}, fmt.Errorf("the answer with HTTP %d is not readable JSON (%w)", r.HTTP, err)
	}
	a, err := d.answer()
	if err != nil {
		return nil, a, fmt.Errorf("the answer with HTTP %d cannot be understood (%w)", r.HTTP, err)
	}
	if a.Order, err = d.Verify(secret); err != nil && !errors.Is(err, ErrNoSignature) {
		return nil, a, fmt.Errorf("the answer is not to be trusted: %w", err)
	}
	return d, a, ours(a.Project, a.PaymentID, project, paymentID)
}

// arrived tells why a reply is no complete answer, whatever its body says.
func arrived(r Reply) error {
	switch {
	case r.Err != nil:
		return fmt.Errorf("no complete answer came from Gate (%w)", r.Err)
	case r.Truncated:
		return errors.New("the answer is cut off")
	case r.HTTP >= 500, r.HTTP == http.StatusRequestTimeout, r.HTTP == http.StatusTooManyRequests:
		return fmt.Errorf("the answer is HTTP %d %s", r.HTTP, http.StatusText(r.HTTP))
	case r.HTTP >= 300 && r.HTTP <= 399:
		return fmt.Errorf("the answer is HTTP %d, a redirect, which is never followed", r.HTTP)
	case r.HTTP < 200:
		return fmt.Errorf("the answer is HTTP %d", r.HTTP)
	}
	return nil
}

// ours refuses an answer that names another project or payment than ours.
func ours(project int64, paymentID string, ourProject int64, ourPayment string) error {
	if project != 0 && project != ourProject {
		return fmt.Errorf("the answer is about project %d, not %d", project, ourProject)
	}
	if paymentID != "" && (ledger.Key{ID: paymentID}).Fold() != (ledger.Key{ID: ourPayment}).Fold() {
		return fmt.Errorf("the answer is about payment %s, not %s", clip(paymentID), clip(ourPayment))
	}
	return nil
}

func sentence(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		s = string(s[0]-'a'+'A') + s[1:]
	}
	return s + "."
}

package faults

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// Script is a list of rules, read from text such as
//
//	decline@PAY-1;timeout_before@PAY-2:1;html:0.02;seed=7
//
// Rules are separated by ";", "," or line ends. A rule is a fault's name, then
// optionally "=" and its argument, "@" and the payment's id, in which * and ?
// stand for any text and any character, and ":" and how often: a whole number
// N is the first N requests of each payment, a number with a point is a
// probability, nothing is every time. For faults of the Data API a token's calls
// of one kind, such as operations/get, are what a payment is for the others.
// "@next-purchase" is the next payment that a customer is asked for, whatever its id.
// "seed=N" makes the probabilities fall as they do for that number. The zero
// Script has no faults.
type Script struct {
	rules []rule
	seed  *uint64
}

type rule struct {
	name    Name
	code    string
	wait    time.Duration
	pattern string  // folded; empty: every payment
	next    bool    // of the next purchase alone
	first   int     // 0: no limit
	chance  float64 // 0: always
}

// Parse reads a script. The error names the rule that is wrong.
func Parse(text string) (Script, error) {
	var s Script
	fields := strings.FieldsFunc(text, func(r rune) bool { return r == ';' || r == ',' || r == '\n' })
	for _, field := range fields {
		field = strings.TrimSpace(field)
		if field == "" {
			continue
		}
		if value, isSeed := strings.CutPrefix(field, "seed="); isSeed {
			n, err := strconv.ParseUint(value, 10, 64)
			if err != nil {
				return Script{}, fmt.Errorf("fault script: %q: the seed must be a whole number", field)
			}
			s.seed = &n
			continue
		}
		r, err := parseRule(field)
		if err != nil {
			return Script{}, fmt.Errorf("fault script: %q: %w", field, err)
		}
		s.rules = append(s.rules, r)
	}
	return s, nil
}

func parseRule(field string) (rule, error) {
	var r rule
	head, pattern, scoped := strings.Cut(field, "@")
	how := ""
	if scoped {
		if i := strings.LastIndexByte(pattern, ':'); i >= 0 {
			pattern, how = pattern[:i], pattern[i:]
		}
		if pattern == "" {
			return r, fmt.Errorf("a payment id must follow @")
		}
		r.pattern = strings.ToLower(pattern)
	} else if i := strings.IndexByte(head, ':'); i >= 0 {
		head, how = head[:i], head[i:]
	}
	name, argument, hasArgument := strings.Cut(head, "=")
	fault, known := byName[Name(name)]
	if !known {
		return r, fmt.Errorf("there is no fault %q", name)
	}
	r.name = fault.Name
	if err := r.setArgument(fault, argument, hasArgument); err != nil {
		return r, err
	}
	if r.pattern == nextPurchase {
		if !fault.OfPurchases() {
			return r, fmt.Errorf("%s does not befall purchases", fault.Name)
		}
		r.pattern, r.next = "", true
	}
	if how == "" {
		return r, nil
	}
	return r, r.setHow(how[1:])
}

func (r *rule) setArgument(fault Fault, argument string, given bool) error {
	switch {
	case !given && fault.Required:
		return fmt.Errorf("%s needs =%s", fault.Name, fault.Argument)
	case !given:
		return nil
	case fault.Argument == Code:
		if argument == "" || strings.ContainsFunc(argument, func(c rune) bool { return !unicode.IsDigit(c) }) {
			return fmt.Errorf("%q is not a response code", argument)
		}
		if n, err := strconv.ParseInt(argument, 10, 64); err != nil || n == 0 {
			return fmt.Errorf("code %s is not a refusal", argument)
		}
		r.code = argument
	case fault.Argument == Duration:
		d, err := time.ParseDuration(argument)
		if err != nil || d <= 0 {
			return fmt.Errorf("%q is not a duration such as 90s or 264h", argument)
		}
		r.wait = d
	default:
		return fmt.Errorf("%s takes no argument", fault.Name)
	}
	return nil
}

func (r *rule) setHow(how string) error {
	if strings.Contains(how, ".") {
		p, err := strconv.ParseFloat(how, 64)
		if err != nil || !(p > 0 && p <= 1) {
			return fmt.Errorf("%q is not a probability above 0 and up to 1", how)
		}
		r.chance = p
		return nil
	}
	n, err := strconv.Atoi(how)
	if err != nil || n < 1 {
		return fmt.Errorf("%q is neither a count of requests nor a probability", how)
	}
	r.first = n
	return nil
}

// String writes the script so that Parse reads the same one.
func (s Script) String() string {
	var parts []string
	for _, r := range s.rules {
		parts = append(parts, r.String())
	}
	if s.seed != nil {
		parts = append(parts, "seed="+strconv.FormatUint(*s.seed, 10))
	}
	return strings.Join(parts, ";")
}

func (r rule) String() string {
	text := string(r.name)
	switch {
	case r.code != "":
		text += "=" + r.code
	case r.wait != 0:
		text += "=" + r.wait.String()
	}
	switch {
	case r.next:
		text += "@" + nextPurchase
	case r.pattern != "":
		text += "@" + r.pattern
	}
	switch {
	case r.first > 0:
		text += ":" + strconv.Itoa(r.first)
	case r.chance > 0:
		p := strconv.FormatFloat(r.chance, 'f', -1, 64)
		if !strings.Contains(p, ".") {
			p += ".0"
		}
		text += ":" + p
	}
	return text
}

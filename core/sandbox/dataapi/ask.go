// Package dataapi reads requests of the Data API and writes its rows, in the
// shapes of the platform's documents.
package dataapi

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"time"
)

// MaxLimit is how many rows an answer has at most, and unless it is asked for fewer.
const MaxLimit = 1000

// Ask is a request of any call. Every parameter that is there must be right, also
// one that the call does not use.
type Ask struct {
	PaymentID string
	Projects  []int64
	From, To  time.Time // To excluded; both zero without an interval
	Zone      *time.Location
	Limit     int
	Offset    int
	Fields    []string // nil: the default ones
	Types     []string
	Statuses  []string
	Customers []string
	Email     string
}

// Problem is a request that is not served, in the platform's shape of an error.
type Problem struct {
	Name    string `json:"name"`
	Message string `json:"message"`
	Code    int    `json:"code"`
	Status  int    `json:"status"` // of HTTP
}

// BadRequest is a request that cannot be understood.
func BadRequest(format string, args ...any) *Problem {
	return &Problem{"Bad Request", fmt.Sprintf(format, args...), 0, 400}
}

// Unauthorized is a token or a signature that does not hold.
func Unauthorized() *Problem {
	return &Problem{"Unauthorized", "Your request was made with invalid credentials.", 0, 401}
}

// Forbidden is a project that the token does not reach.
func Forbidden(project int64) *Problem {
	return &Problem{"Forbidden", fmt.Sprintf("Project %d is not available to this token.", project), 0, 403}
}

// TooMany is a request beyond the rate.
func TooMany() *Problem { return &Problem{"Too Many Requests", "Rate limit exceeded.", 0, 429} }

// Internal is a failure of the platform itself.
func Internal() *Problem {
	return &Problem{"Internal Server Error", "An internal server error occurred.", 0, 500}
}

type object map[string]json.RawMessage

// Token gives the token of a body, for its signature is checked before anything
// else is read.
func Token(body []byte) (string, *Problem) {
	var top struct{ Token string }
	if json.Unmarshal(body, &top) != nil {
		return "", BadRequest("The body is not a JSON object with a token.")
	}
	return top.Token, nil
}

// Parse reads a request.
func Parse(body []byte) (Ask, *Problem) {
	r := reader{top: object{}}
	if json.Unmarshal(body, &r.top) != nil {
		return Ask{}, BadRequest("The body is not a JSON object.")
	}
	a := Ask{
		PaymentID: r.text("payment_id"), Email: r.text("customer_email"),
		Projects: r.numbers("project_id"), Zone: r.zone("tz"),
		Limit: r.number("limit", MaxLimit, MaxLimit), Offset: r.number("offset", 0, 1<<31-1),
		Fields: r.fields("fields"), Types: r.texts("operation_type"),
		Statuses: r.texts("operation_status"), Customers: r.texts("customer_id"),
	}
	if a.Zone != nil {
		a.From, a.To = r.interval("interval", a.Zone)
	}
	return a, r.problem
}

// reader keeps the first thing that is wrong.
type reader struct {
	top     object
	problem *Problem
}

func (r *reader) refuse(name, what string) {
	if r.problem == nil {
		r.problem = BadRequest("%s: %s.", name, what)
	}
}

func (r *reader) text(name string) string {
	var text string
	if raw := r.top[name]; raw != nil && json.Unmarshal(raw, &text) != nil {
		r.refuse(name, "it must be a string")
	}
	return text
}

// list gives the items of an array, or the one that stands in its place.
func (r *reader) list(name string) []json.RawMessage {
	raw := r.top[name]
	if raw == nil {
		return nil
	}
	var items []json.RawMessage
	if raw[0] != '[' {
		return []json.RawMessage{raw}
	}
	if json.Unmarshal(raw, &items) != nil {
		r.refuse(name, "it must be a list")
	}
	return items
}

func (r *reader) texts(name string) []string {
	var all []string
	for _, raw := range r.list(name) {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			r.refuse(name, "it must be a string or a list of strings")
		}
		all = append(all, text)
	}
	return all
}

func (r *reader) numbers(name string) []int64 {
	var all []int64
	for _, raw := range r.list(name) {
		n, ok := integer(raw)
		if !ok {
			r.refuse(name, "it must be a list of numbers")
		}
		all = append(all, n)
	}
	return all
}

func (r *reader) number(name string, otherwise, most int) int {
	raw := r.top[name]
	if raw == nil {
		return otherwise
	}
	n, ok := integer(raw)
	if !ok || n < 0 || n > int64(most) {
		r.refuse(name, fmt.Sprintf("it must be a number from 0 to %d", most))
		return 0
	}
	return int(n)
}

// integer reads a number, also one that is written as a string.
func integer(raw json.RawMessage) (int64, bool) {
	text := string(raw)
	if raw[0] == '"' && json.Unmarshal(raw, &text) != nil {
		return 0, false
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil
}

func (r *reader) fields(name string) []string {
	all := r.texts(name)
	for _, field := range all {
		if !slices.ContainsFunc(columns, func(c column) bool { return c.is(field) }) {
			r.refuse(name, "there is no field "+strconv.Quote(field))
		}
	}
	return all
}

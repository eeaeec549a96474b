package massfile

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"contra/core/money"
)

// Names of the columns that a refund's file uses.
const (
	colType        = "operation_type"
	colProject     = "general.project_id"
	colMethod      = "method"
	colPayment     = "general.payment_id"
	colOperation   = "general.operation_id"
	colAmount      = "payment.amount"
	colCurrency    = "payment.currency"
	colDescription = "payment.description"
)

var required = []string{colType, colProject, colMethod, colPayment, colAmount, colCurrency, colDescription}

// Limits of the platform's schema.
const (
	maxProject = 4_294_967_295
	maxAmount  = 10_000_000_000_000
	maxText    = 255
)

type reader struct {
	rules    Rules
	columns  []string
	place    map[string]int
	rows     []Row
	messages []string
	unsaid   int
}

// header reads the first line: the columns, in any order.
func (r *reader) header(line string) bool {
	r.columns = strings.Split(line, ";")
	r.place = make(map[string]int, len(r.columns))
	twice, strange := false, false
	for i, name := range r.columns {
		_, there := r.place[name]
		twice, strange = twice || there, strange || !column(name)
		r.place[name] = i
	}
	lacking := false
	for _, name := range required {
		_, there := r.place[name]
		lacking = lacking || !there
	}
	if twice {
		r.say(duplicated, 0)
	}
	if lacking {
		r.say(missing, 0)
	}
	if strange {
		r.say(badFormat, 0)
	}
	return !twice && !lacking && !strange
}

// column tells whether the platform's mass files, of refunds or of others, have
// a column of this name. The others' columns mean nothing to a refund.
func column(name string) bool {
	for _, known := range required {
		if name == known {
			return true
		}
	}
	if name == colOperation || name == "token" {
		return true
	}
	group, rest, dotted := strings.Cut(name, ".")
	return dotted && rest != "" && (group == "account" || group == "card" || group == "customer")
}

func (r *reader) row(line string, n int) {
	fields := strings.Split(line, ";")
	if len(fields) != len(r.columns) || strings.Contains(line, `"`) { // the documents do not explain quotes
		r.say(broken, n)
		return
	}
	at := func(name string) string {
		if i, there := r.place[name]; there {
			return fields[i]
		}
		return ""
	}
	row := Row{
		Line: n, Method: at(colMethod), PaymentID: at(colPayment), OperationID: at(colOperation),
		Currency: at(colCurrency), Description: at(colDescription),
	}
	if at(colType) != "refund" {
		r.say(badField, n)
	}
	row.Project = r.project(at(colProject), n)
	if !r.rules.Method(row.Method) {
		r.say(noMethod, n)
	}
	r.texts(row)
	row.Amount = r.amount(at(colAmount), n)
	switch _, known := money.Currency(row.Currency).Exponent(); {
	case row.Currency == "":
		r.say(noCurrency, n)
	case !known:
		r.say(badCurrency, n)
	}
	if len(r.messages) == 0 { // a file with faults gives no rows
		r.rows = append(r.rows, row)
	}
}

func (r *reader) texts(row Row) {
	id := strings.Trim(row.PaymentID, " \t\n\r\v\x00")
	switch {
	case id == "":
		r.say(noPayment, row.Line)
	case id != row.PaymentID || utf8.RuneCountInString(id) > maxText:
		r.say(badField, row.Line)
	}
	if row.OperationID != "" && (!digits(row.OperationID) || len(row.OperationID) > maxText) {
		r.say(badField, row.Line)
	}
	if utf8.RuneCountInString(row.Description) > maxText {
		r.say(badField, row.Line)
	}
}

func (r *reader) project(text string, n int) int64 {
	if !digits(text) {
		r.say(notNumeric, n)
		return 0
	}
	id, err := strconv.ParseInt(text, 10, 64)
	standing := Unknown
	if err == nil && id >= 1 && id <= maxProject {
		standing = r.rules.Project(id)
	}
	switch standing {
	case Unknown:
		r.say(noProject, n)
	case Foreign:
		r.say(foreign, n)
	}
	return id
}

func (r *reader) amount(text string, n int) int64 {
	if text == "" {
		r.say(noAmount, n)
		return 0
	}
	amount, err := strconv.ParseInt(text, 10, 64)
	if !digits(text) || text[0] == '0' || err != nil || amount > maxAmount {
		r.say(badAmount, n)
	}
	return amount
}

// digits tells whether the text is ASCII digits and nothing else.
func digits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

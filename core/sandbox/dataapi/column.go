package dataapi

import (
	"strconv"
	"strings"

	"contra/core/sandbox/reportfile"
)

// column is a field of an operation's row.
type column struct {
	name  string
	set   set
	value func(c *cell) any
}

// fee is the object of the report's columns for it.
const fee = "operation_fee"

// set says in which rows a column stands unless fields are named.
type set int

const (
	standard  set = iota // every row
	financial            // rows for financial reporting; the documents tell neither these names nor others
	optional
)

// is tells whether a name of the request means the column. A part of a sum
// stands for the whole of it.
func (c column) is(name string) bool {
	whole, part, dotted := strings.Cut(name, ".")
	return whole == c.name && (!dotted || c.isSum() && (part == "amount" || part == "currency"))
}

func (c column) isSum() bool {
	return c.name == "sum_initial" || c.name == "sum_converted" || c.name == fee
}

// columns are all fields in the order of the answer. What the books do not know
// is empty there too.
var columns = []column{
	{"project_id", standard, func(c *cell) any { return strconv.FormatInt(c.Project, 10) }},
	{"operation_id", standard, func(c *cell) any { return c.OperationID }},
	{"payment_id", standard, func(c *cell) any { return c.PaymentID }},
	{"operation_type", standard, func(c *cell) any { return c.Type }},
	{"operation_status", standard, func(c *cell) any { return c.Status }},
	{"account_number", standard, nothing},
	{"customer_ip", standard, func(c *cell) any { return c.payment.CustomerIP }},
	{"payment_method_name", standard, func(c *cell) any { return c.Method }},
	{"payment_method_type", standard, func(c *cell) any { return c.Method }},
	{"payment_description", standard, func(c *cell) any { return c.Description }},
	{"operation_created_at", standard, func(c *cell) any { return c.date(c.CreatedAt) }},
	{"operation_completed_at", standard, func(c *cell) any { return c.date(c.CompletedAt) }},
	{"provider_date", standard, func(c *cell) any { return c.date(c.CompletedAt) }},
	{"shipment_date", standard, nothing},
	{"sum_initial", standard, func(c *cell) any { return c.sum(c.Amount) }},
	{"sum_converted", standard, func(c *cell) any { return c.sum(c.Amount) }}, // the stand-in converts nothing
	{"arn", standard, func(c *cell) any { return c.ARN }},
	{"rrn", standard, func(c *cell) any { return c.RRN }},
	{"payment_provider_code", standard, func(c *cell) any { return c.operation.Code }},
	{"payment_provider_message", standard, func(c *cell) any { return c.operation.Message }},
	{fee, financial, func(c *cell) any {
		if c.Fee == nil {
			return nil
		}
		return c.sum(*c.Fee)
	}},
	{string(reportfile.Net), financial, func(c *cell) any {
		if c.Net == nil {
			return nil
		}
		return c.amount(c.Net.Minor)
	}},
	{"acquirer_bank_name", optional, nothing},
	{"auth_code", optional, nothing},
	{"balance_id", optional, func(c *cell) any { return BalanceName(c.Project, c.Amount.Currency) }},
	{"bank_name", optional, nothing},
	{"completed_refund", optional, func(c *cell) any { return c.amount(c.payment.Refunded()) }},
	{"country_by_ip", optional, nothing},
	{"currency_rate", optional, nothing},
	{"customer_email", optional, nothing},
	{"customer_id", optional, func(c *cell) any { return c.CustomerID }},
	{"eci", optional, nothing},
	{"legal_entity_name", optional, nothing},
	{"merchant_id", optional, nothing},
	{"payment_currency", optional, func(c *cell) any { return c.payment.Amount.Currency }},
	{"payment_type", optional, func(*cell) any { return "3" }}, // a purchase in one step
	{"project_name", optional, func(c *cell) any { return "Project " + strconv.FormatInt(c.Project, 10) }},
	{"project_url", optional, nothing},
	{"provider_payment_id", optional, func(c *cell) any { return c.Provider }},
	{"recurring_id", optional, nothing},
	{"remaining_refund", optional, func(c *cell) any { return c.amount(max(0, c.payment.Remainder())) }},
	{"transaction_completed_at", optional, func(c *cell) any { return c.date(c.payment.Operations[0].Date) }},
	{"transaction_created_at", optional, func(c *cell) any { return c.date(c.payment.CreatedAt) }},
	{"transaction_status", optional, func(c *cell) any { return c.PaymentStatus }},
}

func nothing(*cell) any { return "" }

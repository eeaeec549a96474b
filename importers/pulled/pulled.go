// Package pulled turns rows of the Data API into a report, so that they can be
// compared with the ledger like a file from the Dashboard.
//
// What is compared are the platform's words, not what the ledger made of them. Of
// its two lists the one of /operations/get is for watching; the final word is that of
// /financial-reporting/operations, which pull.AsReport takes where it was pulled.
package pulled

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"maps"
	"strings"

	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/gate/tree"
	corereport "contra/core/report"
	"contra/importers/charset"
	"contra/importers/report"
	"contra/importers/report/ready"
	"contra/importers/table"
)

// columns are the members of a row that make a report, objects by their parts.
var columns = []string{
	"project_id", "operation_id", "payment_id", "operation_type", "operation_status", "transaction_status", "payment_method_type",
	"sum_initial.amount", "sum_initial.currency", "sum_converted.amount", "sum_converted.currency", "currency_rate",
	"operation_created_at", "operation_completed_at", "provider_payment_id", "arn", "rrn", "balance_id", "payment_description", "customer_id",
}

// The columns of what the platform took, which only the financial list has.
const feeAmount, feeCurrency = "fee.amount", "fee.currency"

// Body reads rows that were pulled as a report.
func Body(ctx context.Context, rows pull.Rows, progress func(done, total int64)) (*corereport.Body, error) {
	header, text, n, err := write(ctx, rows)
	switch {
	case err != nil:
		return nil, err
	case n == 0:
		return empty(rows, header, text), nil
	}
	o := report.Options{Profile: ready.DataAPI, Progress: progress}
	opened, err := report.Look(table.FromBytes(name(rows), text), o)
	if err != nil {
		return nil, err
	}
	opened.Use(profile(opened.Profile, rows.Kind))
	return opened.Read(ctx, o)
}

// profile adds the columns of the fee where there are any.
func profile(p corereport.Profile, kind dataapi.Kind) corereport.Profile {
	if kind == dataapi.Financial {
		p.Title = "ecommpay: financial operations of the Data API"
		p.Columns = maps.Clone(p.Columns)
		p.Columns[corereport.FeeAmount], p.Columns[corereport.FeeCurrency] = feeAmount, feeCurrency
	}
	return p
}

// empty is the report of an interval in which nothing happened. A file without
// rows would be taken for one that was cut off.
func empty(rows pull.Rows, header []string, text []byte) *corereport.Body {
	p, _ := ready.Named(ready.DataAPI, header)
	p.Delimiter, p.Encoding, p.HeaderLine = ",", charset.UTF8, 1
	sum := sha256.Sum256(text)
	return &corereport.Body{Name: name(rows), SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(text)), Profile: profile(p, rows.Kind), Header: header}
}

// write makes a table of n rows, each value as the platform wrote it: what cannot
// be read is then said about the row and the column, as of any report.
func write(ctx context.Context, rows pull.Rows) (header []string, text []byte, n int, err error) {
	header = columns
	if rows.Kind == dataapi.Financial {
		header = append(header[:len(header):len(header)], feeAmount, feeCurrency)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write(header) // a buffer takes everything
	line := make([]string, len(header))
	err = rows.Each(ctx, func(row dataapi.Row) error {
		n++
		cells(row.Raw, header, line)
		return w.Write(line)
	})
	w.Flush()
	return header, b.Bytes(), n, err
}

// name says what the report is of.
func name(rows pull.Rows) string {
	const layout = "2006-01-02 15:04"
	projects := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(rows.Projects)), ", "), "[]")
	return fmt.Sprintf("Data API %s of %s, %s to %s UTC", rows.Kind, projects, rows.From.Format(layout), rows.To.Format(layout))
}

// cells reads the members of one row.
func cells(raw []byte, header, line []string) {
	d, err := tree.Parse(raw)
	if err != nil {
		clear(line)
		return
	}
	for i, column := range header {
		switch column {
		case feeAmount:
			line[i] = first(&d, "operation_fee.amount", "fee.amount", "sum_fee.amount", "fee_amount")
		case feeCurrency:
			line[i] = first(&d, "operation_fee.currency", "fee.currency", "sum_fee.currency", "fee_currency")
		default:
			line[i] = member(&d, column)
		}
	}
}

func first(d *tree.Doc, paths ...string) string {
	for _, path := range paths {
		if text := member(d, path); text != "" {
			return text
		}
	}
	return ""
}

// member is a member's text, or a value that is no text as it is written.
func member(d *tree.Doc, path string) string {
	at := int32(0)
	for _, key := range strings.Split(path, ".") {
		at = d.Child(at, key)
	}
	switch {
	case d.Empty(at):
		return ""
	case d.Nodes[at].Kind == tree.Number, d.Nodes[at].Kind == tree.String:
		return d.Nodes[at].Text
	}
	return d.Bytes(at)
}

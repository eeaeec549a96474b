package dashboard_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/ledger"
	"contra/core/money"
	"contra/exporters/dashboard"
)

func row(n int64, change ...func(*batch.Row)) batch.Row {
	r := batch.Row{N: n, Line: int(n) + 1, Type: batch.Refund, Project: 120, Method: "wallet/kakaopay", PaymentID: fmt.Sprint(579 + n), Amount: money.New(1000*n, "KRW"), Description: "주문 반품 완료"}
	for _, f := range change {
		f(&r)
	}
	return r
}

func encode(t *testing.T, layout batch.Layout, rows ...batch.Row) string {
	t.Helper()
	data, err := dashboard.Files{}.Encode(layout, rows)
	require.NoError(t, err)
	again, err := dashboard.Files{}.Encode(layout, rows)
	require.NoError(t, err)
	require.Equal(t, data, again)
	return string(data)
}

func TestTheFileOfThePlatformsDocuments(t *testing.T) {
	euro := row(3, func(r *batch.Row) {
		r.Project, r.Method, r.PaymentID, r.Amount, r.Description = 35, "card", "payment_536231", money.New(1905, "EUR"), "Duplicate charge, 'twice'"
	})
	require.Equal(t, "operation_type;general.project_id;method;general.payment_id;payment.amount;payment.currency;payment.description\r\n"+
		"refund;120;wallet/kakaopay;580;1000;KRW;주문 반품 완료\r\n"+
		"refund;120;wallet/kakaopay;581;2000;KRW;주문 반품 완료\r\n"+
		"refund;35;card;payment_536231;1905;EUR;Duplicate charge, 'twice'\r\n", encode(t, batch.Standard(), row(1), row(2), euro))
}

func TestTheOperationIsWrittenWhereItIsNeeded(t *testing.T) {
	with := row(2, func(r *batch.Row) { r.OperationID = "77" })
	got := encode(t, batch.Standard(), row(1), with)
	require.Contains(t, got, ";general.payment_id;general.operation_id;payment.amount;")
	require.Contains(t, got, ";580;;1000;")
	require.Contains(t, got, ";581;77;2000;")
	always := batch.Standard()
	always.Always = true
	require.Contains(t, encode(t, always, row(1)), ";580;;1000;")
	template := batch.Standard()
	template.Name = "ours"
	require.Contains(t, encode(t, template, row(1)), ";580;;1000;", "a template that names the column has it")
}

func TestATemplateDecidesOrderLinesAndMethods(t *testing.T) {
	layout := batch.Layout{Name: "bank's", LF: true, Methods: map[string]string{"wallet/kakaopay": "kakaopay"},
		Columns: []string{batch.ColDescription, "card.token", batch.ColCurrency, batch.ColAmount, batch.ColPayment, batch.ColMethod, batch.ColProject, batch.ColType, "고객,번호"}}
	require.Equal(t, "payment.description;card.token;payment.currency;payment.amount;general.payment_id;method;general.project_id;operation_type;고객,번호\n"+
		"주문 반품 완료;;KRW;1000;580;kakaopay;120;refund;\n"+
		"x;;KRW;2000;581;card;120;refund;\n", encode(t, layout, row(1), row(2, func(r *batch.Row) { r.Method, r.Description = "card", "x" })))
}

func TestALayoutThatNoFileCanHave(t *testing.T) {
	for want, change := range map[string]func(*batch.Layout){
		`the layout "t" has no column payment.currency`: func(l *batch.Layout) {
			l.Columns = strings.Split(strings.ReplaceAll(strings.Join(l.Columns, " "), batch.ColCurrency, "x"), " ")
		},
		`the layout "t" has the column "method" twice`: func(l *batch.Layout) { l.Columns = append(l.Columns, batch.ColMethod) },
		"column 9 of the layout \"t\" has a semicolon": func(l *batch.Layout) { l.Columns = append(l.Columns, "a;b") },
		"column 9 of the layout \"t\" has no name":     func(l *batch.Layout) { l.Columns = append(l.Columns, "") },
		"has a byte order mark":                        func(l *batch.Layout) { l.Columns = append([]string{"\ufeffx"}, l.Columns...) },
		"no code that can be written for the method":   func(l *batch.Layout) { l.Methods = map[string]string{"wallet/kakaopay": "a;b"} },
		"has no column general.operation_id":           func(l *batch.Layout) { l.Columns = batch.Required() },
	} {
		layout := batch.Standard()
		layout.Name = "t"
		change(&layout)
		_, err := dashboard.Files{}.Encode(layout, []batch.Row{row(1, func(r *batch.Row) { r.OperationID = "1" })})
		require.ErrorContains(t, err, want)
		var known *ledger.Error
		require.ErrorAs(t, err, &known)
		require.NotEmpty(t, known.Hint)
	}
}

func TestRowsThatAreRefused(t *testing.T) {
	long := strings.Repeat("환", 256)
	for want, change := range map[string]func(*batch.Row){
		"payment.amount: a value could not be read: write digits": func(r *batch.Row) {
			r.Faults = []batch.Fault{{Column: batch.ColAmount, Message: "write digits"}}
		},
		`operation_type: it is "payout"`:                                                     func(r *batch.Row) { r.Type = "payout" },
		"general.project_id: ":                                                               func(r *batch.Row) { r.Project = 0 },
		"general.project_id: the":                                                            func(r *batch.Row) { r.Project = 1 << 32 },
		"payment.amount: 0 KRW is not":                                                       func(r *batch.Row) { r.Amount.Minor = 0 },
		"payment.amount: -5 KRW is not":                                                      func(r *batch.Row) { r.Amount.Minor = -5 },
		"payment.amount: 10,000,000,000,001 KRW":                                             func(r *batch.Row) { r.Amount.Minor = batch.MaxAmount + 1 },
		"payment.currency: ":                                                                 func(r *batch.Row) { r.Amount.Currency = "" },
		`payment.currency: "krw" is not`:                                                     func(r *batch.Row) { r.Amount.Currency = "krw" },
		"method: it is empty":                                                                func(r *batch.Row) { r.Method = "" },
		"method: it holds a semicolon":                                                       func(r *batch.Row) { r.Method = "a;b" },
		"general.payment_id: it is empty":                                                    func(r *batch.Row) { r.PaymentID = "" },
		"general.payment_id: it begins or ends with a blank":                                 func(r *batch.Row) { r.PaymentID = "580 " },
		"general.payment_id: it holds a semicolon":                                           func(r *batch.Row) { r.PaymentID = "5;80" },
		"general.payment_id: it is longer than 255":                                          func(r *batch.Row) { r.PaymentID = long },
		"general.operation_id: \"7a\" is not digits":                                         func(r *batch.Row) { r.OperationID = "7a" },
		"payment.description: it is empty":                                                   func(r *batch.Row) { r.Description = "" },
		"payment.description: it holds a semicolon, which cannot":                            func(r *batch.Row) { r.Description = "a;b" },
		"payment.description: it holds a double quote":                                       func(r *batch.Row) { r.Description = `"a"` },
		"payment.description: it holds a line break":                                         func(r *batch.Row) { r.Description = "a\r\nb" },
		"payment.description: it holds a tab":                                                func(r *batch.Row) { r.Description = "a\tb" },
		"payment.description: it holds the control sign U+0000":                              func(r *batch.Row) { r.Description = "a\x00" },
		"payment.description: it holds bytes that are not UTF-8, which cannot be written":    func(r *batch.Row) { r.Description = "a\xc3" },
		"payment.description: it holds a blank at its beginning, which cannot be written":    func(r *batch.Row) { r.Description = " a" },
		"payment.description: it is longer than 255 characters":                              func(r *batch.Row) { r.Description = long },
		"operation_type: it is \"" + strings.Repeat("x", 40) + "…\", and the file holds ref": func(r *batch.Row) { r.Type = strings.Repeat("x", 4000) },
	} {
		data, err := dashboard.Files{}.Encode(batch.Standard(), []batch.Row{row(1), row(7, change), row(9)})
		require.ErrorContains(t, err, "row 7 (line 8), "+want)
		require.Nil(t, data)
		var known *ledger.Error
		require.ErrorAs(t, err, &known)
		require.NotEmpty(t, known.Hint)
	}
	_, err := dashboard.Files{}.Encode(batch.Standard(), nil)
	require.ErrorContains(t, err, "no rows")
	require.Contains(t, encode(t, batch.Standard(), row(1, func(r *batch.Row) { r.Description = long[:255*3] })), long[:255*3], "characters are counted, not bytes")
}

// gocsv and the order of columns change nothing: the bytes are a plain writer's.
func TestTheBytesAreAPlainWriters(t *testing.T) {
	var rows []batch.Row
	var plain bytes.Buffer
	w := csv.NewWriter(&plain)
	w.Comma, w.UseCRLF = ';', true
	require.NoError(t, w.Write(batch.Columns()))
	for n := int64(1); n <= 500; n++ {
		r := row(n, func(r *batch.Row) { r.OperationID = fmt.Sprint(n % 7) })
		rows = append(rows, r)
		require.NoError(t, w.Write([]string{"refund", "120", r.Method, r.PaymentID, r.OperationID, fmt.Sprint(r.Amount.Minor), "KRW", r.Description}))
	}
	w.Flush()
	require.Equal(t, plain.String(), encode(t, batch.Standard(), rows...))
}

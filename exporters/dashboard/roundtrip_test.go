package dashboard_test

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"contra/core/batch"
	"contra/core/money"
	"contra/exporters/dashboard"
)

// split reads a file as a program does that knows nothing of quotes.
func split(text, eol string) (lines [][]string) {
	for line := range strings.SplitSeq(strings.TrimSuffix(text, eol), eol) {
		lines = append(lines, strings.Split(line, ";"))
	}
	return lines
}

func decode(t require.TestingT, lines [][]string, methods map[string]string) (rows []batch.Row) {
	for i, line := range lines[1:] {
		r := batch.Row{N: int64(i + 1)}
		require.Len(t, line, len(lines[0]))
		for k, value := range line {
			var err error
			switch lines[0][k] {
			case "operation_type":
				r.Type = value
			case "general.project_id":
				r.Project, err = strconv.ParseInt(value, 10, 64)
			case "method":
				r.Method = value
				for from, to := range methods {
					if to == value {
						r.Method = from
					}
				}
			case "general.payment_id":
				r.PaymentID = value
			case "general.operation_id":
				r.OperationID = value
			case "payment.amount":
				r.Amount.Minor, err = strconv.ParseInt(value, 10, 64)
			case "payment.currency":
				r.Amount.Currency = money.Currency(value)
			case "payment.description":
				r.Description = value
			default:
				require.Empty(t, value)
			}
			require.NoError(t, err)
		}
		rows = append(rows, r)
	}
	return rows
}

func TestTwoReadersReadTheSameRows(t *testing.T) {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[가-힣0-9a-z ,.'=+@-]{1,40}`)).
		Filter(func(s string) bool { return batch.Unwritable(s) == "" && strings.TrimSpace(s) != "" && len(s) <= 255 })
	id := text.Filter(func(s string) bool { return strings.TrimSpace(s) == s })
	good := rapid.Custom(func(t *rapid.T) batch.Row {
		return batch.Row{Type: batch.Refund, Project: rapid.Int64Range(1, 1<<32-1).Draw(t, "project"),
			Method: rapid.SampledFrom([]string{"wallet/kakaopay", "card", "wallet/alipay"}).Draw(t, "method"), PaymentID: id.Draw(t, "payment"),
			OperationID: rapid.StringMatching(`|[0-9]{1,20}`).Draw(t, "operation"), Description: text.Draw(t, "description"),
			Amount: money.New(rapid.Int64Range(1, batch.MaxAmount).Draw(t, "minor"), rapid.SampledFrom([]money.Currency{"KRW", "EUR", "KWD", "XYZ"}).Draw(t, "currency"))}
	})
	rapid.Check(t, func(t *rapid.T) {
		rows := rapid.SliceOfN(good, 1, 20).Draw(t, "rows")
		for i := range rows {
			rows[i].N = int64(i + 1)
		}
		layout := batch.Layout{Name: "t", Columns: rapid.Permutation(append(batch.Columns(), "token", "card.pan")).Draw(t, "columns"), LF: rapid.Bool().Draw(t, "lf")}
		if rapid.Bool().Draw(t, "standard") {
			layout = batch.Standard()
		}
		layout.Methods = map[string]string{"wallet/kakaopay": "kakaopay"}
		data, err := dashboard.Files{}.Encode(layout, rows)
		require.NoError(t, err)
		require.NotContains(t, string(data), `"`)
		eol := "\r\n"
		if layout.LF {
			eol = "\n"
			require.NotContains(t, string(data), "\r")
		}
		require.Equal(t, rows, decode(t, split(string(data), eol), layout.Methods))
		reader := csv.NewReader(bytes.NewReader(data))
		reader.Comma = ';'
		lines, err := reader.ReadAll()
		require.NoError(t, err)
		require.Equal(t, rows, decode(t, lines, layout.Methods))
	})
}

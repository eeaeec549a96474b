package dashfile

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/core/ledger"
)

func TestTemplate(t *testing.T) {
	columns := "payment.currency;payment.amount;general.payment_id;method;customer.id;general.project_id;payment.description;operation_type"
	for name, data := range map[string]string{
		"crlf":   columns + "\r\n",
		"marked": "\ufeff" + columns + "\r\n",
		"commas": strings.ReplaceAll(columns, ";", ",") + "\r\nrefund,1,card\r\n",
		"tabs":   strings.ReplaceAll(columns, ";", "\t"),
		"quoted": `"` + strings.ReplaceAll(columns, ";", `";"`) + `"` + "\r\n",
		"tail":   columns + ";;\r\n",
	} {
		l, err := Template("/tmp/refund template.csv", []byte(data))
		require.NoError(t, err, name)
		require.Equal(t, batch.Layout{Name: "refund template", Columns: strings.Split(columns, ";")}, l, name)
	}
	l, err := Template("t.csv", []byte(strings.ReplaceAll(head, "\r\n", "\n")))
	require.NoError(t, err)
	require.Equal(t, batch.Layout{Name: "t", Columns: batch.Columns(), LF: true, Always: true}, l)
}

func TestTemplateRefused(t *testing.T) {
	for data, says := range map[string]string{
		"":           "is empty",
		"PK\x03\x04": "is a workbook",
		"operation_type;general.project_id;method;general.payment_id\n": "lacks the required columns payment.amount, payment.currency, payment.description",
		head[:len(head)-2] + ";method\r\n":                              `has the column "method" twice`,
		"a;\xff\n":                                                      "line 1 is not UTF-8",
	} {
		_, err := Template("t\x1b.csv", []byte(data))
		var e *ledger.Error
		require.True(t, errors.As(err, &e))
		require.Contains(t, e.Message, says)
		require.NotContains(t, e.Message, "\x1b")
		require.NotEmpty(t, e.Hint)
	}
}

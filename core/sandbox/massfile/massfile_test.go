package massfile_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox/massfile"
)

const head = "operation_type;general.project_id;method;general.payment_id;general.operation_id;payment.amount;payment.currency;payment.description\n"

var rules = massfile.Rules{Project: func(id int64) massfile.Standing {
	switch id {
	case 120, 4294967295:
		return massfile.Ours
	case 35:
		return massfile.Foreign
	}
	return massfile.Unknown
}}

func read(t *testing.T, text string) []massfile.Row {
	rows, err := massfile.Read("refunds.csv", []byte(text), rules)
	require.NoError(t, err)
	return rows
}

func refused(t *testing.T, name, text string) []string {
	rows, err := massfile.Read(name, []byte(text), rules)
	require.Empty(t, rows, "a refused file gives no rows")
	var why *massfile.Refused
	require.ErrorAs(t, err, &why)
	require.Contains(t, why.Error(), why.Messages[0])
	return why.Messages
}

func TestReadsTheDocumentedShape(t *testing.T) {
	want := []massfile.Row{
		{Line: 2, Project: 120, Method: "wallet/kakaopay", PaymentID: "580", Amount: 1000, Currency: "KRW", Description: "Order 580 returned"},
		{Line: 3, Project: 120, Method: "card", PaymentID: "주문 581", OperationID: "5028800000000001", Amount: 1905, Currency: "EUR", Description: "일부 환불, 'x'"},
	}
	text := head + "refund;120;wallet/kakaopay;580;;1000;KRW;Order 580 returned\n" + "refund;120;card;주문 581;5028800000000001;1905;EUR;일부 환불, 'x'"
	require.Equal(t, want, read(t, text), "no end of the last line")
	require.Equal(t, want, read(t, text+"\n"))
	require.Equal(t, want, read(t, strings.ReplaceAll(text+"\n", "\n", "\r\n")))

	want[1].OperationID = ""
	require.Equal(t, want, read(t, "payment.description;payment.currency;payment.amount;token;general.payment_id;method;general.project_id;operation_type;card.year\n"+
		"Order 580 returned;KRW;1000;;580;wallet/kakaopay;120;refund;\n일부 환불, 'x';EUR;1905;;주문 581;card;120;refund;2030\n"), "any order, no operation, columns of other batches")
	require.Empty(t, read(t, head+"refund;4294967295;card;a;;10000000000000;EUR;\n")[0].Description, "no upload check looks for a description")
}

func TestRefusesAFile(t *testing.T) {
	row := "refund;120;card;a;;1;EUR;x\n"
	for name, c := range map[string]struct{ file, text, message string }{
		"nothing":           {"r.csv", "", "File is empty"},
		"a header alone":    {"r.csv", head, "File is empty"},
		"extension":         {"r.xlsx", head + row, "Incorrect file format"},
		"no extension":      {"csv", head + row, "Incorrect file format"},
		"hidden":            {".csv", head + row, "Incorrect file format"},
		"BOM":               {"r.csv", "\ufeff" + head + row, "File is broken"},
		"UTF-16":            {"r.csv", "o\x00p\x00", "File is broken"},
		"CP949":             {"r.csv", head + "refund;120;card;\xc1\xd6;;1;EUR;x\n", "File is broken"},
		"NUL":               {"r.csv", head + "refund;120;card;a\x00;;1;EUR;x\n", "File is broken"},
		"quotes":            {"r.csv", head + "refund;120;card;a;;1;EUR;\"x\"\n", "File is broken (line# 2)"},
		"old Mac":           {"r.csv", strings.ReplaceAll(head+row, "\n", "\r"), "File is broken"},
		"column twice":      {"r.csv", strings.Replace(head, "general.operation_id", "method", 1) + row, "Columns are duplicated"},
		"column left out":   {"r.csv", strings.Replace(head, ";payment.description", "", 1) + row, "File does not contain required columns"},
		"column not known":  {"r.csv", strings.Replace(head, "general.operation_id", "payment.merchant_refund_id", 1) + row, "Incorrect file format"},
		"too few fields":    {"r.csv", head + row + "refund;120;card;a;1;EUR;x\n", "File is broken (line# 3)"},
		"too many fields":   {"r.csv", head + "refund;120;card;a;;1;EUR;x;y\n", "File is broken (line# 2)"},
		"blank line":        {"r.csv", head + row + "\n" + row, "File is broken (line# 3)"},
		"payout":            {"r.csv", head + "payout;120;card;a;;1;EUR;x\n", "Fields are filled in incorrectly (line# 2)"},
		"type in capitals":  {"r.csv", head + "Refund;120;card;a;;1;EUR;x\n", "Fields are filled in incorrectly (line# 2)"},
		"project a word":    {"r.csv", head + "refund;shop;card;a;;1;EUR;x\n", "Project_id is not numeric (line# 2)"},
		"project blank":     {"r.csv", head + "refund;;card;a;;1;EUR;x\n", "Project_id is not numeric (line# 2)"},
		"project not there": {"r.csv", head + "refund;121;card;a;;1;EUR;x\n", "Project_id does not exist (line# 2)"},
		"project too long":  {"r.csv", head + "refund;99999999999999999999;card;a;;1;EUR;x\n", "Project_id does not exist (line# 2)"},
		"another's project": {"r.csv", head + "refund;35;card;a;;1;EUR;x\n", "Specified project_id does not belong to specified merchant account (line# 2)"},
		"callback's method": {"r.csv", head + "refund;120;kakaopay;a;;1;EUR;x\n", "Payment method is not available (line# 2)"},
		"page's method":     {"r.csv", head + "refund;120;kakaopay-wallet;a;;1;EUR;x\n", "Payment method is not available (line# 2)"},
		"no method":         {"r.csv", head + "refund;120;;a;;1;EUR;x\n", "Payment method is not available (line# 2)"},
		"no payment":        {"r.csv", head + "refund;120;card;;;1;EUR;x\n", "Payment_id is empty (line# 2)"},
		"blank payment":     {"r.csv", head + "refund;120;card; \t;;1;EUR;x\n", "Payment_id is empty (line# 2)"},
		"payment in blanks": {"r.csv", head + "refund;120;card; a;;1;EUR;x\n", "Fields are filled in incorrectly (line# 2)"},
		"payment too long":  {"r.csv", head + "refund;120;card;" + strings.Repeat("가", 256) + ";;1;EUR;x\n", "Fields are filled in incorrectly (line# 2)"},
		"operation a word":  {"r.csv", head + "refund;120;card;a;5x;1;EUR;x\n", "Fields are filled in incorrectly (line# 2)"},
		"long description":  {"r.csv", head + "refund;120;card;a;;1;EUR;" + strings.Repeat("가", 256) + "\n", "Fields are filled in incorrectly (line# 2)"},
		"no amount":         {"r.csv", head + row + "refund;120;card;a;;;EUR;x\n", "Amount is empty (line# 3)"},
		"zero":              {"r.csv", head + "refund;120;card;a;;0;EUR;x\n", "Incorrect Amount (line# 2)"},
		"leading zero":      {"r.csv", head + "refund;120;card;a;;01;EUR;x\n", "Incorrect Amount (line# 2)"},
		"negative":          {"r.csv", head + "refund;120;card;a;;-1;EUR;x\n", "Incorrect Amount (line# 2)"},
		"signed":            {"r.csv", head + "refund;120;card;a;;+1;EUR;x\n", "Incorrect Amount (line# 2)"},
		"major units":       {"r.csv", head + "refund;120;card;a;;19.05;EUR;x\n", "Incorrect Amount (line# 2)"},
		"grouped":           {"r.csv", head + "refund;120;card;a;;1,000;EUR;x\n", "Incorrect Amount (line# 2)"},
		"above the limit":   {"r.csv", head + "refund;120;card;a;;10000000000001;EUR;x\n", "Incorrect Amount (line# 2)"},
		"beyond numbers":    {"r.csv", head + "refund;120;card;a;;99999999999999999999;EUR;x\n", "Incorrect Amount (line# 2)"},
		"no currency":       {"r.csv", head + "refund;120;card;a;;1;;x\n", "Currency is empty (line# 2)"},
		"small currency":    {"r.csv", head + "refund;120;card;a;;1;eur;x\n", "Incorrect Currency (line# 2)"},
		"no such currency":  {"r.csv", head + "refund;120;card;a;;1;XXX;x\n", "Incorrect Currency (line# 2)"},
	} {
		t.Run(name, func(t *testing.T) {
			require.Equal(t, []string{c.message}, refused(t, c.file, c.text))
		})
	}
}

// A clerk who gets one message at a time uploads once for each.
func TestNamesAllThatIsWrongInTheOrderOfTheFile(t *testing.T) {
	require.Equal(t, []string{
		"Incorrect file format", "Payment method is not available (line# 2)", "Amount is empty (line# 2)",
		"File is broken (line# 4)", "Project_id is not numeric (line# 5)", "Payment_id is empty (line# 5)", "Currency is empty (line# 5)",
	}, refused(t, "r.txt", head+"refund;120;cash;a;;;EUR;x\nrefund;120;card;a;;1;EUR;x\nrefund\nrefund;x;card;;;1;;x\n"))
	require.Equal(t, []string{"Columns are duplicated", "File does not contain required columns", "Incorrect file format"},
		refused(t, "r.csv", "method;method;amount\n;;\n"))
	require.Len(t, refused(t, "r.csv", strings.ReplaceAll(head, ";", ",")+"refund\n"), 2, "commas: no column is there, and one is strange")

	many := refused(t, "r.csv", head+strings.Repeat("refund\n", 30_000))
	require.Equal(t, "and 20000 more", many[len(many)-1])
	require.Equal(t, fmt.Sprintf("File is broken (line# %d)", 10_001), many[len(many)-2])
}

func TestSizeIsLimited(t *testing.T) {
	big := make([]byte, massfile.MaxBytes+1)
	_, err := massfile.Read("r.csv", big, rules)
	require.EqualError(t, err, "the file is refused: File is larger than 128 MB")
}

// What is taken holds to the documents' limits, and is read the same way again
// when it is written plainly.
func FuzzRead(f *testing.F) {
	f.Add(head + "refund;120;wallet/kakaopay;580;;1000;KRW;x\n")
	f.Add(head + "refund;120;card;a;17;1;EUR;\r\nrefund;35;card;b;;0;XXX;\n")
	f.Add("\ufeffmethod;method\n;\"")
	f.Add("payment.description;payment.currency;payment.amount;general.payment_id;method;general.project_id;operation_type\nx;EUR;1;a;card;120;refund")
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := massfile.Read("r.csv", []byte(text), rules)
		if err != nil {
			require.Empty(t, rows)
			require.NotEmpty(t, err.(*massfile.Refused).Messages)
			return
		}
		require.NotEmpty(t, rows)
		plain := strings.Builder{}
		plain.WriteString(head)
		for i, r := range rows {
			require.Equal(t, i+2, r.Line)
			require.True(t, r.Amount >= 1 && r.Amount <= 10_000_000_000_000 && r.PaymentID != "" && massfile.Known(r.Method))
			fmt.Fprintf(&plain, "refund;%d;%s;%s;%s;%d;%s;%s\n", r.Project, r.Method, r.PaymentID, r.OperationID, r.Amount, r.Currency, r.Description)
		}
		again, err := massfile.Read("r.csv", []byte(plain.String()), rules)
		require.NoError(t, err)
		require.Equal(t, rows, again)
	})
}

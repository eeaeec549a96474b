package report

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	corereport "contra/core/report"
)

// good is a row of the layout api, apart from its ids.
func good(op, pay string) string {
	return "120," + op + "," + pay + ",sale,success,2026-10-01 00:00:01,2026-10-01 00:00:05,1250,EUR,,,Order\n"
}

func TestARejectedRowNamesItsLineColumnAndReason(t *testing.T) {
	rejects := func(row string) []corereport.Reject {
		return read(t, look(t, api+good("1", "a")+row+"\n"+good("2", "b"), Options{})).Rejects
	}
	for row, want := range map[string]corereport.Reject{
		"120,9,KP-9,sale,success,,,12.50,EUR,,,": {Column: "sum_initial.amount", Reason: corereport.BadAmount, OperationID: "9", PaymentID: "KP-9", Project: 120,
			Detail: `"12.50" has decimals, and the profile says whole minor units: the report may be in major units`},
		"120,9,KP-9,sale,success,,,,EUR,,,": {Column: "sum_initial.amount", Reason: corereport.MissingField, OperationID: "9", PaymentID: "KP-9", Project: 120,
			Detail: "there is no amount"},
		"120,9,KP-9,sale,success,,,1250,EURO,,,": {Column: "sum_initial.currency", Reason: corereport.BadCurrency, OperationID: "9", PaymentID: "KP-9", Project: 120,
			Detail: `"EURO" is no currency code: three letters, such as KRW`},
		"120,9,KP-9,sale,success,,,1250,,,,": {Column: "sum_initial.currency", Reason: corereport.MissingField, OperationID: "9", PaymentID: "KP-9", Project: 120,
			Detail: "there is no currency"},
		"120,9,KP-9,sale,success,32.10.2026,,1250,EUR,,,": {Column: "operation_created_at", Reason: corereport.BadDate, OperationID: "9", PaymentID: "KP-9", Project: 120,
			Detail: `"32.10.2026" is no date and time that the profile knows`},
		"120,9,KP-9,sale,success,2026-10-01,tomorrow,1250,EUR,,,": {Column: "operation_completed_at", Reason: corereport.BadDate, OperationID: "9", PaymentID: "KP-9", Project: 120,
			Detail: `"tomorrow" is no date and time that the profile knows`},
		"120,9,KP-9,sale,success,,,-1250,EUR,,,": {Column: "sum_initial.amount", Reason: corereport.BadSign, OperationID: "9", PaymentID: "KP-9", Project: 120,
			Detail: `"-1250" says that the money went out, and the type "sale" says the opposite`},
		"120,9,KP-9,,success,,,1250,EUR,,,": {Column: "operation_type", Reason: corereport.MissingField, OperationID: "9", PaymentID: "KP-9", Project: 120,
			Detail: "the type is empty"},
		"120,9,KP-9,sale, ,,,1250,EUR,,,": {Column: "operation_status", Reason: corereport.MissingField, OperationID: "9", PaymentID: "KP-9", Project: 120,
			Detail: "the status is empty"},
		"120,5.8E+10,KP-9,sale,success,,,1250,EUR,,,": {Column: "operation_id", Reason: corereport.BadID, PaymentID: "KP-9", Project: 120,
			Detail: "a spreadsheet has shortened the id to 5.8E+10: take the report as it was downloaded"},
		"x,9,KP-9,sale,success,,,1250,EUR,,,": {Column: "project_id", Reason: corereport.BadID, OperationID: "9", PaymentID: "KP-9",
			Detail: `"x" is no project's number`},
		"120,,,sale,success,,,1250,EUR,,,": {Column: "payment_id", Reason: corereport.MissingField, Project: 120,
			Detail: "neither an operation nor a payment is named"},
		"120,9\x01,KP-9,sale,success,,,1250,EUR,,,": {Column: "operation_id", Reason: corereport.BadText, PaymentID: "KP-9", Project: 120,
			Detail: "the id has characters that no id has"},
		"120,9,KP-9,sale,succ\ufffdss,,,1250,EUR,,,": {Column: "operation_status", Reason: corereport.BadText, OperationID: "9", PaymentID: "KP-9", Project: 120,
			Detail: "\"succ\ufffdss\" has characters that are no text"},
		"120,9,KP-9,sale,success,,,9223372036854775808,EUR,,,": {Column: "sum_initial.amount", Reason: corereport.BadAmount, OperationID: "9", PaymentID: "KP-9", Project: 120,
			Detail: `"9223372036854775808" is too large`},
		"120,9,KP-9,sale,success,,,1250,EUR,,": {Reason: corereport.BadShape, OperationID: "9", PaymentID: "KP-9", Project: 120,
			Detail: "the row has 11 cells, and the header has 12"},
		"120,9,KP-9,sale,success,,,1,250,EUR,,,Order": {Reason: corereport.BadShape, OperationID: "9", Project: 120,
			Detail: "the row has 13 cells, and the header has 12"},
		`120,9,KP-9,sale,success,,,1250,EUR,,,"x" y`: {Reason: corereport.BadShape, OperationID: "9", Project: 120,
			Detail: "a quote is not closed where its value ends"},
		"120,9,4111 1111 1111 1111,sale,success,,,1250,EUR,,,": {Column: "payment_id", Reason: corereport.CardData, OperationID: "9", Project: 120,
			Raw: "120,9,4111 11** **** 1111,sale,success,,,1250,EUR,,,", Detail: "the id 4111 11** **** 1111 is a card number"},
		"120,9,KP-9,4111111111111111,success,,,1250,EUR,,,": {Column: "operation_type", Reason: corereport.CardData, OperationID: "9", PaymentID: "KP-9", Project: 120,
			Raw: "120,9,KP-9,411111******1111,success,,,1250,EUR,,,", Detail: `"411111******1111" holds card data`},
	} {
		want.Line = 3
		if want.Raw == "" {
			want.Raw = row
		}
		require.Equal(t, []corereport.Reject{want}, rejects(row), row)
	}
}

func TestAWordThatIsNotKnownIsLeftToTheComparison(t *testing.T) {
	b := read(t, look(t, api+strings.Replace(good("1", "a"), "sale", "Chargeback 2", 1)+strings.Replace(good("2", "b"), "success", "AWAITING_CAPTURE", 1), Options{}))
	require.Empty(t, b.Rejects)
	rows := full(t, b)
	require.Equal(t, "Chargeback 2", rows[0].Type)
	require.Equal(t, "AWAITING_CAPTURE", rows[1].Status)
	for _, i := range b.Items {
		require.NotZero(t, i.Flags)
	}
}

func TestEveryRowIsAcceptedRejectedOrIgnored(t *testing.T) {
	b := read(t, look(t, api+good("1", "a")+"\n"+",,,,,,,,,,,\n"+api+good("", "b")+"Total,,,,,,,1,,,,\n"+good("", "TOTAL")+good("3", "c")+"\nTotal,,,,,,,3750,,,,\n<END>\n", Options{}))
	require.EqualValues(t, 11, b.Read)
	require.Len(t, b.Items, 3)
	require.Equal(t, []corereport.Ignored{
		{Rule: corereport.RuleBlank, Lines: []int{3, 4, 10}}, {Rule: "the header again", Lines: []int{5}}, {Rule: corereport.RuleFooter, Lines: []int{11, 12}},
	}, b.Ignored)
	require.Len(t, b.Rejects, 2, "a sum between the rows is no footer")
	require.Equal(t, []int{7, 8}, []int{b.Rejects[0].Line, b.Rejects[1].Line})
	require.Contains(t, b.Rejects[1].Detail, "a sum")
}

func TestARowThatWasCutOffIsNoFooter(t *testing.T) {
	b := read(t, look(t, api+good("1", "a")+"120,2,b,sale,succ", Options{}))
	require.Len(t, b.Rejects, 1)
	require.Equal(t, corereport.BadShape, b.Rejects[0].Reason)
	require.Equal(t, "2", b.Rejects[0].OperationID)
}

func TestAnOperationIsNoFooterWhateverItBeginsWith(t *testing.T) {
	header := "payment_id,operation_id,operation_type,sum_initial.amount,sum_initial.currency,a,b,c,d,e,f,g,h,i,j,k\n"
	b := read(t, look(t, header+"a,1,sale,1,KRW,,,,,,,,,,,\nEND 7,2,sale,x,KRW,,,,,,,,,,,\nSUM-7,,sale,x,KRW,,,,,,,,,,,\n", Options{}))
	require.Len(t, b.Rejects, 2)
}

func TestACutIDIsNotTakenForAnID(t *testing.T) {
	for _, cut := range []string{"120,100", "120", "120,100,KP"} {
		b := read(t, look(t, api+good("1", "a")+cut, Options{}))
		require.NotEqual(t, "KP", b.Rejects[0].PaymentID)
		require.Equal(t, strings.Count(cut, ",") > 1, b.Rejects[0].OperationID == "100", cut)
	}
}

func TestARuleDoesNotLookIntoARowThatIsCutWrongly(t *testing.T) {
	b := read(t, look(t, strings.Replace(adyenReport, "Co,Shop,8815000000000001,ORD-1,visa,2026-03-01 10:00:00,CET,Settled", "Co,Shop,8815000000000001,ORD-1,visa,2026-03-01 10:00:00,CET,Fee,Settled", 1), Options{}))
	require.Len(t, b.Rejects, 1)
	require.Equal(t, corereport.BadShape, b.Rejects[0].Reason)
}

func TestHostileTextStaysText(t *testing.T) {
	for _, text := range []string{"=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "\u202eevil", "a\x1b[31mred", "null", "NaN", "../../etc/passwd", "'; DROP TABLE x; --", "<script>", "𝔘𝔫𝔦", "\t x", "Ω≈ç√"} {
		row := strings.Replace(good("1", "a"), "Order", text, 1)
		b := read(t, look(t, api+row, Options{}))
		require.Len(t, b.Items, 1, "%q", text)
		require.Equal(t, strings.TrimSpace(text), full(t, b)[0].Description)
		for column := range 11 {
			cells := strings.Split(strings.TrimSuffix(good("1", "a"), "\n"), ",")
			cells[column] = text
			b := read(t, look(t, api+strings.Join(cells, ",")+"\n", Options{}))
			for _, r := range b.Rejects {
				require.NotContains(t, r.Detail, "\x1b")
			}
		}
	}
}

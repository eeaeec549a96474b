package clerk_test

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/batch"
	"contra/importers/dashfile"
)

const head = "operation_type;general.project_id;method;general.payment_id;payment.amount;payment.currency;payment.description\r\n"

func (r *rig) checkFile(name, text string) batch.Report {
	r.T.Helper()
	f, err := dashfile.Read(name, strings.NewReader(text))
	require.NoError(r.T, err)
	report, err := r.CheckFile(bg, f.Rows, f.Findings, f.SHA256)
	require.NoError(r.T, err)
	return report
}

// said is what a report found, as "line column code".
func said(report batch.Report) (all []string) {
	for _, f := range report.Findings {
		all = append(all, itoa(int64(f.Line))+" "+f.Column+" "+string(f.Code))
	}
	return all
}

func TestAFileMadeElsewhereIsCheckedWholly(t *testing.T) {
	r := newRig(t, "", sales(3)...)
	row := func(id, amount string) string {
		return "refund;1234;wallet/kakaopay;" + id + ";" + amount + ";KRW;cancelled\r\n"
	}
	good := r.checkFile("a.csv", head+row("ORD-1", "300")+row("ord-2", "1000"))
	require.Empty(t, good.Findings)
	require.Equal(t, []batch.Total{{Currency: "KRW", Rows: 2, Amount: 1300}}, good.Totals)

	report := r.checkFile("a.csv", head+row("ORD-1", "1001")+row("ORD-2", "3.00")+"refund;1234;wallet/kakaopay;ORD-3;100;KRW;a;b\r\n"+row("ORD-9", "5"))
	require.Equal(t, []string{"2 payment.amount over_refund", "3 payment.amount amount_bad", "4  field_count", "5 general.payment_id unknown_payment"}, said(report))
	require.Equal(t, []int64{4, 0, 4}, []int64{report.Rows, report.OK, report.Errors})

	for name, c := range map[string]struct{ text, want string }{
		"nothing":        {"", "0  file_empty"},
		"no rows":        {head, "0  file_empty"},
		"a BOM":          {"\ufeff" + head + row("ORD-1", "300"), "1  file_bom"},
		"commas":         {strings.ReplaceAll(head+row("ORD-1", "300"), ";", ","), "1  file_delimiter"},
		"no description": {strings.Replace(head, ";payment.description", "", 1) + "refund;1234;wallet/kakaopay;ORD-1;300;KRW\r\n", "1 payment.description column_missing"},
	} {
		t.Run(name, func(t *testing.T) {
			report := r.checkFile("a.csv", c.text)
			require.Len(t, report.Findings, 1, "%v", said(report))
			require.Contains(t, []string{c.want, strings.Replace(c.want, "0 ", "1 ", 1)}, said(report)[0])
			require.True(t, report.Blocked())
		})
	}
}

// A file that was made here is looked at before it is uploaded, and that finds
// nothing wrong; once it was uploaded, to do so again is an error.
func TestOurOwnFileIsKnownAgain(t *testing.T) {
	r := newRig(t, "", sales(2)...)
	id := r.build("600", "1000").Batch.ID
	files := r.export(id, "a.csv")
	data, err := os.ReadFile(files[0].Path)
	require.NoError(t, err)
	report := r.checkFile("a.csv", string(data))
	require.False(t, report.Blocked(), "%v", report.Findings)
	require.Equal(t, []string{"0  already_exported"}, said(report))
	require.Equal(t, batch.Warning, report.Findings[0].Severity)

	other := r.checkFile("b.csv", strings.ReplaceAll(string(data), "600", "500"))
	require.True(t, other.Blocked(), "another file of the same payments would take more than there is: %v", said(other))

	_, err = r.MarkUploaded(bg, id, 0, "")
	require.NoError(t, err)
	report = r.checkFile("a.csv", string(data))
	require.Equal(t, batch.FileUploaded, report.Findings[0].Code)
	require.True(t, report.Blocked())
}

// A list that was refunded last week fits once more where it asked for parts.
func TestTheSameAmountRefundedBeforeIsPointedOut(t *testing.T) {
	r := newRig(t, "", sales(2)...)
	first := r.build("300", "400")
	r.start(first.Batch.ID, 0)
	_, err := r.Work(bg, first.Batch.ID, nil)
	require.NoError(t, err)
	require.NoError(t, r.Platform.Drain(bg))
	second := r.build("300", "100")
	require.Equal(t, []string{"2 payment.amount refunded_before"}, said(second.Report))
	require.False(t, second.Report.Blocked())
}

package sandbox_test

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/money"
	"contra/core/sandbox"
	"contra/core/sandbox/reportfile"
	"contra/core/sandbox/reportfile/spoil"
)

func at(day, hour int) time.Time { return time.Date(2025, 11, day, hour, 0, 0, 0, time.UTC) }

func TestAReportHasWhatWasLastActedOnInItsTime(t *testing.T) {
	r := newRig(t, "pending@HELD")
	r.add("HELD", 500) // as PAY-1, sold yesterday at nine
	r.refund("PAY-1", 300, "r-1")
	r.refund("HELD", 500, "r-2")
	r.wait()
	require.NoError(t, r.p.AddPayment(sandbox.Payment{Project: 210, ID: "OTHER", Amount: money.Amount{Minor: 1000, Currency: "JPY"}, CreatedAt: at(19, 10)}))

	rows := func(from, to time.Time, projects ...int64) (all []string) {
		for _, r := range r.p.ReportRows(from, to, projects...) {
			all = append(all, r.PaymentID+" "+r.Type+" "+r.Status)
		}
		return all
	}
	require.Equal(t, []string{"PAY-1 sale success", "HELD sale success", "OTHER sale success", "HELD refund processing", "PAY-1 refund success"}, rows(at(1, 0), at(30, 0)))
	require.Equal(t, []string{"OTHER sale success"}, rows(at(1, 0), at(30, 0), 210))
	require.Equal(t, []string{"OTHER sale success"}, rows(at(19, 10), at(20, 9)), "half-open on both sides")
	require.Empty(t, rows(at(1, 0), at(19, 9)))
	require.Equal(t, []string{"PAY-1 sale success"}, rows(at(19, 9), at(19, 9).Add(time.Second), project)[:1])
}

func TestTheBooksHaveAReportForEachMonth(t *testing.T) {
	r := newRig(t, "")
	r.p.Plant(sandbox.PlantOptions{Count: 300})
	var all []reportfile.Row
	for _, month := range r.p.ReportMonths() {
		require.Equal(t, 1, month.Day())
		all = append(all, r.p.ReportRows(month, month.AddDate(0, 1, 0))...)
	}
	require.Equal(t, r.p.ReportRows(time.Time{}, at(30, 0)), all, "in the order of their dates, and none is lost between months")
	operations := 0
	for _, payment := range r.p.Books().Payments() {
		operations += len(payment.Operations)
	}
	require.Len(t, all, operations)
	require.Empty(t, sandbox.New(sandbox.Options{}).ReportMonths())
}

// file asks for a report over HTTP.
func (r *rig) file(path string) (name string, cells [][]string) {
	resp, err := http.Get(r.url + path)
	require.NoError(r, err)
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	require.NoError(r, err)
	require.Equal(r, 200, resp.StatusCode, string(raw))
	c := csv.NewReader(strings.NewReader(string(raw)))
	cells, err = c.ReadAll()
	require.NoError(r, err)
	return resp.Header.Get("Content-Disposition"), cells
}

func TestAReportOverHTTP(t *testing.T) {
	r := newRig(t, "")
	r.p.Plant(sandbox.PlantOptions{Count: 1_500, Until: at(20, 9)})
	name, october := r.file("/practice/report?from=2025-10-01&to=2025-10-31")
	require.Equal(t, "attachment; filename=report-2025-10.csv", name)
	month := r.p.ReportRows(time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC), at(1, 0))
	require.Len(t, october, 1+len(month))
	require.Equal(t, "operation_id", october[0][1])
	for i, row := range month {
		require.Equal(t, []string{row.OperationID, strconv.FormatInt(row.Amount.Minor, 10)}, []string{october[i+1][1], october[i+1][9]})
	}
	name, sofar := r.file("/practice/report?layout=korean&project_id=210")
	require.Equal(t, "attachment; filename=report-2025-11-01_2025-11-20.csv", name, "the month so far")
	require.Equal(t, "주문번호", sofar[0][1])
	require.Equal(t, "210", sofar[1][0])
	_, few := r.file("/practice/report?from=2025-11-19&layout=few")
	require.Len(t, few[0], 6)

	spoilt := "?from=2025-10-01&to=2025-10-31&spoil=7"
	_, bad := r.file("/practice/report" + spoilt)
	require.NotEqual(t, october, bad)
	var planted struct {
		Items []spoil.Planted
		Total int
		Rules struct {
			Due       time.Duration
			Tolerance map[string]int64
			Groups    []struct{ By string }
			Fees      []struct {
				Basis int64 `json:"basis_points"`
			}
		}
	}
	require.NoError(t, json.Unmarshal([]byte(r.get("/practice/report/planted"+spoilt)), &planted))
	require.Len(t, planted.Items, planted.Total)
	require.Equal(t, []any{48 * time.Hour, int64(1), "payment", int64(290)},
		[]any{planted.Rules.Due, planted.Rules.Tolerance["KRW"], planted.Rules.Groups[0].By, planted.Rules.Fees[0].Basis})
	found := map[string]bool{}
	for _, cells := range bad[1:] {
		found[cells[1]] = true
	}
	for _, p := range planted.Items {
		switch p.Code {
		case spoil.MissingInReport, spoil.NotYetReported, spoil.SplitIncomplete:
			require.False(t, found[p.OperationID], "%v", p)
		default:
			require.True(t, found[p.OperationID], "%v", p)
		}
	}
	require.JSONEq(t, `[]`, string(items(t, r.get("/practice/report/planted"))), "a clean report has none")
	require.Contains(t, r.get("/"), "/practice/report?from=")

	for _, wrong := range []string{"from=soon", "to=2025-13-01", "layout=pdf", "project_id=x", "spoil=-1", "from=2025-11-21"} {
		resp, err := http.Get(r.url + "/practice/report?" + wrong)
		require.NoError(t, err)
		raw, err := io.ReadAll(resp.Body)
		require.NoError(t, err)
		resp.Body.Close()
		require.Equal(t, 400, resp.StatusCode, wrong)
		require.Contains(t, string(raw), wrong[strings.Index(wrong, "=")+1:])
	}
	r.add("주문-1", 500)
	resp, err := http.Get(r.url + "/practice/report?layout=russian")
	require.NoError(t, err)
	resp.Body.Close()
	require.Equal(t, 409, resp.StatusCode, "a Russian file cannot hold the id, and half a file is worse than none")
}

func items(t *testing.T, list string) json.RawMessage {
	var l struct{ Items json.RawMessage }
	require.NoError(t, json.Unmarshal([]byte(list), &l))
	return l.Items
}

// What a payment's other months hold counts: nothing is planted on a sale that
// a later refund could explain.
func TestASpoiltMonthLooksAtTheWholeBooks(t *testing.T) {
	r := newRig(t, "")
	r.p.Plant(sandbox.PlantOptions{Count: 1_500, Until: at(20, 9)})
	from, to := time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC), at(1, 0)
	s := r.p.SpoiltReport(reportfile.Titles.MustFormat(), from, to, 3)
	n := map[spoil.Code]int{}
	for _, p := range s.Planted {
		n[p.Code]++
		for _, payment := range r.p.Books().Find(p.PaymentID) {
			sale := payment.Operations[0]
			if strconv.FormatInt(sale.ID, 10) == p.OperationID {
				require.Len(t, payment.Operations, 1, "%v", p)
			}
		}
	}
	require.Len(t, n, len(spoil.Codes())-1, "all but AMBIGUOUS: %v", n)
	require.Equal(t, s, r.p.SpoiltReport(reportfile.Titles.MustFormat(), from, to, 3))
}

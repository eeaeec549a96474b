package pull_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/ledger"
	"contra/core/store/pulls"
)

func (r *rig) pullFinancial(from, to time.Time) pull.Report {
	r.t.Helper()
	report, err := r.Run(bg, pull.Options{From: from, To: to, Kind: dataapi.Financial})
	require.NoError(r.t, err)
	return report
}

// asReport gives what was pulled of an interval, and from which list.
func (r *rig) asReport(from, to time.Time) (dataapi.Kind, []dataapi.Row) {
	r.t.Helper()
	rows, err := r.AsReport(bg, from, to, nil)
	require.NoError(r.t, err)
	return rows.Kind, all(r.t, rows)
}

func all(t *testing.T, rows pull.Rows) (list []dataapi.Row) {
	t.Helper()
	require.NoError(t, rows.Each(bg, func(row dataapi.Row) error {
		list = append(list, row)
		return nil
	}))
	return list
}

func TestFinancialOperationsAreKeptAsAReportAndAreNoEvents(t *testing.T) {
	r := newRig(t)
	r.platform.financial = sales(25, 1)
	bad := sale(77, day(0))
	bad.raw = `{"operation_id":77,"operation_type":"refund","sum_initial":{"amount":"x","currency":"KRW"}}`
	r.platform.financial = append(r.platform.financial, bad)
	report := r.pullFinancial(day(0), day(1))
	require.Equal(t, []int64{26, 25, 0, 1}, []int64{report.Read, report.Stored, report.Duplicate, report.Rejected})
	r.holds(nil)
	imports, err := r.Store.Imports(bg, 0, 1)
	require.NoError(t, err)
	require.Equal(t, []int64{26, 25, 0, 1}, []int64{imports[0].Read, imports[0].Stored, imports[0].Duplicate, imports[0].Rejected})
	kind, rows := r.asReport(day(0), day(1))
	require.Equal(t, dataapi.Financial, kind)
	require.Len(t, rows, 26, "what cannot be read is a row too")

	waiting, err := r.Store.Rejections(bg, 0, 0, 10)
	require.NoError(t, err)
	require.True(t, pull.Pulled(waiting[0]))
	require.NotNil(t, r.Check(waiting[0]).Reject, "a replay leaves it alone")
	r.platform.financial[25].raw = `{"operation_id":77,"operation_type":"refund","sum_initial":{"amount":5,"currency":"KRW"}}`
	report = r.pullFinancial(day(0), day(1))
	require.Equal(t, []int64{26, 1, 25, 0}, []int64{report.Read, report.Stored, report.Duplicate, report.Rejected})
	_, rows = r.asReport(day(0), day(1))
	require.Len(t, rows, 26, "the row took the other's place")
}

func TestSeveralBookingsOfOneOperationAreAllKept(t *testing.T) {
	r := newRig(t)
	booked := func(kind string, amount int) entry {
		return entry{at: day(0), raw: fmt.Sprintf(`{"operation_id":7,"operation_type":%q,"operation_status":"success","sum_initial":{"amount":%d,"currency":"KRW"}}`, kind, amount)}
	}
	r.platform.financial = []entry{booked("sale", 1000), booked("commission", 30), booked("commission", 5)}
	for range 2 {
		r.pullFinancial(day(0), day(1))
		_, rows := r.asReport(day(0), day(1))
		require.Len(t, rows, 3)
	}
}

func TestTheFinalWordGoesBeforeTheOther(t *testing.T) {
	r := newRig(t, sales(40, 4)...)
	r.platform.financial = sales(10, 2)
	r.pull(day(0), day(4))
	kind, rows := r.asReport(day(1), day(3))
	require.Equal(t, dataapi.Operations, kind)
	require.Len(t, rows, 20)
	for i := range rows {
		at := rows[i].Operation.When()
		require.False(t, at.Before(day(1)) || !at.Before(day(3)), at)
	}
	r.pullFinancial(day(0), day(2))
	kind, _ = r.asReport(day(0), day(2))
	require.Equal(t, dataapi.Financial, kind)
	kind, _ = r.asReport(day(0), day(3))
	require.Equal(t, dataapi.Operations, kind, "it is not known for all of the time")
}

func TestTimeThatWasNotPulledIsNoReport(t *testing.T) {
	r := newRig(t, sales(40, 8)...)
	r.Projects = []int64{project, 77}
	only := func(from, to time.Time, projects ...int64) {
		_, err := r.Run(bg, pull.Options{From: from, To: to, Projects: projects})
		require.NoError(t, err)
	}
	only(day(0), day(2))
	only(day(3), day(5), project)
	for _, c := range []struct {
		from, to int
		projects []int64
		until    int // 0: none
	}{
		{0, 2, nil, 2}, {0, 1, nil, 1}, {1, 3, nil, 2}, {0, 5, []int64{project}, 0}, {3, 5, []int64{project}, 5}, {3, 5, nil, 0}, {3, 9, []int64{project}, 5}, {6, 7, nil, 0}, {1, 5, []int64{77}, 2},
	} {
		rows, err := r.AsReport(bg, day(c.from), day(c.to), c.projects)
		if c.until == 0 {
			require.Equal(t, ledger.ErrNotFound, code(t, err), "%+v", c)
			continue
		}
		require.NoError(t, err, "%+v", c)
		require.Equal(t, []time.Time{day(c.from), day(c.until)}, []time.Time{rows.From, rows.To}, "%+v: the end may be open", c)
	}
	status, err := r.Status(bg, -1)
	require.NoError(t, err)
	require.Equal(t, []pull.Coverage{
		{Kind: dataapi.Operations, Project: 77, Spans: []pulls.Span{{Project: 77, From: day(0), To: day(2)}}},
		{Kind: dataapi.Operations, Project: project, Spans: []pulls.Span{{Project: project, From: day(0), To: day(2)}, {Project: project, From: day(3), To: day(5)}}},
	}, status.Coverage)
	require.Equal(t, day(5), status.Coverage[1].Until())
}

// The ledger's operations and the rows that they came from have the same ids.
func TestARefundThatOnlyThePlatformKnewIsThereAsBoth(t *testing.T) {
	r := newRig(t, sale(1, day(0)), entry{id: 2, at: day(1), kind: "refund", status: "success", minor: 300, payment: "ORD-1"})
	r.pull(day(0), day(2))
	p := r.payment("ORD-1")
	require.EqualValues(t, []int64{300, 701}, []int64{p.Refunded, p.Refundable()})
	_, rows := r.asReport(day(0), day(2))
	require.Equal(t, []string{"1", "2"}, []string{rows[0].Operation.ID, rows[1].Operation.ID})
}

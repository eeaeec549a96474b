package pull_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/ledger"
)

func TestARowThatSlippedBetweenTwoPagesIsFound(t *testing.T) {
	list := sales(30, 1)
	r := newRig(t, slices.Clone(list)...)
	r.platform.before = func(n int) error {
		if n == 2 { // the first rows leave: the eleventh would now be on the first page
			r.platform.list = slices.Delete(r.platform.list, 0, 3)
		}
		return nil
	}
	report := r.pull(day(0), day(1))
	r.holds(list)
	require.EqualValues(t, []int64{30, 30}, []int64{report.Read, report.Stored})
	begun := 0
	for _, q := range r.platform.asked {
		if q.Offset == 0 {
			begun++
		}
	}
	require.Equal(t, 3, begun, "until two readings agree")
}

func TestAListThatNeverSettlesIsReadInSmallerPieces(t *testing.T) {
	r := newRig(t, sales(40, 1)...)
	next := 1000
	r.platform.before = func(int) error {
		if q := r.platform.asked[len(r.platform.asked)-1]; q.To.Sub(q.From) > 5*time.Hour { // long lists never hold still
			next++
			r.platform.list = append(r.platform.list, sale(next, q.From))
		}
		return nil
	}
	r.PageSize = 100
	report := r.pull(day(0), day(1))
	require.EqualValues(t, 1, report.Windows, "one page needs no second reading")
	r.PageSize = 10
	report = r.pull(day(0), day(1))
	require.Greater(t, report.Windows, int64(1))
	r.holds(r.platform.list)
}

func TestAPlatformThatDoesNotTurnPagesIsNotBelieved(t *testing.T) {
	list := sales(40, 1)
	for i := range list {
		list[i].at = day(0).Add(time.Second)
	}
	r := newRig(t, list...)
	r.API = func() (pull.API, error) { return stuck{r.platform}, nil }
	report, err := r.Run(bg, pull.Options{From: day(0), To: day(1)})
	require.Equal(t, ledger.ErrNetwork, code(t, err))
	require.EqualValues(t, 10, report.Stored, "what came is kept")
	status, err := r.Status(bg, 1)
	require.NoError(t, err)
	for _, c := range status.Coverage {
		for _, s := range c.Spans {
			require.False(t, s.From.Before(day(0).Add(time.Second)) && s.To.After(day(0).Add(time.Second)), "and nothing is taken for whole: %s", fmt.Sprint(s))
		}
	}
}

// stuck ignores where a page begins.
type stuck struct{ *platform }

func (s stuck) Operations(ctx context.Context, q dataapi.Query) (dataapi.Page, error) {
	q.Offset = 0
	return s.platform.Operations(ctx, q)
}

package pull

import (
	"context"
	"slices"
	"time"

	"contra/core/dataapi"
	"contra/core/ledger"
	"contra/core/owner"
	"contra/core/store"
)

// API is the platform's side; *dataapi.Client is one.
type API interface {
	Operations(ctx context.Context, q dataapi.Query) (dataapi.Page, error)
	FinancialOperations(ctx context.Context, q dataapi.Query) (dataapi.Page, error)
	Balances(ctx context.Context) ([]dataapi.Balance, error)
}

const (
	defaultOverlap = time.Hour
	defaultWindow  = 24 * time.Hour
)

// Runner pulls into one ledger. One process pulls at a time; several do no harm.
type Runner struct {
	Store    *store.Store
	API      func() (API, error) // asked for when a pull begins, since it needs a token
	Methods  ledger.Methods
	Projects []int64       // those that are configured
	Overlap  time.Duration // how far before the end of what is covered the next pull begins; 0: 1 hour
	Window   time.Duration // read in one go, more of it when little is in it; 0: a day
	PageSize int           // rows in one answer, 2 to 1000; 0: 1000
	Owner    owner.Process // this process
	Probe    func(point string)
}

// Options says what to pull. The zero value goes on where the last pull ended.
type Options struct {
	From, To time.Time // [From, To); a zero From goes on, a zero To is now
	Projects []int64   // none: all that are configured
	Kind     dataapi.Kind
	Progress func(Progress) // called by Run's own goroutine; may be nil
}

// Progress is how far a pull has come.
type Progress struct {
	From, To, At                      time.Time // At moves from From to To
	Windows, Pages                    int64
	Read, Stored, Duplicate, Rejected int64
	Waiting                           time.Duration // not 0: a pause of this length begins now …
	Why                               string        // … for this reason
}

// Report says what a pull brought. Read is the sum of the three behind it.
type Report struct {
	Kind                              dataapi.Kind
	From, To                          time.Time
	Next                              time.Time // all of the interval before it is in the ledger
	Resumed                           bool      // it went on where an earlier one had broken off
	Windows, Pages                    int64
	Read, Stored, Duplicate, Rejected int64
	Waited                            time.Duration             // for the platform's pace, and between attempts
	Import                            int64                     // the record of the import; 0: nothing came
	Moved                             []ledger.Progress         // refunds of ours
	Purchases                         []ledger.PurchaseProgress // purchases of ours
}

func (r *Runner) at(point string) {
	if r.Probe != nil {
		r.Probe(point)
	}
}

// projects checks those that were asked for.
func (r *Runner) projects(asked []int64) ([]int64, error) {
	if len(r.Projects) == 0 {
		return nil, ledger.Errorf(ledger.ErrConfig, "no project is configured").WithHint("add a [[project]] to the configuration")
	}
	if len(asked) == 0 {
		asked = r.Projects
	}
	for _, p := range asked {
		if !slices.Contains(r.Projects, p) {
			return nil, ledger.Errorf(ledger.ErrUsage, "project %d is not configured", p).WithHint("add [[project]] id = %d to the configuration", p)
		}
	}
	return slices.Compact(slices.Sorted(slices.Values(asked))), nil
}

func (r *Runner) overlap() time.Duration {
	if r.Overlap > 0 {
		return r.Overlap
	}
	return defaultOverlap
}

func (r *Runner) window() time.Duration {
	if r.Window > 0 {
		return r.Window
	}
	return defaultWindow
}

func (r *Runner) pageSize() int {
	if r.PageSize >= 2 && r.PageSize <= dataapi.MaxLimit {
		return r.PageSize
	}
	return dataapi.MaxLimit
}

package callbacks

import (
	"context"
	"errors"
	"io"
	"runtime"
	"time"

	"contra/core/ledger"
	"contra/importers/files"
)

const (
	partMessages = 50_000
	partBytes    = 64 << 20
)

// Sink stores a part of the messages, all of it or nothing. It owns the batch.
type Sink interface {
	Store(ctx context.Context, batch []ledger.Inbound) error
}

// Inputs names what is to be read.
type Inputs struct {
	Paths []string  // files and folders; "-" is Stdin
	Stdin io.Reader // may be nil when no path is "-"
	Part  int       // most messages in one part; 0: 50,000
}

// Run reads all inputs, verifies the messages on all processors, and hands them to
// the sink in the order of reading, part by part, while the next part is verified.
// Memory holds two parts, of at most 64 MiB of messages each.
//
// A path that does not exist is an error before anything is stored. What is bad in a
// file is a rejection, and reading goes on. When ctx ends, the part that is being
// stored is stored or not as the sink decides, nothing more is stored, and the error is
// ledger.ErrCancelled. The report always says what is stored. progress may be nil; it
// is called at most ten times a second, and once at the end, by Run's own goroutine.
func Run(ctx context.Context, in Inputs, secrets Secrets, sink Sink, progress func(Progress)) (Report, error) {
	plan, err := files.Open(in.Paths, in.Stdin)
	if err != nil {
		return Report{}, err
	}
	r := &run{ctx: ctx, sink: sink, plan: plan, most: in.Part, pace: pacer{show: progress}}
	if r.most <= 0 {
		r.most = partMessages
	}
	inner, cancel := context.WithCancel(ctx)
	defer cancel()
	chunks, ended := start(inner, plan, Remember(secrets, 0))
	err = r.collect(chunks)
	cancel()
	read := r.join(ended)
	r.report.Bytes = plan.Read()
	if err == nil {
		err = read
	}
	switch {
	case err != nil && ctx.Err() != nil:
		return r.report, &ledger.Error{Code: ledger.ErrCancelled, Message: "the import was cancelled", Err: err,
			Hint: "what is stored stays; import the same files again to take in the rest"}
	case err != nil:
		return r.report, err
	}
	r.tell(true)
	return r.report, nil
}

// start reads and verifies in the background. The chunks come in the order of reading,
// each with a channel that closes when it is verified. ended gives the reader's error.
func start(ctx context.Context, plan *files.Plan, secrets Secrets) (chunks <-chan *chunk, ended <-chan error) {
	workers := runtime.GOMAXPROCS(0)
	ordered, jobs, end := make(chan *chunk, 2*workers), make(chan *chunk, 2*workers), make(chan error, 1)
	for range workers {
		go func() {
			for c := range jobs {
				c.check(secrets)
			}
		}()
	}
	go func() {
		err := feed(plan, func(c *chunk) error {
			select {
			case ordered <- c:
				jobs <- c // as many fit as into ordered
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
		end <- err
		close(jobs)
		close(ordered)
	}()
	return ordered, end
}

// run is one import, seen from the goroutine that collects.
type run struct {
	ctx     context.Context
	sink    Sink
	plan    *files.Plan
	most    int // messages in a part
	pace    pacer
	now     Progress
	report  Report
	part    []ledger.Inbound // grows while handed is stored
	bytes   int              // of its messages
	handed  []ledger.Inbound
	storing chan error // tells when handed is stored; nil when there is none
}

func (r *run) collect(chunks <-chan *chunk) error {
	for {
		var c *chunk
		var ok bool
		select {
		case c, ok = <-chunks:
		case <-r.ctx.Done():
			return errors.Join(r.ctx.Err(), r.settle())
		}
		if !ok {
			break
		}
		<-c.done
		if err := r.take(c); err != nil {
			return err
		}
	}
	if err := r.hand(); err != nil {
		return err
	}
	return r.settle()
}

// take adds a verified chunk to the part, and hands the part on when it is full.
func (r *run) take(c *chunk) error {
	for i := range c.out {
		m := &c.out[i]
		if len(r.part) > 0 && (len(r.part) >= r.most || r.bytes+len(m.Raw) > partBytes) {
			if err := r.hand(); err != nil {
				return err
			}
		}
		r.part = append(r.part, *m)
		r.bytes += len(m.Raw)
		r.now.Read++
		if m.Reject != nil {
			r.now.Rejected++
		}
		r.now.Source = m.Source
	}
	r.tell(false)
	return r.glance()
}

// hand gives the part to the sink as soon as that has stored the one before.
func (r *run) hand() error {
	if err := r.settle(); err != nil {
		return err
	}
	if len(r.part) == 0 {
		return nil
	}
	if err := r.ctx.Err(); err != nil {
		return err
	}
	r.handed, r.part, r.bytes = r.part, make([]ledger.Inbound, 0, len(r.part)), 0
	r.storing = make(chan error, 1)
	go func(part []ledger.Inbound, stored chan<- error) { stored <- r.sink.Store(r.ctx, part) }(r.handed, r.storing)
	return nil
}

// settle waits for the part that is being stored.
func (r *run) settle() error {
	if r.storing == nil {
		return nil
	}
	return r.stored(<-r.storing)
}

// glance notices early that a part could not be stored.
func (r *run) glance() error {
	select {
	case err := <-r.storing:
		return r.stored(err)
	default:
		return nil
	}
}

func (r *run) stored(err error) error {
	if err == nil {
		r.report.add(r.handed)
	}
	r.storing, r.handed = nil, nil
	return err
}

// join waits for the reader. One that hangs in standard input or a pipe is left behind.
func (r *run) join(ended <-chan error) error {
	var late <-chan time.Time
	if r.ctx.Err() != nil {
		late = time.After(time.Second)
	}
	select {
	case err := <-ended:
		r.report.Ignored = r.plan.Ignored
		return err
	case <-late:
		return r.ctx.Err()
	}
}

func (r *run) tell(always bool) {
	r.now.Bytes, r.now.TotalBytes = r.plan.Read(), r.plan.Total
	r.pace.tell(r.now, always)
}

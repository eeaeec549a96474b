package table

import (
	"context"
	"sync"
)

// Chunks hands all rows after the header to fn, in chunks of about a megabyte, on that
// many goroutines at once and in no order. It holds a few chunks in memory, however long
// the table is. It stops at the first error, and soon after ctx ends, with ctx's error;
// fn is not called any more when it has returned. Sum is complete only without
// an error, which is fn's, ctx's, or a *ledger.Error that names the table.
//
// progress may be nil. It is called now and then by one goroutine; done and total are
// bytes on the disk, and total is 0 when it is not known.
func (s *Source) Chunks(ctx context.Context, l Look, workers int, progress func(done, total int64), fn func(Chunk) error) (Sum, error) {
	in, err := s.take()
	if err != nil {
		return Sum{}, err
	}
	defer in.close()
	workers = max(1, workers)
	inner, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	r := &reader{source: s, in: in, look: l, progress: progress,
		full: make(chan Chunk), free: make(chan []byte, workers+2)}
	for range cap(r.free) {
		r.free <- nil
	}
	ended := make(chan error, 1)
	go func() {
		err := r.run(inner)
		if err != nil {
			stop(err)
		}
		close(r.full)
		ended <- err
	}()
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			if err := r.work(inner, fn); err != nil {
				stop(err)
			}
		})
	}
	all.Wait()
	if !in.idle || inner.Err() == nil { // a pipe may be silent for long: its reader is left behind
		<-ended
	}
	if err := context.Cause(inner); err != nil {
		return Sum{}, err
	}
	if in.ended != nil {
		if err := in.ended(); err != nil {
			return Sum{}, err
		}
	}
	return r.sum, nil
}

// work gives chunks to fn until there are no more.
func (r *reader) work(ctx context.Context, fn func(Chunk) error) error {
	for {
		select {
		case c, ok := <-r.full:
			if !ok || ctx.Err() != nil {
				return nil
			}
			buf := c.Data
			c.Data = mend(c.Data)
			if err := fn(c); err != nil {
				return err
			}
			r.free <- buf
		case <-ctx.Done():
			return nil
		}
	}
}

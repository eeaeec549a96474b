package runs

import (
	"errors"
	"runtime"
	"sync"
)

// spread does something for each of n things, on all processors when there are many.
func spread(n int, do func(i int) error) error {
	workers := max(1, min(runtime.GOMAXPROCS(0), n/64))
	failures := make([]error, workers)
	var all sync.WaitGroup
	for w := range workers {
		all.Go(func() {
			for i := w * n / workers; i < (w+1)*n/workers && failures[w] == nil; i++ {
				failures[w] = do(i)
			}
		})
	}
	all.Wait()
	return errors.Join(failures...)
}

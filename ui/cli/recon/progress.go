package recon

import (
	"sync"

	"contra/core/recon/archive"
	"contra/core/recon/run"
	"contra/ui/cli/app"
)

// kinds says what is counted in each stage.
var kinds = map[run.Stage]string{
	run.Reading: "operations of the ledger", run.Comparing: "rows to compare", run.Judging: "left to look at", run.Storing: "reports stored",
}

// Watch does something that compares, and tells a person how far it is.
func Watch(a *app.App, do func(run.Progress) error) error {
	bar := a.Bar()
	var one sync.Mutex // several goroutines tell of progress
	err := do(func(stage run.Stage, done, total int64) {
		one.Lock()
		defer one.Unlock()
		if done == 0 { // a stage that does not count along
			done, total = total, 0
		}
		bar.Show(kinds[stage], done, done, total)
	})
	bar.Clear()
	return err
}

// Compare is Watch for what gives a run.
func Compare(a *app.App, do func(run.Progress) (archive.Run, error)) (x archive.Run, err error) {
	err = Watch(a, func(p run.Progress) error {
		x, err = do(p)
		return err
	})
	return x, err
}

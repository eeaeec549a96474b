package breaks

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/recon/archive"
	"contra/core/store/runs"
	"contra/ui/cli/app"
)

// picking is which findings of a run were asked for.
type picking struct {
	filter
	numbers []int64
	all     bool
}

func (p *picking) flags(cmd *cobra.Command) {
	numbersFlag(cmd, &p.numbers, "these breaks, by their `numbers` in the run such as 1,2")
	p.filter.flags(cmd)
	cmd.Flags().BoolVar(&p.all, "all", false, "all open breaks; --currency and --find narrow them down, as with --code")
}

func numbersFlag(cmd *cobra.Command, into *[]int64, usage string) {
	cmd.Flags().Int64SliceVar(into, "n", nil, usage)
	cmd.Flags().Lookup("n").DefValue = ""
}

// pick checks which were asked for: numbers, or what a filter lets through.
func (p *picking) pick(cmd *cobra.Command) (numbers []int64, f runs.Filter, err error) {
	given := 0
	for _, name := range []string{"n", "code", "all"} {
		if cmd.Flags().Changed(name) {
			given++
		}
	}
	byNumber := cmd.Flags().Changed("n")
	switch {
	case given != 1 || cmd.Flags().Changed("all") && !p.all:
		return nil, f, app.Usage(cmd, "say which breaks: one of --n 1,2, --code CODE, --all")
	case byNumber && (p.currency != "" || p.find != ""):
		return nil, f, app.Usage(cmd, "--n names them one by one: leave out --currency and --find")
	case byNumber:
		slices.Sort(p.numbers)
		return slices.Compact(p.numbers), f, nil
	}
	f, err = p.filter.filter(cmd)
	f.Open = f.Kind == archive.Broken
	return nil, f, err
}

// one reads RUN/N, or N of the latest run.
func one(cmd *cobra.Command, text string) (run string, n int64, err error) {
	name, number, both := strings.Cut(text, "/")
	if !both {
		name, number = "", text
	}
	n, err = strconv.ParseInt(number, 10, 64)
	if err != nil || n <= 0 {
		return "", 0, app.Usage(cmd, "%q is no break: write RUN/N, such as 12/3", text)
	}
	return name, n, nil
}

func ref(run, n int64) string { return fmt.Sprintf("%d/%d", run, n) }

package app

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"contra/core/ledger"
)

// Usage is an error in the command line.
func Usage(cmd *cobra.Command, format string, args ...any) error {
	return ledger.Errorf(ledger.ErrUsage, format, args...).WithHint("%s --help explains it", cmd.CommandPath())
}

// Group makes a command that only holds others.
func Group(use, short string, commands ...*cobra.Command) *cobra.Command {
	g := &cobra.Command{Use: use, Short: short, Args: CommandOnly, SuggestionsMinimumDistance: 2,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return Usage(cmd, "%s needs a command: %s", cmd.CommandPath(), names(cmd))
		}}
	g.AddCommand(commands...)
	return g
}

// CommandOnly refuses words that are no command, and guesses which was meant.
func CommandOnly(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return Usage(cmd, "there is no command %q: did you mean %s?", args[0], strings.Join(near, " or "))
	}
	return Usage(cmd, "there is no command %q: there is %s", args[0], names(cmd))
}

func names(cmd *cobra.Command) string {
	var all []string
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			all = append(all, c.Name())
		}
	}
	return strings.Join(all, ", ")
}

// Want takes exactly the named arguments.
func Want(named ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < len(named):
			return Usage(cmd, "%s is missing", named[len(args)])
		case len(args) > len(named):
			return Usage(cmd, "%q is one argument too many", args[len(named)])
		}
		return nil
	}
}

// DefaultLimit is how many lines a list has unless --limit says otherwise.
const DefaultLimit = 200

// LimitFlag adds --limit, which every list has. what names the things listed.
func LimitFlag(cmd *cobra.Command, limit *int, what string) {
	cmd.Flags().IntVar(limit, "limit", DefaultLimit, "how many "+what+" to `show` at most; -1 shows all")
}

// CheckLimit refuses a limit that makes no sense.
func CheckLimit(cmd *cobra.Command, limit int) error {
	if limit < -1 {
		return Usage(cmd, "--limit is a count, or -1 for all")
	}
	return nil
}

// ProjectFlag adds --project to a command that takes a payment id.
func ProjectFlag(cmd *cobra.Command, project *int64) {
	cmd.Flags().Int64Var(project, "project", 0, "the project's `id`, needed when several projects have this payment id")
}

// Patience is a duration flag that also takes whole seconds.
type Patience time.Duration

func (p *Patience) String() string { return time.Duration(*p).String() }

// Type names the value in the help.
func (p *Patience) Type() string { return "duration" }

// Set reads "90s", "2m" or a number of seconds.
func (p *Patience) Set(text string) error {
	d, err := time.ParseDuration(text)
	if seconds, whole := strconv.Atoi(text); whole == nil && seconds < 1e9 {
		d, err = time.Duration(seconds)*time.Second, nil
	}
	if err != nil || d < 0 {
		return fmt.Errorf("write a duration such as 30s or 2m, or a number of seconds")
	}
	*p = Patience(d)
	return nil
}

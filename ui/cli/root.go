// Package cli is the headless door: every use case as a command, for scripts
// and for people who like a shell. stdout is data, stderr is narration, the
// exit code tells the outcome.
package cli

import (
	"context"
	"fmt"
	"runtime/debug"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"contra/core/ledger"
	"contra/ui/cli/out"
	"contra/ui/cli/view"
)

// app is one run of the program.
type app struct {
	env Env

	ledger, configFile, gate, operator string
	json, readOnly                     bool
	theme                              string

	printed bool // stdout has its document
	saying  sync.Mutex
}

// Run carries out one command line and gives the exit code. A context that is
// cancelled ends the command in good order.
func Run(ctx context.Context, args []string, env Env) (code int) {
	a := &app{env: env}
	asked := asksJSON(args)
	defer func() {
		if v := recover(); v != nil {
			// Left alone, a panic would exit with 2, which says that nothing was done.
			fmt.Fprintf(env.Stderr, "contra: this is a mistake in contra: %v\n%s", v, debug.Stack())
			a.fail(asked, ledger.Errorf(ledger.ErrIO, "contra failed in a way that it should not: %v", v))
			code = exitFailed
		}
	}()
	root := a.root()
	root.SetArgs(append([]string{}, args...))
	root.SetIn(env.Stdin)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	err := coded(root.ExecuteContext(ctx))
	if o, ok := err.(outcome); ok {
		return int(o)
	}
	if err != nil {
		a.fail(asked, err)
		return exitOf(err)
	}
	return exitDone
}

// fail tells of the failure: as the document when there is none yet and JSON
// was asked for, else in words.
func (a *app) fail(asked bool, err error) {
	if (a.json || asked) && !a.printed {
		a.printed = true
		out.JSON(a.env.Stdout, view.Failure{Error: view.NewError(err)}) // nobody is left to be told when this fails
		return
	}
	a.complain(err)
}

// asksJSON finds --json even when the command line cannot be understood.
func asksJSON(args []string) bool {
	for _, arg := range args {
		switch arg {
		case "--json", "--json=true", "--json=1", "--json=t", "--json=T", "--json=TRUE", "--json=True":
			return true
		case "--":
			return false
		}
	}
	return false
}

func (a *app) root() *cobra.Command {
	var version bool
	root := &cobra.Command{
		Use:   "contra",
		Short: "Refunds and reconciliation for merchants on the ecommpay platform",
		Long: `contra lists payments, refunds them in full or in part, and keeps track of every
refund until its outcome is known.

Without a command it opens the desktop on the ledger. contra demo opens it on
made-up data and needs nothing else: no account, no secret, no network.

Exit codes: 0 done, 1 failed or declined, 2 usage, 3 done with findings,
4 refused by a rule (nothing was sent), 5 the outcome of a refund is not known
yet, 130 cancelled.`,
		Example: `  contra demo
  contra import callbacks callbacks.ndjson
  contra payments status:success "date:7d" --json
  contra refund ABC123 --amount 12.50 --yes`,
		SilenceErrors: true, SilenceUsage: true, SuggestionsMinimumDistance: 2,
		Args: commandOnly,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if version {
				return a.version()
			}
			return a.desktop(cmd.Context())
		},
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return usage(cmd, "%v", err)
	})
	root.SetHelpCommand(a.helpCmd())
	a.helpInJSON(root)
	root.Flags().BoolVar(&version, "version", false, "print the version")
	f := root.PersistentFlags()
	f.SortFlags = false
	f.StringVar(&a.ledger, "ledger", "", "the ledger's `file` (else $CONTRA_LEDGER, else in your data folder)")
	f.StringVar(&a.configFile, "config", "", "the configuration `file` (else $CONTRA_CONFIG, else in your configuration folder)")
	f.StringVar(&a.gate, "gate", "", "`URL` of the platform's Gate (else $CONTRA_GATE_URL, else the configuration)")
	f.StringVar(&a.operator, "operator", "", "`name` in the journal (else $CONTRA_OPERATOR, else the configuration, else the OS user)")
	f.BoolVar(&a.json, "json", false, "print exactly one JSON document on stdout, also on failure")
	f.BoolVar(&a.readOnly, "read-only", false, "refuse everything that would change the ledger")
	a.themeFlag(root)
	root.AddCommand(a.importCmd(), a.paymentsCmd(), a.showCmd(), a.refundCmd(), a.refundsCmd(), a.settleCmd(), a.listenCmd(),
		a.signCmd(), a.verifyCmd(), a.sandboxCmd(), a.demoCmd(), a.auditCmd(), a.configCmd(), a.completionCmd(), a.versionCmd())
	return root
}

// usage is an error in the command line.
func usage(cmd *cobra.Command, format string, args ...any) error {
	return ledger.Errorf(ledger.ErrUsage, format, args...).WithHint("%s --help explains it", cmd.CommandPath())
}

// group makes a command that only holds others.
func group(use, short string, commands ...*cobra.Command) *cobra.Command {
	g := &cobra.Command{Use: use, Short: short, Args: commandOnly, SuggestionsMinimumDistance: 2,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return usage(cmd, "%s needs a command: %s", cmd.CommandPath(), names(cmd))
		}}
	g.AddCommand(commands...)
	return g
}

// commandOnly refuses words that are no command, and guesses which was meant.
func commandOnly(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return usage(cmd, "there is no command %q: did you mean %s?", args[0], strings.Join(near, " or "))
	}
	return usage(cmd, "there is no command %q: there is %s", args[0], names(cmd))
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

// want takes exactly the named arguments.
func want(named ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < len(named):
			return usage(cmd, "%s is missing", named[len(args)])
		case len(args) > len(named):
			return usage(cmd, "%q is one argument too many", args[len(named)])
		}
		return nil
	}
}

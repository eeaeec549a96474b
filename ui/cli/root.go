// Package cli is the headless door: every use case as a command, for scripts
// and for people who like a shell. stdout is data, stderr is narration, the
// exit code tells the outcome.
package cli

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"contra/core/ledger"
	"contra/ui/cli/app"
	"contra/ui/cli/ask"
	"contra/ui/cli/batch"
	"contra/ui/cli/breaks"
	"contra/ui/cli/browse"
	"contra/ui/cli/check"
	"contra/ui/cli/inflow"
	"contra/ui/cli/months"
	"contra/ui/cli/practice"
	"contra/ui/cli/pull"
	"contra/ui/cli/purchases"
	"contra/ui/cli/recon"
	"contra/ui/cli/refunds"
	"contra/ui/cli/report"
	"contra/ui/cli/watch"
)

// Env is what the process gives the commands.
type Env = app.Env

// DesktopOptions is what the desktop works on.
type DesktopOptions = app.DesktopOptions

// Run carries out one command line and gives the exit code. A context that is
// cancelled ends the command in good order.
func Run(ctx context.Context, args []string, env Env) (code int) {
	a := &app.App{Env: env}
	asked := app.AsksJSON(args)
	defer func() {
		if v := recover(); v != nil {
			// Left alone, a panic would exit with 2, which says that nothing was done.
			fmt.Fprintf(env.Stderr, "contra: this is a mistake in contra: %v\n%s", v, debug.Stack())
			a.Fail(asked, ledger.Errorf(ledger.ErrIO, "contra failed in a way that it should not: %v", v))
			code = app.ExitFailed
		}
	}()
	root := newRoot(a)
	root.SetArgs(append([]string{}, args...))
	root.SetIn(env.Stdin)
	root.SetOut(env.Stdout)
	root.SetErr(env.Stderr)
	err := app.Coded(root.ExecuteContext(ctx))
	if o, ok := err.(app.Outcome); ok {
		return int(o)
	}
	if err != nil {
		a.Fail(asked, err)
		return app.ExitOf(err)
	}
	return app.ExitDone
}

func newRoot(a *app.App) *cobra.Command {
	var version bool
	root := &cobra.Command{
		Use:   "contra",
		Short: "Refunds and reconciliation for merchants on the ecommpay platform",
		Long: `contra lists payments, refunds them in full or in part, and keeps track of every
refund until its outcome is known. It compares the platform's reports with all that, explains
every difference, and closes the month.

Without a command it opens the desktop on the ledger. contra demo opens it on
made-up data and needs nothing else: no account, no secret, no network.

Exit codes: 0 done, 1 failed or declined, 2 usage, 3 done with findings,
4 refused by a rule (nothing was sent), 5 the outcome of a refund or a purchase
is not known yet, 130 cancelled.`,
		Example: `  contra demo
  contra import callbacks callbacks.ndjson
  contra payments status:success "date:7d" --json
  contra refund ABC123 --amount 12.50 --yes
  contra batch build --from wanted.csv
  contra reconcile report-2026-10.csv`,
		SilenceErrors: true, SilenceUsage: true, SuggestionsMinimumDistance: 2,
		Args: app.CommandOnly,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if version {
				return printVersion(a)
			}
			return practice.Desktop(cmd, a)
		},
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return app.FlagError(cmd, err)
	})
	root.SetHelpCommand(helpCmd())
	helpInJSON(a, root)
	root.Flags().BoolVar(&version, "version", false, "print the version")
	f := root.PersistentFlags()
	f.SortFlags = false
	f.StringVar(&a.Ledger, "ledger", "", "the ledger's `file` (else $CONTRA_LEDGER, else in your data folder)")
	f.StringVar(&a.ConfigFile, "config", "", "the configuration `file` (else $CONTRA_CONFIG, else in your configuration folder)")
	f.StringVar(&a.Gate, "gate", "", "`URL` of the platform's Gate (else $CONTRA_GATE_URL, else the configuration)")
	f.StringVar(&a.Operator, "operator", "", "`name` in the journal (else $CONTRA_OPERATOR, else the configuration, else the OS user)")
	f.BoolVar(&a.JSON, "json", false, "print exactly one JSON document on stdout, also on failure")
	f.BoolVar(&a.ReadOnly, "read-only", false, "refuse everything that would change the ledger")
	practice.ThemeFlag(a, root)
	root.AddCommand(inflow.Import(a), browse.Payments(a), browse.Show(a), refunds.Refund(a), refunds.List(a), refunds.Settle(a), batch.Batch(a),
		purchases.Link(a), purchases.Purchase(a), purchases.List(a),
		recon.Reconcile(a), report.Report(a), recon.Runs(a), breaks.Breaks(a), months.Months(a), months.Close(a), months.Reopen(a), months.Edges(a), months.Unseen(a),
		months.Evidence(a), months.Verify(a), pull.Pull(a), pull.Balances(a), inflow.Listen(a), watch.Watch(a), ask.Status(a),
		check.Sign(a), check.Verify(a), practice.Sandbox(a), practice.Demo(a), browse.Audit(a), browse.Config(a), completionCmd(a), versionCmd(a))
	return root
}

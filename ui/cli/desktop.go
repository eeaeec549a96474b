package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"contra/core/ledger"
	"contra/ui/cli/demo"
)

var themes = []string{"auto", "dark", "light", "contrast", "mono"}

func (a *app) themeFlag(cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.theme, "theme", "auto", "the desktop's `theme`: auto, dark, light, contrast or mono")
	cmd.RegisterFlagCompletionFunc("theme", cobra.FixedCompletions(themes, cobra.ShellCompDirectiveNoFileComp))
}

var noTerminal = ledger.Errorf(ledger.ErrUsage, "the desktop needs a terminal").
	WithHint("contra --help lists the commands for scripts")

// hasTerminal tells whether the desktop can be drawn.
func (a *app) hasTerminal() bool {
	return !a.json && isTerminal(a.env.Stdin) && isTerminal(a.env.Stdout)
}

// desktop opens the desktop on the ledger.
func (a *app) desktop(ctx context.Context) error {
	if !a.hasTerminal() {
		return noTerminal
	}
	d, err := a.open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	o := DesktopOptions{Desk: d, Practice: d.Config.Gate.Practice(), Theme: a.theme, Secrets: d.Secrets}
	if len(d.Config.Projects) == 1 {
		o.Title = d.Config.Projects[0].Name
	}
	return a.env.Desktop(ctx, o)
}

func (a *app) demoCmd() *cobra.Command {
	var check bool
	o := demo.Options{}
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Open the desktop on made-up data beside a stand-in platform",
		Long: `demo makes up two months of payments on a stand-in platform inside this process, takes in
its callbacks, makes a few refunds that go well and a few that go wrong, and opens the
desktop on all that. Nothing leaves this machine, and nothing is kept.`,
		Example: "  contra demo\n  contra demo --payments 5000 --seed 7 --theme light",
		Args:    want(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.Payments < 0 {
				return usage(cmd, "--payments is a count")
			}
			if check {
				return a.checkDemo(cmd.Context(), o)
			}
			return a.demo(cmd.Context(), o)
		},
	}
	a.themeFlag(cmd)
	cmd.Flags().IntVar(&o.Payments, "payments", 400, "how many payments to make up")
	cmd.Flags().Uint64Var(&o.Seed, "seed", 1, "makes the payments and their ids")
	cmd.Flags().BoolVar(&check, "check", false, "set everything up, print counts and leave")
	cmd.Flags().Lookup("check").Hidden = true
	return cmd
}

func (a *app) demo(ctx context.Context, o demo.Options) (err error) {
	if !a.hasTerminal() {
		return noTerminal
	}
	s, err := a.startDemo(ctx, o)
	if err != nil {
		return err
	}
	defer func() {
		if closed := s.Close(); err == nil {
			err = closed
		}
	}()
	return a.env.Desktop(ctx, DesktopOptions{Desk: s.Desk, Practice: true, Title: "DEMO", Theme: a.theme, Demo: s.Platform, Secrets: s.Desk.Secrets})
}

func (a *app) startDemo(ctx context.Context, o demo.Options) (*demo.Session, error) {
	settings, err := a.settings()
	if err != nil {
		return nil, err
	}
	o.Operator = settings.Operator
	return demo.Start(ctx, o)
}

// checkDemo sets the demo up without a desktop and tells what it holds once
// the platform has gone quiet.
func (a *app) checkDemo(ctx context.Context, o demo.Options) (err error) {
	s, err := a.startDemo(ctx, o)
	if err != nil {
		return err
	}
	defer func() {
		if closed := s.Close(); err == nil {
			err = closed
		}
	}()
	quiet, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	if err := s.Platform.Drain(quiet); err != nil {
		return err
	}
	counts, err := s.Counts(ctx)
	if err != nil {
		return err
	}
	return a.result(counts, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%d payments, %d refunds, %d rejected callbacks\n", counts.Payments, counts.Refunds, counts.Rejected)
		return err
	})
}

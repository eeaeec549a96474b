package practice

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"contra/ui/cli/app"
	"contra/ui/cli/demo"
)

var themes = []string{"auto", "dark", "light", "contrast", "mono"}

// ThemeFlag adds --theme to a command that opens the desktop.
func ThemeFlag(a *app.App, cmd *cobra.Command) {
	cmd.Flags().StringVar(&a.Theme, "theme", "auto", "the desktop's `theme`: auto, dark, light, contrast or mono")
	cmd.RegisterFlagCompletionFunc("theme", cobra.FixedCompletions(themes, cobra.ShellCompDirectiveNoFileComp))
}

// canDraw tells why the desktop cannot be opened, if so.
func canDraw(cmd *cobra.Command, a *app.App) error {
	switch {
	case !slices.Contains(themes, a.Theme):
		return app.Usage(cmd, "there is no theme %q: there is %s", a.Theme, strings.Join(themes, ", "))
	case !a.HasTerminal():
		return app.ErrNoTerminal
	}
	return nil
}

// Desktop opens the desktop on the ledger.
func Desktop(cmd *cobra.Command, a *app.App) error {
	if err := canDraw(cmd, a); err != nil {
		return err
	}
	ctx := cmd.Context()
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	o := app.DesktopOptions{Desk: d, Practice: d.Config.Gate.Practice(), Theme: a.Theme, Secrets: d.Secrets}
	if len(d.Config.Projects) == 1 {
		o.Title = d.Config.Projects[0].Name
	}
	return a.Env.Desktop(ctx, o)
}

// Demo is contra demo.
func Demo(a *app.App) *cobra.Command {
	var check bool
	o := demo.Options{}
	cmd := &cobra.Command{
		Use:   "demo",
		Short: "Open the desktop on made-up data beside a stand-in platform",
		Long: `demo makes up two months of payments on a stand-in platform inside this process, takes in
its callbacks, makes a few refunds that go well and a few that go wrong, and opens the
desktop on all that. Nothing leaves this machine, and nothing is kept.`,
		Example: "  contra demo\n  contra demo --payments 5000 --seed 7 --theme light",
		Args:    app.Want(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if o.Payments < 0 {
				return app.Usage(cmd, "--payments is a count")
			}
			if check {
				return checkDemo(cmd.Context(), a, o)
			}
			if err := canDraw(cmd, a); err != nil {
				return err
			}
			return openDemo(cmd.Context(), a, o)
		},
	}
	ThemeFlag(a, cmd)
	cmd.Flags().IntVar(&o.Payments, "payments", 400, "how many payments to make up")
	cmd.Flags().Uint64Var(&o.Seed, "seed", 1, "makes the payments and their ids")
	cmd.Flags().BoolVar(&check, "check", false, "set everything up, print counts and leave")
	cmd.Flags().Lookup("check").Hidden = true
	return cmd
}

func openDemo(ctx context.Context, a *app.App, o demo.Options) (err error) {
	s, err := startDemo(ctx, a, o)
	if err != nil {
		return err
	}
	defer func() {
		if closed := s.Close(); err == nil {
			err = closed
		}
	}()
	return a.Env.Desktop(ctx, app.DesktopOptions{Desk: s.Desk, Practice: true, Title: "DEMO", Theme: a.Theme, Demo: s.Platform, Secrets: s.Desk.Secrets})
}

func startDemo(ctx context.Context, a *app.App, o demo.Options) (*demo.Session, error) {
	settings, err := a.Settings()
	if err != nil {
		return nil, err
	}
	o.Operator = settings.Operator
	return demo.Start(ctx, o)
}

// checkDemo sets the demo up without a desktop and tells what it holds once
// the platform has gone quiet.
func checkDemo(ctx context.Context, a *app.App, o demo.Options) (err error) {
	s, err := startDemo(ctx, a, o)
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
	return a.Result(counts, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%d payments, %d refunds, %d rejected callbacks\n", counts.Payments, counts.Refunds, counts.Rejected)
		return err
	})
}

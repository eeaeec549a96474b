// Package practice holds the commands around the stand-in platform, and the one
// that opens the desktop.
package practice

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"contra/core/config"
	"contra/core/ledger"
	"contra/core/sandbox"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
)

type sandboxOptions struct {
	addr, callbacks, faults, out string
	payments                     int
	seed                         uint64
	projects                     []int64
	delay                        app.Patience
	echo                         bool
	platform                     platformOptions
	report                       reportOptions
}

// Sandbox is contra sandbox.
func Sandbox(a *app.App) *cobra.Command {
	o := sandboxOptions{delay: app.Patience(time.Second)}
	var faults strings.Builder
	for _, f := range sandbox.Faults() {
		name := string(f.Name)
		if f.Argument != "" {
			name += "=" + string(f.Argument)
		}
		fmt.Fprintf(&faults, "  %-26s %s\n", name, f.Text)
	}
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "Run the stand-in platform on this machine",
		Long: `sandbox serves a stand-in of the platform: Gate's purchases, refunds and status, the Payment
Page with a wallet to pay from, the Data API, its own books, signed callbacks, and faults on
purpose. No money moves. GET / explains its practice paths.

A project's secret is taken from CONTRA_SECRET_<project id>, the Data API's token and secret
from CONTRA_DATA_TOKEN and CONTRA_DATA_SECRET; else they are fixed practice ones that are
printed.

A fault script is a list of FAULT[=ARGUMENT][@PAYMENT_ID][:HOW OFTEN], separated by ";" or
",". A whole number is the first so many requests of each payment, a number with a point a
probability; without one it is every time. * and ? in a payment id stand for anything, and
next-purchase for the next payment that a customer is asked for, whatever its id. For the
Data API a call such as operations/get stands in the place of a payment id. POST
/practice/faults arranges more of them while the sandbox runs.

` + faults.String(),
		Example: `  contra sandbox --addr 127.0.0.1:8086 --payments 200 --out history.ndjson
  contra sandbox --payments 2000 --out history.ndjson --report reports --report-layout titles --report-spoil 7
  contra sandbox --addr 127.0.0.1:0 --callback-url http://127.0.0.1:8085/callbacks
  contra sandbox --addr 127.0.0.1:8086 --faults "decline@KP-*:0.1;timeout_after:0.02;seed=7"
  contra sandbox --payments 100000 --data-forms mixed --faults "dataapi_429:0.05;dataapi_shift:0.1"`,
		Args: app.Want(),
		RunE: func(cmd *cobra.Command, _ []string) error { return setUp(cmd, a, o) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&o.addr, "addr", "127.0.0.1:8086", "`HOST:PORT` to serve on; port 0 takes a free one")
	f.IntVar(&o.payments, "payments", 200, "how many payments to make up")
	f.Uint64Var(&o.seed, "seed", 1, "makes the payments, their ids, and faults by chance")
	f.StringVar(&o.callbacks, "callback-url", "", "`URL` that callbacks are sent to")
	f.StringVar(&o.faults, "faults", "", "what goes wrong, see above")
	f.StringVar(&o.out, "out", "", "write the callbacks of the made-up past to this `file`, one a line, for contra import callbacks")
	f.Int64SliceVar(&o.projects, "project", []int64{1234}, "the `id` of a project; repeat it for more")
	f.Var(&o.delay, "delay", "from a refund's acceptance to its end, and from a customer's deed to a purchase's")
	o.platform.flags(f)
	o.report.flags(f)
	f.BoolVar(&o.echo, "echo-refund-id", false, "callbacks and status answers carry merchant_refund_id, as some projects have it")
	return cmd
}

// practiceProject is a project of the stand-in platform.
type practiceProject struct {
	ID     int64  `json:"project_id"`
	Secret string `json:"secret,omitempty"` // a practice secret; one of the environment is not shown
}

// practiceSecret is for projects that have none in the environment. It guards nothing.
func practiceSecret(project int64) string { return fmt.Sprintf("practice-%d", project) }

func setUp(cmd *cobra.Command, a *app.App, o sandboxOptions) error {
	script, err := sandbox.ParseScript(o.faults)
	if err != nil {
		return app.Usage(cmd, "--faults: %v", err)
	}
	if o.payments < 0 {
		return app.Usage(cmd, "--payments is a count")
	}
	if o.callbacks != "" {
		if err := config.CheckURL(o.callbacks); err != nil {
			return app.Usage(cmd, "--callback-url: %v", err)
		}
	}
	if err := o.report.check(cmd); err != nil {
		return err
	}
	secrets, shown, err := practiceProjects(a, cmd, o.projects)
	if err != nil {
		return err
	}
	options := sandbox.Options{Projects: secrets, CallbackURL: o.callbacks, Faults: script, Seed: o.seed, Delay: time.Duration(o.delay),
		EchoRefundID: o.echo, Log: a.Say}
	if err := o.platform.set(cmd, a, &options); err != nil {
		return err
	}
	p := sandbox.New(options)
	defer p.Close()
	planted := 0
	if o.payments > 0 {
		planted = len(p.Plant(sandbox.PlantOptions{Count: o.payments, Seed: o.seed}))
	}
	if o.out != "" {
		if err := writeHistory(o.out, p); err != nil {
			return err
		}
	}
	if err := o.report.write(a, p); err != nil {
		return err
	}
	return serveSandbox(cmd.Context(), a, p, o.addr, started{Projects: shown, DataAPI: o.platform.shown, Payments: planted})
}

func practiceProjects(a *app.App, cmd *cobra.Command, ids []int64) (map[int64]string, []practiceProject, error) {
	secrets := map[int64]string{}
	var shown []practiceProject
	for _, id := range slices.Compact(slices.Sorted(slices.Values(ids))) {
		if id <= 0 {
			return nil, nil, app.Usage(cmd, "%d is no project id", id)
		}
		x := practiceProject{ID: id}
		if secrets[id] = a.Env.Getenv(fmt.Sprintf("CONTRA_SECRET_%d", id)); secrets[id] == "" {
			x.Secret = practiceSecret(id)
			secrets[id] = x.Secret
		}
		shown = append(shown, x)
	}
	return secrets, shown, nil
}

// started tells what is served, with the secrets that are no secrets.
type started struct {
	URL      string            `json:"url"`
	Projects []practiceProject `json:"projects"`
	DataAPI  *practiceToken    `json:"data_api,omitempty"`
	Payments int               `json:"payments"`
}

func serveSandbox(ctx context.Context, a *app.App, p *sandbox.Platform, addr string, s started) error {
	url, wait, err := p.Serve(ctx, addr)
	if err != nil {
		return &ledger.Error{Code: ledger.ErrNetwork, Message: "the sandbox cannot be served on " + addr, Hint: "give another --addr", Err: err}
	}
	for _, x := range s.Projects {
		if x.Secret != "" {
			a.Say("project %d: export CONTRA_SECRET_%d=%s", x.ID, x.ID, x.Secret)
		}
	}
	if d := s.DataAPI; d != nil {
		a.Say("Data API: export CONTRA_DATA_TOKEN=%s CONTRA_DATA_SECRET=%s", d.Token, d.Secret)
	}
	a.Say("%s payments; Ctrl-C ends it", out.Group(int64(s.Payments)))
	s.URL = url
	err = a.Result(s, func(w io.Writer) error {
		_, err := fmt.Fprintln(w, url)
		return err
	})
	if err != nil {
		return err
	}
	if err := wait(); err != nil {
		return &ledger.Error{Code: ledger.ErrNetwork, Message: "the sandbox stopped", Err: err}
	}
	return nil
}

// writeHistory writes the callbacks of the made-up past, one a line. The file
// appears whole or not at all.
func writeHistory(path string, p *sandbox.Platform) (err error) {
	defer func() {
		if err != nil {
			err = &ledger.Error{Code: ledger.ErrIO, Message: "the callbacks cannot be written", Err: err}
		}
	}()
	f, err := os.CreateTemp(filepath.Dir(path), ".contra-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // gone already when all went well
	w := bufio.NewWriterSize(f, 1<<20)
	p.AllCallbacks(func(body []byte) bool {
		w.Write(body) // the first failure stays in the writer and shows in Flush
		return w.WriteByte('\n') == nil
	})
	if err := w.Flush(); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}

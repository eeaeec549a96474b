package months

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"contra/exporters/atomic"
	"contra/exporters/evidence"
	"contra/exporters/papers"
	"contra/ui/cli/app"
	"contra/ui/cli/out"
	compare "contra/ui/cli/recon"
	"contra/ui/cli/view"
	"contra/ui/tui/text"
)

// Evidence is contra evidence.
func Evidence(a *app.App) *cobra.Command {
	var file string
	var originals []string
	cmd := &cobra.Command{
		Use:   "evidence RUN|MONTH",
		Short: "Write the pack that proves a comparison to somebody who was not there",
		Long: `evidence writes a zip file with the statement, every break, every row, the numbers for programs, and
the head of the audit chain, each named with its hash in a manifest. contra verify-pack checks it
anywhere, without a ledger. A month is its signed comparison, else its latest one.

--report puts a report into the pack as it came; it must be one that was compared.`,
		Example: "  contra evidence 2026-10 --out october.zip\n  contra evidence 12 --out run-12.zip --report report-2026-10.csv --json",
		Args:    app.Want("RUN or MONTH"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if !strings.EqualFold(filepath.Ext(file), ".zip") {
				return app.Usage(cmd, "--out FILE.zip says where the pack goes")
			}
			return pack(cmd.Context(), a, args[0], file, originals)
		},
	}
	cmd.Flags().StringVar(&file, "out", "", "the new `file`, .zip")
	cmd.Flags().StringArrayVar(&originals, "report", nil, "a report's `file` that goes into the pack as it is; may be given several times")
	return cmd
}

func pack(ctx context.Context, a *app.App, name, file string, originals []string) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	x, err := papers.Signed(ctx, d, name)
	if err != nil {
		return err
	}
	if x.ID == 0 {
		if x, err = compare.Named(ctx, d, name); err != nil {
			return err
		}
	}
	in := evidence.Input{}
	if in.Statement, err = papers.Of(ctx, d, x); err != nil {
		return err
	}
	if in.Reports, err = papers.Originals(originals); err != nil {
		return err
	}
	var m evidence.Manifest
	err = atomic.WriteFile(file, func(w io.Writer) (err error) {
		m, err = evidence.Write(ctx, w, in)
		return err
	})
	if err != nil {
		return err
	}
	v := view.Evidence{File: file, RunID: view.RunID(x.ID), Month: m.Month, Fingerprint: m.Fingerprint, Digest: m.Digest, AuditSeq: m.AuditSeq, AuditHead: m.AuditHead, Files: []string{}}
	for _, f := range m.Files {
		v.Files = append(v.Files, f.Name)
	}
	return a.Result(v, func(w io.Writer) error {
		return app.Facts(w, [2]string{"written", file}, [2]string{"run", v.RunID}, [2]string{"month", v.Month}, [2]string{"files", fmt.Sprint(len(v.Files))},
			[2]string{"digest", v.Digest + " (write it down: it tells this pack from any other)"})
	})
}

// Verify is contra verify-pack.
func Verify(a *app.App) *cobra.Command {
	return &cobra.Command{
		Use:   "verify-pack FILE.zip",
		Short: "Check a pack of evidence, without a ledger or a network",
		Long: `verify-pack looks whether a pack is whole: nothing is missing, added or changed, the files say the
same, and the numbers add up. With a --ledger that is there, it also looks whether its audit
chain had that head at that number. Exit 1 when something does not hold, each problem named.`,
		Example: "  contra verify-pack october.zip\n  contra verify-pack october.zip --ledger ledger.db --json",
		Args:    app.Want("FILE.zip"),
		RunE:    func(cmd *cobra.Command, args []string) error { return verify(cmd.Context(), a, args[0]) },
	}
}

func verify(ctx context.Context, a *app.App, file string) error {
	r, err := evidence.Verify(file)
	if err != nil {
		return err
	}
	v := view.PackCheck{Report: r}
	if v.Chain, err = chain(ctx, a, r); err != nil {
		return err
	}
	if v.Chain.Problem != "" {
		v.OK = false
		v.Problems = append(v.Problems, evidence.Problem{What: v.Chain.Problem})
	}
	if err := a.Result(v, func(w io.Writer) error { return writeCheck(w, &v) }); err != nil {
		return err
	}
	if !v.OK {
		return app.Outcome(app.ExitFailed)
	}
	return nil
}

// chain compares the head that a pack names with the chain of the ledger that a
// person named, when it is there.
func chain(ctx context.Context, a *app.App, r evidence.Report) (view.ChainCheck, error) {
	if r.AuditHead == "" || !a.NamesLedger() {
		return view.ChainCheck{}, nil
	}
	d, err := a.OpenToRead(ctx)
	if err != nil {
		return view.ChainCheck{}, err
	}
	defer d.Close()
	c := view.ChainCheck{Checked: true, Ledger: a.LedgerPath().Value}
	found, err := d.Store.Journal(ctx, r.AuditSeq+1, 1)
	switch {
	case err != nil:
		return c, err
	case len(found) == 0 || found[0].Seq != r.AuditSeq:
		c.Problem = fmt.Sprintf("the audit chain of the ledger %s has no entry %d", c.Ledger, r.AuditSeq)
	case fmt.Sprintf("%x", found[0].Hash) != r.AuditHead:
		c.Problem = fmt.Sprintf("entry %d of the audit chain of the ledger %s is another one: the pack is of another ledger, or one of the two was changed", r.AuditSeq, c.Ledger)
	}
	return c, nil
}

func writeCheck(w io.Writer, v *view.PackCheck) error {
	for _, p := range v.Problems {
		if _, err := fmt.Fprintln(w, text.Clean(p.String())); err != nil {
			return err
		}
	}
	holds := "the pack holds"
	if !v.OK {
		holds = fmt.Sprintf("the pack does not hold: %d problems", len(v.Problems))
	}
	compared := "not compared: no ledger was named, or it is not there"
	if v.Chain.Checked {
		compared = fmt.Sprintf("entry %d is in the ledger", v.AuditSeq)
		if v.Chain.Problem != "" {
			compared = "does not agree"
		}
	}
	signed := ""
	if v.SignedBy != "" {
		signed = fmt.Sprintf("%s, %s", v.SignedBy, app.Clock(v.SignedAt))
	}
	return app.Facts(w, [2]string{"result", holds}, [2]string{"run", view.RunID(v.RunID)}, [2]string{"month", v.Month}, [2]string{"at", app.Clock(v.At)},
		[2]string{"signed by", signed}, [2]string{"program", v.Program}, [2]string{"files", out.Group(int64(v.Files))}, [2]string{"audit chain", compared}, [2]string{"digest", v.Digest})
}

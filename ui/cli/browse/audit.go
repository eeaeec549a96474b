package browse

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"contra/ui/cli/app"
	"contra/ui/cli/out"
)

// Audit is contra audit.
func Audit(a *app.App) *cobra.Command {
	return app.Group("audit", "Check the journal", &cobra.Command{
		Use:   "verify",
		Short: "Walk the journal's hash chain and find the first entry that does not hold",
		Long: `verify recomputes the hash of every entry of the journal. An entry that was edited,
deleted, inserted or moved is found. That the end was cut off, or that an older copy of the
file was put back, shows only by comparing the count and the head with values that
somebody wrote down.`,
		Example: "  contra audit verify\n  contra audit verify --json",
		Args:    app.Want(),
		RunE:    func(cmd *cobra.Command, _ []string) error { return auditVerify(cmd.Context(), a) },
	})
}

type chainView struct {
	Valid   bool     `json:"valid"`
	Entries int64    `json:"entries"`
	Head    string   `json:"head"`
	Bad     *badLink `json:"bad,omitempty"`
}

type badLink struct {
	Seq int64  `json:"seq"`
	Why string `json:"why"`
}

func auditVerify(ctx context.Context, a *app.App) error {
	d, err := a.Open(ctx, false)
	if err != nil {
		return err
	}
	defer d.Close()
	chain, err := d.Store.VerifyChain(ctx)
	if err != nil {
		return err
	}
	v := chainView{Valid: chain.Bad == nil, Entries: chain.Entries, Head: hex.EncodeToString(chain.Head)}
	if chain.Bad != nil {
		v.Bad = &badLink{chain.Bad.Seq, chain.Why}
	}
	err = a.Result(v, func(w io.Writer) error {
		if v.Bad != nil {
			_, err := fmt.Fprintf(w, "entry %d does not hold: %s\n%s entries before it hold\n", v.Bad.Seq, v.Bad.Why, out.Group(v.Entries))
			return err
		}
		_, err := fmt.Fprintf(w, "all %s entries hold\nhead %s\n", out.Group(v.Entries), v.Head)
		return err
	})
	if err != nil {
		return err
	}
	if !v.Valid {
		return app.Outcome(app.ExitFailed)
	}
	return nil
}

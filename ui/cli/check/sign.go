// Package check holds the commands for integrators who hunt a wrong signature.
package check

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"contra/core/gate"
	"contra/core/ledger"
	"contra/core/secret"

	"contra/ui/cli/app"
)

// maxMessage bounds one message; the platform's are a few kilobytes.
const maxMessage = 64 << 20

// Sign is contra sign.
func Sign(a *app.App) *cobra.Command {
	var project int64
	cmd := &cobra.Command{
		Use:   "sign FILE",
		Short: "Show the string to sign and the signature of a message",
		Long: `sign takes a JSON message, - for stdin, and shows what is signed and the signature that
it should carry. A signature that stands in it already is left out, as it must be.`,
		Example: "  contra sign request.json\n  CONTRA_SECRET_1234=… contra sign - --project 1234 --json < callback.json",
		Args:    app.Want("FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			return sign(a, args[0], project)
		},
	}
	messageProject(cmd, &project)
	return cmd
}

// Verify is contra verify.
func Verify(a *app.App) *cobra.Command {
	var project int64
	cmd := &cobra.Command{
		Use:   "verify FILE",
		Short: "Check the signature that a message carries",
		Long: `verify takes a JSON message, - for stdin, and checks its signature. The order tells how
its parts had to be sorted for the signature to hold: natural is the platform's.`,
		Example: "  contra verify callback.json\n  contra verify - --project 1234 --json < callback.json",
		Args:    app.Want("FILE"),
		RunE: func(_ *cobra.Command, args []string) error {
			return verify(a, args[0], project)
		},
	}
	messageProject(cmd, &project)
	return cmd
}

func messageProject(cmd *cobra.Command, project *int64) {
	cmd.Flags().Int64Var(project, "project", 0, "the project's `id`, when the message does not say")
}

func sign(a *app.App, file string, project int64) error {
	raw, err := readMessage(a, file)
	if err != nil {
		return err
	}
	doc, err := gate.Decode(raw)
	if err != nil {
		return badJSON(err)
	}
	key, err := secretFor(a, doc, project)
	if err != nil {
		return err
	}
	text, err := gate.StringToSign(raw)
	if err != nil {
		return badJSON(err)
	}
	signature, err := gate.Signature(key, raw)
	if err != nil {
		return &ledger.Error{Code: ledger.ErrNoSecret, Message: "the message cannot be signed", Err: err}
	}
	answer := struct {
		StringToSign string `json:"string_to_sign"`
		Signature    string `json:"signature"`
	}{text, signature}
	return a.Result(answer, func(w io.Writer) error {
		return app.Facts(w, [2]string{"string to sign", text}, [2]string{"signature", signature})
	})
}

// verdict is the document of verify.
type verdict struct {
	Valid        bool          `json:"valid"`
	Order        gate.Order    `json:"order,omitempty"`
	Reason       ledger.Reason `json:"reason,omitempty"`
	Detail       string        `json:"detail,omitempty"`
	StringToSign string        `json:"string_to_sign,omitempty"` // when the signature does not hold
}

func verify(a *app.App, file string, project int64) error {
	raw, err := readMessage(a, file)
	if err != nil {
		return err
	}
	v, err := judge(a, raw, project)
	if err != nil {
		return err
	}
	err = a.Result(v, func(w io.Writer) error {
		if v.Valid {
			_, err := fmt.Fprintf(w, "the signature holds, in %s order\n", v.Order)
			return err
		}
		return app.Facts(w, [2]string{"not valid", v.Detail}, [2]string{"string to sign", v.StringToSign})
	})
	if err == nil && !v.Valid {
		err = app.Outcome(app.ExitFailed)
	}
	return err
}

func judge(a *app.App, raw []byte, project int64) (verdict, error) {
	doc, err := gate.Decode(raw)
	if err != nil {
		return verdict{Reason: ledger.BadJSON, Detail: err.Error()}, nil
	}
	key, err := secretFor(a, doc, project)
	if err != nil {
		return verdict{}, err
	}
	order, err := doc.Verify(key)
	switch {
	case err == nil:
		return verdict{Valid: true, Order: order}, nil
	case errors.Is(err, gate.ErrEmptySecret):
		return verdict{}, &ledger.Error{Code: ledger.ErrNoSecret, Message: "the signature cannot be checked", Err: err}
	}
	v := verdict{Reason: ledger.BadSignature, Detail: err.Error()}
	if errors.Is(err, gate.ErrNoSignature) {
		v.Reason = ledger.NoSignature
	}
	v.StringToSign, err = gate.StringToSign(raw)
	return v, err
}

// secretFor finds the secret of the message's project, or of the one named.
func secretFor(a *app.App, doc *gate.Doc, project int64) (string, error) {
	if project == 0 {
		var err error
		if project, err = doc.Project(); err != nil {
			return "", ledger.Errorf(ledger.ErrUsage, "the message does not say its project: %v", err).WithHint("name it with --project")
		}
	}
	s, err := a.Settings()
	if err != nil {
		return "", err
	}
	box := secret.New(s.Config)
	box.Getenv = a.Env.Getenv
	return box.Find(project)
}

func badJSON(err error) error {
	return &ledger.Error{Code: ledger.Code(ledger.BadJSON), Message: "the message is not JSON that the platform would take", Err: err}
}

// readMessage reads a file, or stdin for "-".
func readMessage(a *app.App, file string) ([]byte, error) {
	in := a.Env.Stdin
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, fileError(err)
		}
		defer f.Close()
		in = f
	}
	raw, err := io.ReadAll(io.LimitReader(in, maxMessage+1))
	switch {
	case err != nil:
		return nil, fileError(err)
	case len(raw) > maxMessage:
		return nil, ledger.Errorf(ledger.ErrIO, "%s is too large for one message", file)
	}
	return raw, nil
}

func fileError(err error) error {
	code := ledger.ErrIO
	if errors.Is(err, os.ErrNotExist) {
		code = ledger.ErrNotFound
	}
	return &ledger.Error{Code: code, Message: "the file cannot be read", Err: err}
}

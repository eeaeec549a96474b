package browse

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"contra/core/config"
	"contra/core/secret"
	"contra/ui/cli/app"
)

// Config is contra config.
func Config(a *app.App) *cobra.Command {
	var example bool
	cmd := &cobra.Command{
		Use:   "config",
		Short: "Show the settings in force and where each comes from",
		Long: `config shows what is in force after the configuration file, the environment and the
flags, and where each project's secret, and the Data API's token with its own, are found. A
secret itself is never shown.

--init prints an explained example of the configuration file instead.`,
		Example: "  contra config\n  mkdir -p ~/.config/contra && contra config --init > ~/.config/contra/config.toml",
		Args:    app.Want(),
		RunE: func(*cobra.Command, []string) error {
			if example {
				return a.Result(map[string]string{"path": a.ConfigPath().Value, "example": config.Example}, func(w io.Writer) error {
					_, err := io.WriteString(w, config.Example)
					return err
				})
			}
			return showConfig(a)
		},
	}
	cmd.Flags().BoolVar(&example, "init", false, "print an explained example file")
	return cmd
}

// configView is the document of config.
type configView struct {
	Config      app.Setting   `json:"config"`
	Exists      bool          `json:"exists"`
	Ledger      app.Setting   `json:"ledger"`
	Operator    app.Setting   `json:"operator"`
	Gate        app.Setting   `json:"gate"`
	Practice    bool          `json:"practice"` // Gate is a stand-in on this machine
	Timeout     string        `json:"timeout"`
	ResendAfter string        `json:"resend_after"`
	Description string        `json:"description"`
	Batch       batchView     `json:"batch"`
	Projects    []projectView `json:"projects"`
	DataAPI     dataView      `json:"data_api"`
}

// batchView is how mass refunds are handled.
type batchView struct {
	MaxRows   int     `json:"max_rows"`
	CoolOff   string  `json:"cool_off"`
	PerSecond float64 `json:"per_second"`
	Again     string  `json:"again"`
}

type projectView struct {
	ID     int64        `json:"project_id"`
	Name   string       `json:"name"`
	Test   bool         `json:"test"`
	Secret secret.Place `json:"secret"` // where it is found
	Why    string       `json:"why,omitempty"`
}

// dataView is where the Data API's token and the token's own secret are found.
type dataView struct {
	Token  secret.Place `json:"token"`
	Secret secret.Place `json:"secret"`
	Why    string       `json:"why,omitempty"`
}

// reasons tells why secrets are found nowhere.
func reasons(all ...secret.Whereabouts) string {
	var why []string
	for _, at := range all {
		if at.Err != nil {
			why = append(why, at.Err.Error())
		}
	}
	return strings.Join(why, "; ")
}

func showConfig(a *app.App) error {
	s, err := a.Settings()
	if err != nil {
		return err
	}
	_, err = os.Stat(s.Path)
	v := configView{Config: a.ConfigPath(), Exists: !errors.Is(err, os.ErrNotExist), Ledger: a.LedgerPath(), Operator: app.Setting{Value: s.Operator, From: s.OperatorFrom}, Gate: app.Setting{Value: s.Gate.URL, From: s.GateFrom},
		Practice: s.Gate.Practice(), Timeout: s.Gate.Timeout.String(), ResendAfter: s.Gate.ResendAfter.String(), Description: s.Gate.Description,
		Batch: batchView{s.Batch.MaxRows, s.Batch.CoolOff.String(), s.Batch.PerSecond, s.Batch.Again.String()}, Projects: []projectView{}}
	box := secret.New(s.Config)
	box.Getenv = a.Env.Getenv
	for _, p := range s.Projects {
		at := box.Where(p.ID)
		v.Projects = append(v.Projects, projectView{p.ID, p.Name, p.Test, at.Place, reasons(at)})
	}
	token, key := box.WhereData()
	v.DataAPI = dataView{token.Place, key.Place, reasons(token, key)}
	return a.Result(v, func(w io.Writer) error { return v.write(w) })
}

func (v configView) write(w io.Writer) error {
	with := func(s app.Setting) string { return s.Value + "  (" + s.From + ")" }
	file := with(v.Config)
	if !v.Exists {
		file += ", not there: the defaults hold"
	}
	rows := [][2]string{{"configuration", file}, {"ledger", with(v.Ledger)}, {"operator", with(v.Operator)}, {"gate", with(v.Gate)},
		{"timeout", v.Timeout}, {"resend after", v.ResendAfter}, {"description", v.Description},
		{"mass refunds", fmt.Sprintf("at most %d rows a file; through Gate after %s, %g a second, one payment again after %s", v.Batch.MaxRows, v.Batch.CoolOff, v.Batch.PerSecond, v.Batch.Again)}}
	if v.Practice {
		rows = append(rows, [2]string{"practice", "Gate is a stand-in on this machine; no money moves"})
	}
	for _, p := range v.Projects {
		rows = append(rows, [2]string{fmt.Sprintf("project %d", p.ID), p.Name + "  secret: " + because(p.Secret, p.Why)})
	}
	rows = append(rows, [2]string{"Data API", fmt.Sprintf("token: %s  secret: %s", v.DataAPI.Token, because(v.DataAPI.Secret, v.DataAPI.Why))})
	return app.Facts(w, rows...)
}

func because(at secret.Place, why string) string {
	if why == "" {
		return string(at)
	}
	return string(at) + " (" + why + ")"
}

package app

import (
	"context"
	"errors"
	"os"
	"os/user"

	"contra/core/config"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/exporters/dashboard"
	"contra/importers/card"
	"contra/importers/report"
)

// Setting is a value with the place that it was taken from.
type Setting struct {
	Value string `json:"value"`
	From  string `json:"from"`
}

// choose takes the flag, else the environment's variable, else the rest in order.
func (a *App) choose(flag, name, variable string, rest ...Setting) Setting {
	if flag != "" {
		return Setting{flag, "--" + name}
	}
	if v := a.Env.Getenv(variable); v != "" {
		return Setting{v, "$" + variable}
	}
	for _, s := range rest {
		if s.Value != "" {
			return s
		}
	}
	return Setting{}
}

const (
	fromConfig  = "configuration"
	fromDefault = "default"
)

// LedgerPath is the ledger's file.
func (a *App) LedgerPath() Setting {
	return a.choose(a.Ledger, "ledger", "CONTRA_LEDGER", Setting{config.DefaultLedger(), fromDefault})
}

// ConfigPath is the configuration file, whether it is there or not.
func (a *App) ConfigPath() Setting {
	return a.choose(a.ConfigFile, "config", "CONTRA_CONFIG", Setting{config.DefaultPath(), fromDefault})
}

// Settings is the configuration with the flags and the environment laid over it.
type Settings struct {
	config.Config
	OperatorFrom string
	GateFrom     string
}

// Settings reads the configuration and what goes over it.
func (a *App) Settings() (Settings, error) {
	path := a.ConfigPath()
	c, err := config.Load(path.Value)
	if err != nil {
		return Settings{}, err
	}
	if _, err := os.Stat(path.Value); path.From != fromDefault && errors.Is(err, os.ErrNotExist) {
		a.Say("contra: there is no configuration at %s (%s); the defaults hold", path.Value, path.From)
	}
	s := Settings{Config: c}
	from := fromConfig
	if c.Gate.URL == config.DefaultURL {
		from = fromDefault
	}
	gate := a.choose(a.Gate, "gate", "CONTRA_GATE_URL", Setting{c.Gate.URL, from})
	if err := config.CheckURL(gate.Value); err != nil {
		return Settings{}, ledger.Errorf(ledger.ErrUsage, "%s: %v", gate.From, err)
	}
	operator := a.choose(a.Operator, "operator", "CONTRA_OPERATOR", Setting{c.Operator, fromConfig})
	if operator.Value == "" {
		operator = Setting{osUser(), "OS user"}
	}
	s.Gate.URL, s.GateFrom = gate.Value, gate.From
	s.Operator, s.OperatorFrom = operator.Value, operator.From
	return s, nil
}

func osUser() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "unknown"
}

// Open opens the ledger. A command that will write says so, to be refused
// before it does any work on a ledger that is open read-only.
func (a *App) Open(ctx context.Context, write bool) (*desk.Desk, error) {
	if write && a.ReadOnly {
		return nil, ledger.Errorf(ledger.ErrReadOnly, "--read-only forbids this: it would change the ledger").WithHint("leave out --read-only")
	}
	return a.open(ctx, a.ReadOnly)
}

// OpenToRead opens the ledger without any right to change it.
func (a *App) OpenToRead(ctx context.Context) (*desk.Desk, error) { return a.open(ctx, true) }

// NamesLedger tells whether a person named a ledger, and it is there.
func (a *App) NamesLedger() bool {
	path := a.LedgerPath()
	info, err := os.Stat(path.Value)
	return path.From != fromDefault && err == nil && info.Mode().IsRegular()
}

func (a *App) open(ctx context.Context, readOnly bool) (*desk.Desk, error) {
	s, err := a.Settings()
	if err != nil {
		return nil, err
	}
	d, err := desk.Open(ctx, desk.Options{Ledger: a.LedgerPath().Value, Config: s.Config, Operator: s.Operator, ReadOnly: readOnly,
		Files: dashboard.Files{}, Reports: report.Rereader{}, Cards: card.Mask, Program: Build().String()})
	if err != nil {
		return nil, err
	}
	d.Secrets.Getenv = a.Env.Getenv
	return d, nil
}

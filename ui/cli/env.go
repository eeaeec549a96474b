package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/user"

	"github.com/mattn/go-isatty"

	"contra/core/config"
	"contra/core/desk"
	"contra/core/ledger"
	"contra/core/sandbox"
	"contra/importers/callbacks"
)

// Env is what the process gives the commands.
type Env struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Getenv         func(string) string
	// Desktop opens the terminal desktop and returns when the person leaves it.
	// It is handed in, so that the commands do not carry the desktop's libraries.
	Desktop func(context.Context, DesktopOptions) error
}

// DesktopOptions is what the desktop works on.
type DesktopOptions struct {
	Desk     *desk.Desk
	Practice bool              // Gate is a stand-in on this machine: no money moves
	Title    string            // shown in the bar, such as the project's name
	Theme    string            // "auto", "dark", "light", "contrast" or "mono"
	Demo     *sandbox.Platform // the stand-in of the demo, else nil
	Secrets  callbacks.Secrets // for replaying rejected callbacks
}

// setting is a value with the place that it was taken from.
type setting struct {
	Value string `json:"value"`
	From  string `json:"from"`
}

// choose takes the flag, else the environment's variable, else the rest in order.
func (a *app) choose(flag, name, variable string, rest ...setting) setting {
	if flag != "" {
		return setting{flag, "--" + name}
	}
	if v := a.env.Getenv(variable); v != "" {
		return setting{v, "$" + variable}
	}
	for _, s := range rest {
		if s.Value != "" {
			return s
		}
	}
	return setting{}
}

const (
	fromConfig  = "configuration"
	fromDefault = "default"
)

func (a *app) ledgerPath() setting {
	return a.choose(a.ledger, "ledger", "CONTRA_LEDGER", setting{config.DefaultLedger(), fromDefault})
}

func (a *app) configPath() setting {
	return a.choose(a.configFile, "config", "CONTRA_CONFIG", setting{config.DefaultPath(), fromDefault})
}

// settings is the configuration with the flags and the environment laid over it.
type settings struct {
	config.Config
	operator setting
	gate     setting
}

func (a *app) settings() (settings, error) {
	path := a.configPath()
	c, err := config.Load(path.Value)
	if err != nil {
		return settings{}, err
	}
	if _, err := os.Stat(path.Value); path.From != fromDefault && errors.Is(err, os.ErrNotExist) {
		a.say("contra: there is no configuration at %s (%s); the defaults hold", path.Value, path.From)
	}
	s := settings{Config: c}
	gateFrom := fromConfig
	if c.Gate.URL == config.DefaultURL {
		gateFrom = fromDefault
	}
	s.gate = a.choose(a.gate, "gate", "CONTRA_GATE_URL", setting{c.Gate.URL, gateFrom})
	if err := config.CheckURL(s.gate.Value); err != nil {
		return settings{}, ledger.Errorf(ledger.ErrUsage, "%s: %v", s.gate.From, err)
	}
	s.Gate.URL = s.gate.Value
	s.operator = a.choose(a.operator, "operator", "CONTRA_OPERATOR", setting{c.Operator, fromConfig})
	if s.operator.Value == "" {
		s.operator = setting{osUser(), "OS user"}
	}
	s.Operator = s.operator.Value
	return s, nil
}

func osUser() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "unknown"
}

// open opens the ledger. A command that will write says so, to be refused
// before it does any work on a ledger that is open read-only.
func (a *app) open(ctx context.Context, write bool) (*desk.Desk, error) {
	if write && a.readOnly {
		return nil, ledger.Errorf(ledger.ErrReadOnly, "--read-only forbids this: it would change the ledger").WithHint("leave out --read-only")
	}
	s, err := a.settings()
	if err != nil {
		return nil, err
	}
	d, err := desk.Open(ctx, desk.Options{Ledger: a.ledgerPath().Value, Config: s.Config, Operator: s.Operator, ReadOnly: a.readOnly})
	if err != nil {
		return nil, err
	}
	d.Secrets.Getenv = a.env.Getenv
	return d, nil
}

// isTerminal tells whether a person sits at the other end.
func isTerminal(stream any) bool {
	f, ok := stream.(interface{ Fd() uintptr })
	return ok && (isatty.IsTerminal(f.Fd()) || isatty.IsCygwinTerminal(f.Fd()))
}

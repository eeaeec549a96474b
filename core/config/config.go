// Package config reads the one configuration file: few settings, in TOML,
// strict about names so that a misspelt one is never silently ignored.
package config

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"contra/core/ledger"
	"contra/core/money"
)

// DefaultURL is the platform's Gate.
const DefaultURL = "https://api.ecommpay.com"

// Config is everything that can be configured. Secrets are not part of it.
type Config struct {
	Path     string // the file it was read from, or would be
	Operator string
	Gate     Gate
	Projects []Project
	Methods  []ledger.Method
	Batch    Batch

	Reconcile   Reconcile
	DataAPI     DataAPI
	Purchase    Purchase
	PaymentPage PaymentPage
	Desktop     Desktop
}

// Batch says how mass refunds are handled.
type Batch struct {
	MaxRows   int           // rows in one file; more are split into numbered parts
	CoolOff   time.Duration // between the confirmation and the first request through Gate
	PerSecond float64       // requests through Gate
	Again     time.Duration // between two refunds of one payment, which the platform may refuse with 3285
}

// Gate says where the platform is and how to talk to it.
type Gate struct {
	URL         string
	Timeout     time.Duration
	ResendAfter time.Duration
	Description string
	CustomerIP  string
	ReturnURL   string // where the customers of purchases are led when nothing else is said
}

// Project is one project of the merchant on the platform.
type Project struct {
	ID         int64
	Name       string
	Test       bool   // a test project of the platform: no money moves
	SecretFile string // instead of the default place
}

// Project gives a project by its id.
func (c Config) Project(id int64) (Project, bool) {
	for _, p := range c.Projects {
		if p.ID == id {
			return p, true
		}
	}
	return Project{}, false
}

// Practice tells whether Gate is a stand-in on this machine.
func (g Gate) Practice() bool { return practice(g.URL) }

func practice(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}

// file is the shape of the TOML file.
type file struct {
	Operator string `toml:"operator"`
	Gate     struct {
		URL         string   `toml:"url"`
		Timeout     duration `toml:"timeout"`
		ResendAfter duration `toml:"resend_after"`
		Description *string  `toml:"description"`
		CustomerIP  string   `toml:"customer_ip"`
		ReturnURL   string   `toml:"return_url"`
	} `toml:"gate"`
	Project []struct {
		ID         int64  `toml:"id"`
		Name       string `toml:"name"`
		Test       bool   `toml:"test"`
		SecretFile string `toml:"secret_file"`
	} `toml:"project"`
	Method []methodEntry `toml:"method"`
	Batch  struct {
		MaxRows   int      `toml:"max_rows"`
		CoolOff   duration `toml:"cool_off"`
		PerSecond float64  `toml:"per_second"`
		Again     duration `toml:"again"`
	} `toml:"batch"`
	Reconcile reconcileEntry `toml:"reconcile"`
	Purchase  struct {
		Window duration `toml:"window"`
	} `toml:"purchase"`
	PaymentPage struct {
		URL string `toml:"url"`
	} `toml:"payment_page"`
	DataAPI dataAPIEntry `toml:"data_api"`
	Desktop desktopEntry `toml:"desktop"`
}

type methodEntry struct {
	Name       string   `toml:"name"`
	Title      string   `toml:"title"`
	GatePath   string   `toml:"gate_path"`
	Dashboard  string   `toml:"dashboard"`
	PayPage    string   `toml:"payment_page"`
	Currencies []string `toml:"currencies"`
	Full       *bool    `toml:"full"`
	Partial    *bool    `toml:"partial"`
	Window     duration `toml:"window"`
	Zone       string   `toml:"zone"`
}

// duration reads "30s", "2m", or a whole number of seconds.
type duration struct {
	time.Duration
	set bool
}

func (d *duration) UnmarshalTOML(v any) (err error) {
	d.set = true
	switch v := v.(type) {
	case int64:
		if d.Duration = time.Duration(v) * time.Second; d.Duration/time.Second != time.Duration(v) {
			err = fmt.Errorf("%d seconds are too long", v)
		}
	case string:
		d.Duration, err = time.ParseDuration(v)
	default:
		err = fmt.Errorf("%v is not a duration", v)
	}
	if err == nil && d.Duration < 0 {
		err = fmt.Errorf("%v is negative", v)
	}
	if err != nil {
		return fmt.Errorf(`write "30s", "2m", or a number of seconds: %w`, err)
	}
	return nil
}

// Load reads the file at path. A file that is not there gives the defaults.
func Load(path string) (Config, error) {
	c := Config{Path: path, Gate: Gate{URL: DefaultURL, Timeout: 30 * time.Second, ResendAfter: time.Minute, Description: "Refund", ReturnURL: DefaultReturnURL},
		Batch:     Batch{MaxRows: 1000, CoolOff: time.Minute, PerSecond: 5, Again: 30 * time.Second},
		Purchase:  Purchase{Window: 15 * time.Minute},
		Reconcile: Reconcile{Zone: "UTC", Unseen: 7 * 24 * time.Hour},
		DataAPI:   defaultDataAPI()}
	text, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return c, &ledger.Error{Code: ledger.ErrConfig, Message: "the configuration cannot be read", Err: err}
	}
	var f file
	meta, err := toml.Decode(string(text), &f)
	if err != nil {
		var parse toml.ParseError
		if errors.As(err, &parse) {
			return c, ledger.Errorf(ledger.ErrConfig, "%s, line %d: %s", path, parse.Position.Line, parse.Message).WithHint("contra config --init prints an explained example")
		}
		return c, ledger.Errorf(ledger.ErrConfig, "%s: %v", path, err)
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return c, ledger.Errorf(ledger.ErrConfig, "%s: there is no setting called %q", path, unknown[0].String()).WithHint("contra config --init explains every setting")
	}
	if err := c.take(f, meta); err != nil {
		return c, ledger.Errorf(ledger.ErrConfig, "%s: %v", path, err)
	}
	return c, nil
}

func (c *Config) take(f file, meta toml.MetaData) error {
	c.Operator = f.Operator
	if f.Gate.URL != "" {
		c.Gate.URL = f.Gate.URL
	}
	if err := CheckURL(c.Gate.URL); err != nil {
		return fmt.Errorf("gate.url: %w", err)
	}
	if f.Gate.Timeout.set {
		if f.Gate.Timeout.Duration <= 0 {
			return errors.New("gate.timeout must be above zero")
		}
		c.Gate.Timeout = f.Gate.Timeout.Duration
	}
	if f.Gate.ResendAfter.set {
		c.Gate.ResendAfter = f.Gate.ResendAfter.Duration
	}
	if f.Gate.Description != nil {
		if c.Gate.Description = strings.TrimSpace(*f.Gate.Description); c.Gate.Description == "" {
			return errors.New("gate.description must not be empty: the platform needs a description with every refund")
		}
	}
	if c.Gate.CustomerIP = f.Gate.CustomerIP; c.Gate.CustomerIP != "" && net.ParseIP(c.Gate.CustomerIP) == nil {
		return fmt.Errorf("gate.customer_ip: %q is not an IP address", c.Gate.CustomerIP)
	}
	for i, p := range f.Project {
		if p.ID <= 0 || p.ID > 1<<32-1 {
			return fmt.Errorf("project %d: id must be the project's number on the platform", i+1)
		}
		if _, twice := c.Project(p.ID); twice {
			return fmt.Errorf("project %d stands twice", p.ID)
		}
		secretFile := p.SecretFile
		if secretFile != "" && !filepath.IsAbs(secretFile) {
			secretFile = filepath.Join(filepath.Dir(c.Path), secretFile)
		}
		c.Projects = append(c.Projects, Project{p.ID, p.Name, p.Test, secretFile})
	}
	if err := c.takeBatch(f); err != nil {
		return err
	}
	if err := c.takeReconcile(f.Reconcile); err != nil {
		return err
	}
	if err := c.takePurchase(f); err != nil {
		return err
	}
	if err := c.takeDataAPI(f.DataAPI); err != nil {
		return err
	}
	if err := c.takeDesktop(f.Desktop); err != nil {
		return err
	}
	return c.takeMethods(f.Method)
}

func (c *Config) takeBatch(f file) error {
	b := f.Batch
	switch {
	case b.MaxRows < 0:
		return errors.New("batch.max_rows must be above zero")
	case b.PerSecond < 0 || b.PerSecond > 50:
		return errors.New("batch.per_second must be above zero and at most 50")
	}
	if b.MaxRows > 0 {
		c.Batch.MaxRows = b.MaxRows
	}
	if b.PerSecond > 0 {
		c.Batch.PerSecond = b.PerSecond
	}
	if b.CoolOff.set {
		c.Batch.CoolOff = b.CoolOff.Duration
	}
	if b.Again.set {
		c.Batch.Again = b.Again.Duration
	}
	return nil
}

// takeMethods lays the entries over the built-in table: what an entry leaves
// out stays as the table has it.
func (c *Config) takeMethods(entries []methodEntry) error {
	builtin := ledger.NewMethods()
	for i, e := range entries {
		if e.Name == "" {
			return fmt.Errorf("method %d: name must be the method's name in callbacks", i+1)
		}
		m, known := builtin.Lookup(e.Name)
		if !known {
			m = ledger.Method{Full: true, Partial: true}
		}
		m.Name = e.Name
		for _, field := range []struct {
			to   *string
			from string
		}{{&m.Title, e.Title}, {&m.GatePath, strings.Trim(e.GatePath, "/")}, {&m.Dashboard, e.Dashboard}, {&m.PayPage, e.PayPage}, {&m.Zone, e.Zone}} {
			if field.from != "" {
				*field.to = field.from
			}
		}
		if m.Title == "" {
			m.Title = m.Name
		}
		if m.GatePath == "" {
			return fmt.Errorf("method %s: gate_path is missing; for KakaoPay it is \"wallet/kakaopay\"", e.Name)
		}
		if strings.ContainsAny(m.GatePath, " ?#\\") || strings.Contains(m.GatePath, "..") {
			return fmt.Errorf("method %s: gate_path %q is not a path", e.Name, m.GatePath)
		}
		if e.Currencies != nil {
			m.Currencies = nil
			for _, code := range e.Currencies {
				currency, err := money.ParseCurrency(code)
				if err != nil {
					return fmt.Errorf("method %s: %w", e.Name, err)
				}
				m.Currencies = append(m.Currencies, currency)
			}
		}
		if e.Full != nil {
			m.Full = *e.Full
		}
		if e.Partial != nil {
			m.Partial = *e.Partial
		}
		if e.Window.set {
			m.Window = e.Window.Duration
		}
		if _, err := time.LoadLocation(m.Zone); err != nil {
			return fmt.Errorf("method %s: zone %q is not known", e.Name, m.Zone)
		}
		c.Methods = append(c.Methods, m)
	}
	return nil
}

// CheckURL tells whether requests may be sent there: HTTPS, or plain HTTP to this machine.
func CheckURL(text string) error {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return err
	case u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return fmt.Errorf("%q is not a plain address such as %s", u.Redacted(), DefaultURL)
	case u.Scheme == "https", u.Scheme == "http" && practice(text):
		return nil
	}
	return fmt.Errorf("%q must start with https:// (plain http is for this machine only)", text)
}

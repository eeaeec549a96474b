// Package secret finds secrets, a project's or those of the Data API: in the
// environment, else in the OS keyring, else in a file that only its owner can
// read. A secret is never written, printed or put into an error.
package secret

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/zalando/go-keyring"

	"contra/core/config"
	"contra/core/gate"
	"contra/core/ledger"
)

// Service is the name under which the OS keyring holds secrets; the user is the project's id.
const Service = "contra"

// keyringWait bounds the question to a keyring that does not answer, as on a server without one.
const keyringWait = 2 * time.Second

// Box finds secrets and remembers them for the life of the process.
type Box struct {
	config config.Config
	mu     sync.Mutex
	found  map[int64]string
	keys   map[int64]*gate.Key
	data   [2]string // the Data API's token and its secret
	// Getenv and Keyring can be replaced, for the demo and for tests.
	Getenv  func(string) string
	Keyring func(service, user string) (string, error)
}

// New makes a box for the configured projects.
func New(c config.Config) *Box {
	return &Box{config: c, found: map[int64]string{}, keys: map[int64]*gate.Key{}, Getenv: os.Getenv, Keyring: keyring.Get}
}

// Put sets a secret for this process only.
func (b *Box) Put(project int64, secret string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.found[project] = secret
	delete(b.keys, project)
}

// Find gives the project's secret, or a *ledger.Error with the places that were looked in.
func (b *Box) Find(project int64) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.find(project)
}

func (b *Box) find(project int64) (string, error) {
	if s := b.found[project]; s != "" {
		return s, nil
	}
	s, _, err := b.seek(project)
	if err == nil {
		b.found[project] = s
	}
	return s, err
}

// seek looks for a project's secret as if it had never been found.
func (b *Box) seek(project int64) (string, Place, error) {
	variable := fmt.Sprintf("CONTRA_SECRET_%d", project)
	if s := b.Getenv(variable); s != "" {
		return s, Environment, nil
	}
	known, configured := b.config.Project(project)
	if !configured {
		return "", Nowhere, ledger.Errorf(ledger.ErrNoSecret, "project %d is not configured", project).
			WithHint("add [[project]] id = %d to %s, or set %s", project, b.config.Path, variable)
	}
	path := known.SecretFile
	if path == "" {
		path = b.file(fmt.Sprint(project))
	}
	return b.stored(fmt.Sprintf("secret was found for project %d", project), variable, fmt.Sprint(project), path)
}

// stored looks in the keyring and in a file. what was not found is for the error.
func (b *Box) stored(what, variable, user, path string) (string, Place, error) {
	if s := b.askKeyring(user); s != "" {
		return s, Keyring, nil
	}
	s, err := readFile(path)
	if err == nil && s == "" {
		err = ledger.Errorf(ledger.ErrNoSecret, "no %s", what).
			WithHint("set %s, store it in the OS keyring (service %q, user %q), or write it to %s with mode 0600", variable, Service, user, path)
	}
	if err != nil {
		return "", Nowhere, err
	}
	return s, File, nil
}

// file is where a secret is kept unless the configuration names another place.
func (b *Box) file(name string) string {
	return filepath.Join(filepath.Dir(b.config.Path), "secrets", name)
}

func (b *Box) askKeyring(user string) string {
	answer := make(chan string, 1)
	go func() {
		s, err := b.Keyring(Service, user)
		if err != nil {
			s = ""
		}
		answer <- s
	}()
	select {
	case s := <-answer:
		return s
	case <-time.After(keyringWait):
		return ""
	}
}

func readFile(path string) (string, error) {
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", &ledger.Error{Code: ledger.ErrNoSecret, Message: "the secret's file cannot be read", Err: err}
	}
	if runtime.GOOS != "windows" && info.Mode().Perm()&0o077 != 0 {
		return "", ledger.Errorf(ledger.ErrNoSecret, "the secret in %s can be read by others (mode %04o), so it is not used", path, info.Mode().Perm()).WithHint("chmod 600 %s", path)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return "", &ledger.Error{Code: ledger.ErrNoSecret, Message: "the secret's file cannot be read", Err: err}
	}
	return strings.TrimRight(string(text), "\r\n"), nil
}

// Key gives the project's key for verifying messages; the reason says why there is none.
func (b *Box) Key(project int64) (*gate.Key, ledger.Reason) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if k := b.keys[project]; k != nil {
		return k, ""
	}
	s, err := b.find(project)
	if err != nil {
		if _, configured := b.config.Project(project); !configured {
			return nil, ledger.UnknownProject
		}
		return nil, ledger.NoSecret
	}
	k := gate.NewKey(s)
	b.keys[project] = k
	return k, ""
}

package action

import (
	"errors"
	"fmt"
	"slices"
)

// ScopeInfo names a scope for people.
type ScopeInfo struct {
	Scope Scope
	Title string
}

// MenuInfo is one pull-down of the menu bar.
type MenuInfo struct {
	Title    string
	Mnemonic rune // Alt+this opens it
}

// Registry holds the catalogue of one program.
type Registry struct {
	scopes []ScopeInfo
	menus  []MenuInfo
	all    []*Action
	byKey  map[Scope]map[string]*Action
}

// NewRegistry makes an empty catalogue. Scopes and menus are shown in the given order.
func NewRegistry(scopes []ScopeInfo, menus []MenuInfo) *Registry {
	return &Registry{scopes: scopes, menus: menus, byKey: map[Scope]map[string]*Action{}}
}

// Add puts actions into the catalogue, in the order in which they are shown.
// When two actions of one scope claim a key, the first keeps it; Check says so.
func (r *Registry) Add(actions ...Action) {
	for i := range actions {
		a := new(Action)
		*a = actions[i]
		r.all = append(r.all, a)
		keys := r.byKey[a.Scope]
		if keys == nil {
			keys = map[string]*Action{}
			r.byKey[a.Scope] = keys
		}
		for _, k := range a.Keys {
			if c := Canon(k); keys[c] == nil {
				keys[c] = a
			}
		}
	}
}

// All is every action in catalogue order.
func (r *Registry) All() []*Action { return r.all }

// Menus is the menu bar from left to right.
func (r *Registry) Menus() []MenuInfo { return r.menus }

// Get finds an action by its id, nil when there is none.
func (r *Registry) Get(id string) *Action {
	for _, a := range r.all {
		if a.ID == id {
			return a
		}
	}
	return nil
}

// Dispatch finds what a key means, looking through the scopes in order, the
// innermost first. A Hangul letter means the key it shares with a Latin one.
func (r *Registry) Dispatch(key string, scopes ...Scope) Outcome {
	key = Canon(key)
	for _, k := range []string{key, latin(key)} {
		for _, s := range scopes {
			if a := r.byKey[s][k]; a != nil {
				return Outcome{a, a.Reason()}
			}
		}
	}
	return Outcome{}
}

// Reason says why an action cannot be done while these scopes are active: its
// own reason, or that it belongs elsewhere.
func (r *Registry) Reason(a *Action, scopes ...Scope) string {
	if a.Scope != Global && !slices.Contains(scopes, a.Scope) {
		return "only on " + r.ScopeTitle(a.Scope)
	}
	return a.Reason()
}

// Outcome is Dispatch for an action chosen from a menu or the palette.
func (r *Registry) Outcome(a *Action, scopes ...Scope) Outcome {
	return Outcome{a, r.Reason(a, scopes...)}
}

// ScopeTitle names a scope for people.
func (r *Registry) ScopeTitle(s Scope) string {
	for _, i := range r.scopes {
		if i.Scope == s {
			return i.Title
		}
	}
	return string(s)
}

// InMenu lists the actions of one pull-down.
func (r *Registry) InMenu(title string) []*Action {
	var out []*Action
	for _, a := range r.all {
		if a.Menu == title {
			out = append(out, a)
		}
	}
	return out
}

// In lists the actions of the scopes, scope by scope.
func (r *Registry) In(scopes ...Scope) []*Action {
	var out []*Action
	for _, s := range scopes {
		for _, a := range r.all {
			if a.Scope == s {
				out = append(out, a)
			}
		}
	}
	return out
}

// Check finds what is wrong with the catalogue: actions without id or title,
// ids, keys or mnemonics used twice, unknown scopes and menus. For a test.
func (r *Registry) Check() error {
	var errs []error
	bad := func(format string, args ...any) { errs = append(errs, fmt.Errorf(format, args...)) }
	ids := map[string]bool{}
	letters := map[string]string{}
	for _, m := range r.menus {
		if k := "alt+" + string(m.Mnemonic); m.Mnemonic != 0 {
			if letters[k] != "" {
				bad("menus %s and %s share %s", letters[k], m.Title, k)
			}
			letters[k] = m.Title
		}
	}
	for _, a := range r.all {
		if a.ID == "" || a.Title == "" {
			bad("action %q (%q) lacks an id or a title", a.ID, a.Title)
		}
		if ids[a.ID] {
			bad("id %s is used twice", a.ID)
		}
		ids[a.ID] = true
		if !slices.ContainsFunc(r.scopes, func(s ScopeInfo) bool { return s.Scope == a.Scope }) {
			bad("%s: unknown scope %q", a.ID, a.Scope)
		}
		if a.Menu != "" && !slices.ContainsFunc(r.menus, func(m MenuInfo) bool { return m.Title == a.Menu }) {
			bad("%s: unknown menu %q", a.ID, a.Menu)
		}
		for _, k := range a.Keys {
			if o := r.byKey[a.Scope][Canon(k)]; o != a {
				bad("%s and %s share the key %s", o.ID, a.ID, k)
			}
		}
		if a.Menu != "" && a.Mnemonic != 0 {
			k := a.Menu + "/" + string(a.Mnemonic)
			if letters[k] != "" {
				bad("%s and %s share the letter %c in %s", letters[k], a.ID, a.Mnemonic, a.Menu)
			}
			letters[k] = a.ID
		}
	}
	return errors.Join(errs...)
}

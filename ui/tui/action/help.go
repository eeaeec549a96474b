package action

import (
	"fmt"
	"strings"
)

// Hint is one entry of the footer.
type Hint struct {
	Key  string // for people
	Text string
	Off  bool // disabled now
}

// Hints lists the footer of the active scopes, the innermost first.
func (r *Registry) Hints(scopes ...Scope) []Hint {
	var out []Hint
	for _, a := range r.In(scopes...) {
		if a.Hint != "" && len(a.Keys) > 0 {
			out = append(out, Hint{a.Key(), a.Hint, a.Reason() != ""})
		}
	}
	return out
}

// Help is the text of the help overlay: every key of the active scopes, and
// after them the rest of the catalogue.
func (r *Registry) Help(scopes ...Scope) string {
	var b strings.Builder
	seen := map[Scope]bool{}
	section := func(s Scope) {
		list := r.In(s)
		if seen[s] || len(list) == 0 {
			return
		}
		seen[s] = true
		if b.Len() > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s\n", r.ScopeTitle(s))
		for _, a := range list {
			if len(a.Keys) == 0 {
				continue
			}
			fmt.Fprintf(&b, "  %-22s %s", allKeys(a), a.Title)
			if why := a.Reason(); why != "" {
				fmt.Fprintf(&b, "  (%s)", why)
			}
			b.WriteByte('\n')
		}
	}
	for _, s := range scopes {
		section(s)
	}
	for _, s := range r.scopes {
		section(s.Scope)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// Markdown is the key table of the README.
func (r *Registry) Markdown() string {
	var b strings.Builder
	for _, s := range r.scopes {
		list := r.In(s.Scope)
		if len(list) == 0 {
			continue
		}
		fmt.Fprintf(&b, "**%s**\n\n| key | what it does |\n|---|---|\n", s.Title)
		for _, a := range list {
			if len(a.Keys) > 0 {
				keys := strings.ReplaceAll(allKeys(a), "|", `\|`)
				fmt.Fprintf(&b, "| %s | %s |\n", keys, strings.TrimSuffix(a.Title, "…"))
			}
		}
		b.WriteByte('\n')
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func allKeys(a *Action) string {
	out := make([]string, len(a.Keys))
	for i, k := range a.Keys {
		out[i] = Label(k)
	}
	return strings.Join(out, ", ")
}

package desktop

import (
	"context"
	"net"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"contra/importers/listen"
	"contra/ui/tui/action"
	"contra/ui/tui/dialog"
	"contra/ui/tui/text"
	"contra/ui/tui/theme"
	"contra/ui/tui/toast"
)

// usualAddr is where the listener of the command stands too.
const usualAddr = "127.0.0.1:8085"

// listener takes callbacks in while the desktop is open.
type listener struct {
	addr string // where it takes requests, empty while it does not
	stop context.CancelFunc
	done chan error // gets one value when it has ended; nil: there is none
}

// listening says that the listener takes requests, or why it never did.
type listening struct {
	addr string
	err  error
}

// listenAction starts the listener, or stops it.
func (m *Model) listenAction() action.Action {
	return action.Action{ID: "listen.toggle", Scope: action.Global, Keys: []string{"ctrl+y"}, Title: "Take callbacks in here: start or stop…", Menu: "File", Mnemonic: 'k', Disabled: m.h.ReadOnly,
		Run: func() tea.Cmd {
			if m.inbox.done != nil {
				m.inbox.stop()
				return m.h.Say(toast.Info, "The listener stops; what it has taken is stored.")
			}
			return m.askAddr()
		}}
}

func (m *Model) askAddr() tea.Cmd {
	m.h.Dialogs.Open(dialog.NewForm(dialog.FormSpec{ID: "listen", Title: "Take callbacks in here", Submit: "Listen", Quick: true, Trigger: m.h.LastKey, Width: 64,
		Fields: []dialog.Field{
			{Kind: dialog.Note, Text: func(dialog.Values) []dialog.Line {
				return []dialog.Line{{Text: "The platform, or a proxy before this machine, sends to http://ADDRESS/callbacks. It ends with the desktop.", Tone: theme.Muted}, {}}
			}},
			{ID: "addr", Kind: dialog.Text, Label: "Address", Value: usualAddr, Limit: 200, Check: func(v string, _ dialog.Values) string {
				if _, _, err := net.SplitHostPort(strings.TrimSpace(v)); err != nil {
					return "write host:port, such as " + usualAddr
				}
				return ""
			}},
		},
		Done: func(v dialog.Values, ok bool) tea.Cmd {
			if !ok {
				return nil
			}
			return m.listen(strings.TrimSpace(v["addr"]))
		}}))
	return nil
}

// listen starts the listener and waits until it takes requests.
func (m *Model) listen(addr string) tea.Cmd {
	ctx, stop := context.WithCancel(m.h.Ctx)
	ready, done := make(chan string, 1), make(chan error, 1)
	m.inbox = listener{stop: stop, done: done}
	d := m.h.Desk
	go func() {
		intake := d.Intake(listen.Source)
		err := listen.Listen(ctx, listen.Options{Addr: addr, Secrets: d.Secrets, Sink: intake, Ready: func(at string) { ready <- at }})
		if closed := intake.Finish(context.WithoutCancel(ctx), err); err == nil {
			err = closed
		}
		done <- err
	}()
	return func() tea.Msg {
		select {
		case at := <-ready:
			return listening{addr: at}
		case err := <-done:
			done <- err // for who looks whether it has ended
			return listening{err: err}
		}
	}
}

// heard takes over how the start went.
func (m *Model) heard(l listening) tea.Cmd {
	if l.err != nil {
		return m.unheard()
	}
	m.inbox.addr = l.addr
	return m.h.Say(toast.Success, "Callbacks are taken in at http://%s/callbacks. Ctrl+Y stops it.", text.Clean(l.addr))
}

// unheard notices that the listener has ended, and says why when nobody asked for it.
func (m *Model) unheard() tea.Cmd {
	if m.inbox.done == nil {
		return nil
	}
	select {
	case err := <-m.inbox.done:
		m.inbox.stop()
		m.inbox = listener{}
		m.drawn = false
		if err != nil {
			return m.h.Fail(err)
		}
	default:
	}
	return nil
}

// deafen ends the listener with the desktop, once what it took is stored.
func (m *Model) deafen() {
	if m.inbox.done != nil {
		m.inbox.stop()
		<-m.inbox.done
		m.inbox = listener{}
	}
}

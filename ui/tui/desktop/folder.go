package desktop

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"contra/importers/inbox"
	"contra/importers/reading"
	folders "contra/importers/watch"
	"contra/ui/tui/action"
	"contra/ui/tui/page"
	"contra/ui/tui/pathdialog"
	"contra/ui/tui/text"
	"contra/ui/tui/toast"
)

// watcher takes files in from folders while the desktop is open.
type watcher struct {
	paths []string
	files int64 // taken in so far
	news  *tray
	stop  context.CancelFunc
	done  chan error // gets one value when it has ended; nil: there is none
}

// tray holds what was taken in until the screen tells of it.
type tray struct {
	mu       sync.Mutex
	taken    [][]inbox.Taken // file by file
	troubles []error
}

func (t *tray) put(file []inbox.Taken) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.taken = append(t.taken, file)
}

func (t *tray) trouble(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.troubles = append(t.troubles, err)
}

func (t *tray) empty() (taken [][]inbox.Taken, troubles []error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	taken, troubles, t.taken, t.troubles = t.taken, t.troubles, nil, nil
	return taken, troubles
}

// watching says that folders are watched, or why they cannot be.
type watching struct {
	paths []string
	err   error
}

// watchAction starts to watch a folder, or stops it.
func (m *Model) watchAction() action.Action {
	return action.Action{ID: "watch.toggle", Scope: action.Global, Keys: []string{"ctrl+w"}, Title: "Take in what comes into a folder: start or stop…", Menu: "File", Mnemonic: 'f', Disabled: m.h.ReadOnly,
		Run: func() tea.Cmd {
			if m.folder.done != nil {
				m.folder.stop()
				return m.h.Say(toast.Info, "The folder is not watched any more; a file that is being taken in is finished.")
			}
			return pathdialog.Open(m.h, "Watch a folder", "callbacks and reports that are put into it are taken in", func(path string) tea.Cmd {
				return m.watchFolders(path)
			})
		}}
}

// watchFolders looks first whether the folders can be read.
func (m *Model) watchFolders(paths ...string) tea.Cmd {
	return func() tea.Msg {
		_, _, err := (&folders.Folder{Paths: paths}).Look()
		return watching{paths, err}
	}
}

// watched starts to take files in. One that is begun is finished, unless the
// program itself has to end.
func (m *Model) watched(w watching) tea.Cmd {
	switch {
	case w.err != nil:
		return m.h.Fail(w.err)
	case m.folder.done != nil:
		return nil
	}
	ctx, stop := context.WithCancel(m.h.Ctx)
	news, done := &tray{}, make(chan error, 1)
	m.folder = watcher{paths: w.paths, news: news, stop: stop, done: done}
	taker := inbox.Taker{Reader: reading.Reader{Desk: m.h.Desk}, Secrets: m.h.Desk.Secrets}
	folder := folders.Folder{Paths: w.paths, Every: m.o.WatchEvery, Trouble: news.trouble}
	program := m.h.Ctx
	go func() {
		done <- folder.Each(ctx, func(_ context.Context, f folders.File) error {
			taken, err := taker.Take(program, f)
			if err == nil {
				news.put(taken)
			}
			return err
		})
	}()
	return m.h.Say(toast.Success, "What is put into %s is taken in. Ctrl+W stops it.", m.folder.name())
}

// collect tells what the watcher took in, and notices that it has ended.
func (m *Model) collect() tea.Cmd {
	if m.folder.done == nil {
		return nil
	}
	var ended bool
	var failed error
	select {
	case failed = <-m.folder.done:
		ended = true
	default:
	}
	taken, troubles := m.folder.news.empty()
	var cmds []tea.Cmd
	for _, err := range troubles {
		cmds = append(cmds, m.h.Fail(err))
	}
	cmds = append(cmds, m.tellTaken(taken))
	if ended {
		m.folder.stop()
		m.folder = watcher{}
		cmds = append(cmds, m.h.Fail(failed))
	}
	if ended || len(taken)+len(troubles) > 0 {
		m.drawn = false
	}
	return tea.Batch(cmds...)
}

// unwatch ends the watching with the desktop, once the file under way is taken in.
func (m *Model) unwatch(out io.Writer) {
	if m.folder.done == nil {
		return
	}
	m.folder.stop()
	select {
	case <-m.folder.done:
	case <-time.After(300 * time.Millisecond):
		fmt.Fprintf(out, "Waiting for a file from %s to be taken in…\n", m.folder.name())
		<-m.folder.done
	}
	m.folder = watcher{}
}

// name names the folder, or tells how many there are.
func (w watcher) name() string {
	if len(w.paths) == 1 {
		return text.Clean(filepath.Base(w.paths[0]))
	}
	return page.Things(int64(len(w.paths)), "folder", "folders")
}

// open starts what the configuration wants to run beside the desktop.
func (m *Model) open() tea.Cmd {
	if m.h.ReadOnly() != "" {
		return nil
	}
	var cmds []tea.Cmd
	c := m.h.Desk.Config.Desktop
	if c.Listen != "" {
		cmds = append(cmds, m.listen(c.Listen))
	}
	if len(c.Watch) > 0 {
		cmds = append(cmds, m.watchFolders(c.Watch...))
	}
	return tea.Batch(cmds...)
}

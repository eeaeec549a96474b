package desktop

import (
	"fmt"
	"os"
	"path/filepath"

	tea "github.com/charmbracelet/bubbletea"

	"contra/core/batch"
	stored "contra/core/store/batches"
	"contra/ui/tui/action"
	"contra/ui/tui/page"
	"contra/ui/tui/page/batches"
)

// practiceUpload hands the files of a batch to the stand-in platform, as a person
// does in the Dashboard.
func (m *Model) practiceUpload() action.Action {
	return action.Action{ID: "practice.upload", Scope: batches.Scope, Keys: []string{"H"}, Title: "Upload to the stand-in", Menu: "Practice", Mnemonic: 'u', Hint: "upload there",
		Disabled: func() string {
			switch b, ok := m.batches.Current(); {
			case !ok:
				return "no batch is chosen"
			case b.State == batch.Uploaded:
				return "it is uploaded already; once more would refund twice"
			case b.State != batch.Exported:
				return "export it first (x)"
			}
			return m.h.ReadOnly()
		},
		Run: func() tea.Cmd {
			b, _ := m.batches.Current()
			return m.play(b.Ref()+" is uploaded to the stand-in and marked. Its callbacks tell how the rows end.", func() error { return m.uploadThere(b) })
		}}
}

func (m *Model) uploadThere(b batch.Batch) error {
	files, err := stored.FilesOf(m.h.Ctx, m.h.Desk.Store, b.ID)
	if err != nil {
		return err
	}
	for i := range files {
		f := &files[i]
		if !f.UploadedAt.IsZero() {
			continue
		}
		data, err := os.ReadFile(f.Path)
		if err != nil {
			return fmt.Errorf("%s cannot be read: it must be where it was exported to", filepath.Base(f.Path))
		}
		up, err := m.o.Demo.UploadMassRefund(filepath.Base(f.Path), data)
		if err != nil {
			return fmt.Errorf("it refused %s: %s", filepath.Base(f.Path), page.Sentence(err.Error()))
		}
		if _, err := m.h.Desk.Batches.MarkUploaded(m.h.Ctx, b.ID, f.Part, up.ID); err != nil {
			return err
		}
	}
	return nil
}

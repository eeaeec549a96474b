package clerk

import (
	"context"
	"encoding/json"

	"contra/core/batch"
	"contra/core/store"
)

const layoutSetting = "batch_layout"

// Layout is how files are written: as the platform's documents say, or like a
// template that somebody downloaded from the Dashboard.
func (c *Clerk) Layout(ctx context.Context) (batch.Layout, error) {
	text, err := c.Store.Setting(ctx, layoutSetting)
	if err != nil || text == "" {
		return batch.Standard(), err
	}
	var l batch.Layout
	err = json.Unmarshal([]byte(text), &l)
	return l, err
}

// SetLayout has files written like this from now on.
func (c *Clerk) SetLayout(ctx context.Context, l batch.Layout) error {
	text, err := json.Marshal(l)
	if err != nil {
		return err
	}
	return c.Store.Write(ctx, "storing the layout", func(tx *store.Tx) error {
		tx.Record("batch.layout", l.Name, l)
		return tx.SaveSetting(ctx, layoutSetting, string(text))
	})
}

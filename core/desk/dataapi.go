package desk

import (
	"sync"

	"contra/core/dataapi"
	"contra/core/dataapi/pull"
	"contra/core/ledger"
)

// dataAPI gives the one client of the Data API, which keeps the pace of all that
// is asked. It is made when it is first needed, because it needs a token.
func (d *Desk) dataAPI(o Options) func() (pull.API, error) {
	var one sync.Mutex
	var client *dataapi.Client
	return func() (pull.API, error) {
		one.Lock()
		defer one.Unlock()
		if client != nil {
			return client, nil
		}
		if o.Cards == nil {
			return nil, ledger.Errorf(ledger.ErrState, "nothing can be pulled here")
		}
		token, secret, err := d.Secrets.Data()
		if err != nil {
			return nil, err
		}
		client = &dataapi.Client{URL: o.Config.DataURL(), Token: token, Secret: secret, Timeout: o.Config.DataAPI.Timeout, PerMinute: o.Config.DataAPI.PerMinute, Mask: o.Cards}
		return client, nil
	}
}

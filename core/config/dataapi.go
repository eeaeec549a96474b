package config

import (
	"errors"
	"fmt"
	"time"

	"contra/core/dataapi"
)

// DataAPI says where operations and balances are pulled from, and how.
type DataAPI struct {
	URL       string
	PerMinute int           // questions
	Overlap   time.Duration // how far before the end of the last pull the next one begins
	Timeout   time.Duration // for one answer
}

// The platform's own limits.
const (
	mostPerMinute = 60
	leastTimeout  = 6 * time.Minute
)

type dataAPIEntry struct {
	URL       string   `toml:"url"`
	PerMinute int      `toml:"per_minute"`
	Overlap   duration `toml:"overlap"`
	Timeout   duration `toml:"timeout"`
}

func defaultDataAPI() DataAPI {
	return DataAPI{URL: dataapi.DefaultURL, PerMinute: mostPerMinute, Overlap: time.Hour, Timeout: dataapi.DefaultTimeout}
}

func (c *Config) takeDataAPI(e dataAPIEntry) error {
	d := &c.DataAPI
	if e.URL != "" {
		d.URL = e.URL
	}
	if err := CheckURL(d.URL); err != nil {
		return fmt.Errorf("data_api.url: %w", err)
	}
	switch {
	case e.PerMinute < 0 || e.PerMinute > mostPerMinute:
		return fmt.Errorf("data_api.per_minute must be above zero and at most %d, which is what the platform allows", mostPerMinute)
	case e.PerMinute > 0:
		d.PerMinute = e.PerMinute
	}
	if e.Overlap.set {
		d.Overlap = e.Overlap.Duration
	}
	if d.Overlap <= 0 {
		return errors.New("data_api.overlap must be above zero: operations become visible some time after their date")
	}
	if e.Timeout.set {
		d.Timeout = e.Timeout.Duration
	}
	if d.Timeout < leastTimeout && !practice(c.DataURL()) || d.Timeout <= 0 {
		return fmt.Errorf("data_api.timeout must be at least %s: the platform may take five minutes for an answer", leastTimeout)
	}
	return nil
}

// DataURL is where the Data API is asked. Beside a stand-in for Gate the real
// platform never is, unless the configuration names another address.
func (c Config) DataURL() string {
	if c.DataAPI.URL == dataapi.DefaultURL && c.Gate.Practice() {
		return c.Gate.URL
	}
	return c.DataAPI.URL
}

package sandbox

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"contra/core/sandbox/reportfile"
	"contra/core/sandbox/reportfile/spoil"
)

func (p *Platform) practiceReport(mux *http.ServeMux) {
	mux.HandleFunc("GET /practice/report", p.serveReport)
	mux.HandleFunc("GET /practice/report/planted", p.servePlanted)
}

// reportAsk is which report somebody asks for.
type reportAsk struct {
	format   reportfile.Format
	from, to time.Time // half-open
	projects []int64
	spoil    *uint64
}

func (p *Platform) serveReport(w http.ResponseWriter, r *http.Request) {
	ask, err := p.reportAsk(r.URL.Query())
	if err != nil {
		reply(w, http.StatusBadRequest, problem("bad_parameter", err.Error()))
		return
	}
	rows := p.spoilt(ask).Rows
	var file bytes.Buffer
	if err := reportfile.Write(&file, ask.format, rows); err != nil {
		reply(w, http.StatusConflict, problem("not_written", err.Error()))
		return
	}
	w.Header().Set("Content-Type", "text/csv")
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": ReportName(ask.from, ask.to)}))
	w.Write(file.Bytes())
}

func (p *Platform) servePlanted(w http.ResponseWriter, r *http.Request) {
	ask, err := p.reportAsk(r.URL.Query())
	if err != nil {
		reply(w, http.StatusBadRequest, problem("bad_parameter", err.Error()))
		return
	}
	reply(w, http.StatusOK, Planted(p.spoilt(ask).Planted))
}

func (p *Platform) spoilt(ask reportAsk) spoil.Spoilt {
	if ask.spoil == nil {
		return spoil.Spoilt{Rows: p.ReportRows(ask.from, ask.to, ask.projects...)}
	}
	return p.SpoiltReport(ask.format, ask.from, ask.to, *ask.spoil, ask.projects...)
}

// reportAsk reads the parameters. Without days it is the month of the platform's
// clock so far, without a layout that of the Data API.
func (p *Platform) reportAsk(q url.Values) (ask reportAsk, err error) {
	layout := reportfile.DataAPI
	if given := q.Get("layout"); given != "" {
		layout = reportfile.Layout(given)
	}
	if ask.format, err = layout.Format(); err != nil {
		return ask, err
	}
	last := p.o.Now().UTC().Truncate(24 * time.Hour)
	if err := parseDay(q, "to", &last); err != nil {
		return ask, err
	}
	ask.from, ask.to = time.Date(last.Year(), last.Month(), 1, 0, 0, 0, 0, time.UTC), last.AddDate(0, 0, 1)
	if err := parseDay(q, "from", &ask.from); err != nil {
		return ask, err
	}
	if !ask.from.Before(ask.to) {
		return ask, fmt.Errorf("from=%s is after to=%s", ask.from.Format(time.DateOnly), last.Format(time.DateOnly))
	}
	if given := q.Get("project_id"); given != "" {
		id, err := strconv.ParseInt(given, 10, 64)
		if err != nil {
			return ask, fmt.Errorf("project_id=%s is no project id", given)
		}
		ask.projects = []int64{id}
	}
	if given := q.Get("spoil"); given != "" {
		seed, err := strconv.ParseUint(given, 10, 64)
		if err != nil {
			return ask, fmt.Errorf("spoil=%s is no whole number", given)
		}
		ask.spoil = &seed
	}
	return ask, nil
}

func parseDay(q url.Values, name string, day *time.Time) error {
	given := q.Get(name)
	if given == "" {
		return nil
	}
	at, err := time.Parse(time.DateOnly, given)
	if err != nil {
		return fmt.Errorf("%s=%s is no day: write it like 2026-10-31", name, given)
	}
	*day = at
	return nil
}

// ReportName is what the Dashboard calls the report of a period, half-open:
// report-2026-10.csv for a whole month, else with its first and last day.
func ReportName(from, to time.Time) string {
	if from.Day() == 1 && to.Equal(from.AddDate(0, 1, 0)) {
		return "report-" + from.Format("2006-01") + ".csv"
	}
	return "report-" + from.Format(time.DateOnly) + "_" + to.AddDate(0, 0, -1).Format(time.DateOnly) + ".csv"
}

// PlantedList is the planted differences, with the rules that show exactly those.
type PlantedList struct {
	Items []spoil.Planted `json:"items"`
	Total int             `json:"total"`
	Rules spoil.Rules     `json:"rules"`
}

// Planted makes a list of differences.
func Planted(items []spoil.Planted) PlantedList {
	if items == nil {
		items = []spoil.Planted{}
	}
	return PlantedList{items, len(items), spoil.StandardRules()}
}

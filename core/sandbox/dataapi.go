package sandbox

import (
	"io"
	"net/http"
	"slices"
	"time"

	"contra/core/gate"
	"contra/core/sandbox/dataapi"
	"contra/core/sandbox/faults"
)

// Token opens the Data API to one user of the Dashboard.
type Token struct {
	Secret   string
	Projects []int64 // empty: all of the platform's
}

// dataRate is how many requests a minute the documents let a token make.
const dataRate = 60

// slowBy is how late a slow answer comes: the documents speak of minutes.
const slowBy = time.Minute

// dataCall is a call of the Data API that is let in.
type dataCall struct {
	exchange
	token Token
	ask   dataapi.Ask
}

// dataServer gives the unsigned answer to a call.
type dataServer func(*dataCall) ([]byte, *dataapi.Problem)

func (p *Platform) dataAPI(mux *http.ServeMux) {
	for call, serve := range map[string]dataServer{
		"operations/get":                 (*dataCall).operations,
		"operations/get-by-payment":      (*dataCall).byPayment,
		"financial-reporting/operations": (*dataCall).financial,
		"balance/get":                    (*dataCall).balances,
		"chargeback/list":                (*dataCall).chargebacks,
	} {
		mux.HandleFunc("POST /v1/"+call, func(w http.ResponseWriter, r *http.Request) { p.serveData(w, r, call, serve) })
	}
}

func (p *Platform) serveData(w http.ResponseWriter, r *http.Request, call string, serve dataServer) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		http.Error(w, "the request cannot be read", http.StatusRequestEntityTooLarge)
		return
	}
	p.o.Log("%s", r.URL.Path)
	c := dataCall{exchange: exchange{p: p, w: w, r: r, entry: p.log.add(Request{At: p.o.Now(), Path: r.URL.Path, Body: string(body)})}}
	problem := c.admit(body, call)
	var answer []byte
	if problem == nil {
		answer, problem = serve(&c)
	}
	if c.hits.Has(faults.DataSlow) && !c.pause(c.hits.Wait(faults.DataSlow, slowBy)) {
		return
	}
	switch {
	case problem != nil:
		c.answer(problem.Status, dataapi.Encode(problem))
	case c.hits.Answer == faults.DataWrongSignature:
		c.answer(http.StatusOK, signed(wrongSecret, answer))
	default:
		c.answer(http.StatusOK, signed(c.token.Secret, answer))
	}
}

// pause waits, and tells whether there is still somebody to answer.
func (x *exchange) pause(d time.Duration) bool {
	over := make(chan struct{})
	stop := x.p.o.After(d, func() { close(over) })
	defer stop()
	select {
	case <-over:
		return true
	case <-x.r.Context().Done():
	case <-x.p.stopping:
	}
	x.entry.answered(0, outcomeNone)
	return false
}

// admit checks who asks, how often, and for what, and lets the script's faults
// befall whoever may ask.
func (c *dataCall) admit(body []byte, call string) *dataapi.Problem {
	p := c.p
	name, problem := dataapi.Token(body)
	if problem != nil {
		return problem
	}
	token, known := p.o.Tokens[name]
	if !known {
		return dataapi.Unauthorized()
	}
	if _, err := gate.Verify(token.Secret, body); err != nil {
		return dataapi.Unauthorized()
	}
	if !p.rate.Allow(name, p.o.Now()) {
		return dataapi.TooMany()
	}
	c.token = token
	c.ask, problem = dataapi.Parse(body)
	c.befall(p.picker.DataAPI(name, call, c.ask.Offset > 0))
	switch {
	case c.hits.Answer == faults.DataHTTP429:
		return dataapi.TooMany()
	case c.hits.Answer == faults.DataHTTP500:
		return dataapi.Internal()
	case problem != nil:
		return problem
	}
	reach := c.reach()
	if len(reach) == 0 {
		return dataapi.Unauthorized()
	}
	for _, id := range c.ask.Projects {
		if !slices.Contains(reach, id) {
			return dataapi.Forbidden(id)
		}
	}
	if len(c.ask.Projects) == 0 {
		c.ask.Projects = reach
	}
	return nil
}

// reach is the projects that the token opens.
func (c *dataCall) reach() (ids []int64) {
	for id := range c.p.o.Projects {
		if len(c.token.Projects) == 0 || slices.Contains(c.token.Projects, id) {
			ids = append(ids, id)
		}
	}
	return ids
}

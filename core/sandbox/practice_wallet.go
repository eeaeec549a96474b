package sandbox

import (
	"encoding/json"
	"net/http"
)

func (p *Platform) practiceWallet(mux *http.ServeMux) {
	mux.HandleFunc("GET /practice/wallet", p.serveAwaiting)
	mux.HandleFunc("POST /practice/wallet", p.serveAct)
}

func (p *Platform) serveAwaiting(w http.ResponseWriter, _ *http.Request) {
	items := p.Awaiting()
	reply(w, http.StatusOK, listing{items, len(items)})
}

func (p *Platform) serveAct(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		Project   int64  `json:"project_id"`
		PaymentID string `json:"payment_id"`
		Data      string `json:"data"`
		Act       Act    `json:"act"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&ask); err != nil {
		reply(w, http.StatusBadRequest, problem("bad_json", err.Error()))
		return
	}
	code := ask.PaymentID
	if ask.Data != "" {
		code = ask.Data
	}
	if err := p.scan(ask.Project, code, ask.Act); err != nil {
		reply(w, http.StatusConflict, problem("refused", err.Error()))
		return
	}
	reply(w, http.StatusOK, map[string]string{"status": "done"})
}

package sandbox

import (
	"encoding/json"
	"net/http"
)

func (p *Platform) practiceFaults(mux *http.ServeMux) {
	mux.HandleFunc("POST /practice/faults", p.serveArrange)
}

func (p *Platform) serveArrange(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		Script string `json:"script"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, maxBody)).Decode(&ask); err != nil {
		reply(w, http.StatusBadRequest, problem("bad_json", err.Error()))
		return
	}
	script, err := ParseScript(ask.Script)
	if err != nil {
		reply(w, http.StatusBadRequest, problem("bad_script", err.Error()))
		return
	}
	p.Arrange(script)
	reply(w, http.StatusOK, map[string]string{"arranged": script.String()})
}

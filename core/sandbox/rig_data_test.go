package sandbox_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
	"contra/core/sandbox"
)

const (
	token       = "WKiarERJ5pcceNerpM9R5TNnyPTQMl"
	tokenSecret = "a secret of the token"
	days        = `"interval":{"from":"2025-11-01 00:00:00","to":"2025-11-30 23:59:59"}`
)

func withToken(o *sandbox.Options) {
	o.Tokens = map[string]sandbox.Token{
		token: {Secret: tokenSecret}, "narrow": {Secret: tokenSecret, Projects: []int64{210}}, "astray": {Secret: tokenSecret, Projects: []int64{99}},
	}
	o.DataRate = -1
}

// ask signs a request of the Data API with these parameters.
func ask(t testing.TB, parameters string) []byte {
	return askAs(t, token, parameters)
}

func askAs(t testing.TB, as, parameters string) []byte {
	if parameters != "" {
		parameters = "," + parameters
	}
	raw, err := gate.Sign(tokenSecret, []byte(`{"token":"`+as+`"`+parameters+`}`), gate.AtTop)
	require.NoError(t, err)
	return raw
}

// data is an answer of the Data API.
type data struct {
	http       int
	Operations []map[string]any
	Balance    []map[string]string
	Name       string
	Message    string
	Code       int
	Status     int
}

func (r *rig) data(call, parameters string) data { return r.dataOf(call, ask(r.T, parameters)) }

func (r *rig) dataOf(call string, request []byte) (d data) {
	a := r.post("/v1/"+call, request)
	d.http = a.http
	require.NoError(r, json.Unmarshal([]byte(a.raw), &d), a.raw)
	if a.http == 200 {
		_, err := gate.Verify(tokenSecret, []byte(a.raw))
		require.NoError(r, err)
	}
	return d
}

// column gives one field of every row.
func (d data) column(name string) (all []any) {
	for _, o := range d.Operations {
		all = append(all, o[name])
	}
	return all
}

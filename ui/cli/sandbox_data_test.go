package cli_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/gate"
)

func TestSandboxServesTheDataAPIWithAPracticeToken(t *testing.T) {
	w := newWorld(t, "", "")
	delete(w.env, "CONTRA_DATA_TOKEN")
	delete(w.env, "CONTRA_DATA_SECRET") // a secret that one knows already is not printed
	out, said, end := w.serve("sandbox", "--addr", "127.0.0.1:0", "--payments", "0", "--json", "--balance", "700", "--data-token", "MyToken", "--data-rate", "1")
	said.after("CONTRA_DATA_TOKEN=")
	<-out.more
	var doc struct {
		URL     string                         `json:"url"`
		DataAPI struct{ Token, Secret string } `json:"data_api"`
	}
	require.NoError(t, json.Unmarshal([]byte(out.String()), &doc))
	require.Equal(t, "MyToken", doc.DataAPI.Token)
	ask, err := gate.Sign(doc.DataAPI.Secret, []byte(`{"token":"MyToken"}`), gate.AtTop)
	require.NoError(t, err)
	post := func() (int, string) {
		answer, err := http.Post(doc.URL+"/v1/balance/get", "application/json", strings.NewReader(string(ask)))
		require.NoError(t, err)
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		return answer.StatusCode, string(text)
	}
	status, text := post()
	require.Equal(t, 200, status)
	require.Contains(t, text, `{"name":"Project_1234_balance_KRW","KRW":"700"}`)
	status, _ = post()
	require.Equal(t, 429, status)
	require.Equal(t, 0, end())
	for _, args := range []string{"--data-forms nice", "--data-rate -1", "--pay-time 0"} {
		w.run(append([]string{"sandbox", "--json"}, strings.Fields(args)...)...).fails(2, "usage")
	}
}

func TestSandboxKeepsTheSecretOfTheEnvironment(t *testing.T) {
	w := newWorld(t, "", "")
	w.env["CONTRA_DATA_TOKEN"], w.env["CONTRA_DATA_SECRET"] = "a token", "kept to itself"
	out, said, end := w.serve("sandbox", "--addr", "127.0.0.1:0", "--payments", "0", "--json")
	said.after("0 payments")
	<-out.more
	require.NotContains(t, out.String()+said.String(), "kept to itself")
	require.NotContains(t, out.String(), "data_api")
	require.Equal(t, 0, end())
}

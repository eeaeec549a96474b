package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"contra/core/config"
	"contra/core/ledger"
	"contra/core/money"
	"contra/core/paypage"
)

func load(t *testing.T, text string) (config.Config, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
	return config.Load(path)
}

func TestTheExampleSaysWhatTheDefaultsAre(t *testing.T) {
	none, err := config.Load(filepath.Join(t.TempDir(), "none.toml"))
	require.NoError(t, err, "no file is no failure")
	example, err := load(t, config.Example)
	require.NoError(t, err)
	example.Path = none.Path
	require.Equal(t, none, example)

	// Every setting that it comments out is a real one.
	var open []string
	for _, line := range strings.Split(config.Example, "\n") {
		bare := strings.TrimPrefix(line, "# ")
		if strings.HasPrefix(line, "# ") && (strings.HasPrefix(bare, "[[") || strings.Contains(bare, " = ")) && !strings.Contains(bare, "CONTRA_SECRET") {
			line = bare
		}
		open = append(open, line)
	}
	all, err := load(t, strings.Join(open, "\n"))
	require.NoError(t, err)
	require.Equal(t, none.Gate.Timeout, all.Gate.Timeout)
	require.Equal(t, none.Gate.ResendAfter, all.Gate.ResendAfter)
	require.Equal(t, none.Gate.Description, all.Gate.Description)
	require.Equal(t, none.Gate.ReturnURL, all.Gate.ReturnURL)
	require.Equal(t, none.Purchase, all.Purchase)
	require.Empty(t, none.PageURL())
	require.Equal(t, paypage.DefaultURL, all.PageURL())
	require.Equal(t, config.Desktop{Watch: []string{filepath.Join(filepath.Dir(all.Path), "inbox")}, Listen: "127.0.0.1:8085"}, all.Desktop)
	require.Len(t, all.Projects, 1)
	require.Equal(t, filepath.Join(filepath.Dir(all.Path), "secrets", "1234"), all.Projects[0].SecretFile)
	builtin, _ := ledger.NewMethods().Lookup("kakaopay")
	require.Equal(t, []ledger.Method{builtin}, all.Methods)
}

func TestWhatIsWrongIsNamed(t *testing.T) {
	for text, want := range map[string]string{
		"operater = 'x'":                                       "operater",
		"[gate]\ntimeuot = '3s'":                               "timeuot",
		"[gate]\ntimeout = '-3s'":                              "negative",
		"[gate]\ntimeout = 0":                                  "above zero",
		"[gate]\ntimeout = 'soon'":                             "number of seconds",
		"[gate]\ntimeout = 1.5":                                "number of seconds",
		"[gate]\ntimeout = 18446744074":                        "too long", // wraps to under a second
		"[gate]\nresend_after = 9223372036854775807":           "too long",
		"[gate]\nurl = 'http://api.ecommpay.com'":              "https",
		"[gate]\nurl = 'http://127.0.0.1.evil.example'":        "https",
		"[gate]\nurl = 'https://user:pw@host'":                 "plain address",
		"[gate]\nurl = 'ftp://host'":                           "https",
		"[gate]\ndescription = ' '":                            "description",
		"[gate]\ncustomer_ip = '1.2.3'":                        "customer_ip",
		"[gate]\nreturn_url = 'shop.example'":                  "return_url",
		"[payment_page]\nurl = 'http://pay.example'":           "https",
		"[purchase]\nwindow = '-1m'":                           "negative",
		"[[project]]\nid = 0":                                  "number on the platform",
		"[[project]]\nname = 'x'":                              "number on the platform",
		"[[project]]\nid = 1\n[[project]]\nid = 1":             "twice",
		"[[project]]\nid = 1\nsecret = 'oops'":                 "secret",
		"[[method]]\ngate_path = 'x'":                          "name",
		"[[method]]\nname = 'new'":                             "gate_path",
		"[[method]]\nname = 'new'\ngate_path = '../payout'":    "not a path",
		"[[method]]\nname = 'kakaopay'\ncurrencies = ['WON!']": "kakaopay",
		"[[method]]\nname = 'kakaopay'\nzone = 'Mars'":         "Mars",
		"[data_api]\ntoken = 'oops'":                           "data_api.token",
		"[data_api]\nurl = 'http://data.ecommpay.com'":         "https",
		"[data_api]\nper_minute = 61":                          "at most 60",
		"[data_api]\nper_minute = -1":                          "above zero",
		"[data_api]\noverlap = 0":                              "above zero",
		"[data_api]\ntimeout = '5m'":                           "at least 6m",
		"[desktop]\nwatch = ['']":                              "desktop.watch",
		"[desktop]\nlisten = 'here'":                           "desktop.listen",
		"= 1":                                                  "line 1",
	} {
		_, err := load(t, text)
		require.Error(t, err, text)
		var said *ledger.Error
		require.ErrorAs(t, err, &said, text)
		require.Equal(t, ledger.ErrConfig, said.Code)
		require.Contains(t, err.Error(), want, text)
		require.Contains(t, err.Error(), "config.toml", "the file is named")
		require.NotContains(t, err.Error(), ":pw@")
		require.NotContains(t, err.Error(), "oops")
	}
}

func TestAMethodIsCorrectedNotReplaced(t *testing.T) {
	c, err := load(t, "[[method]]\nname = 'KakaoPay'\npartial = false\nwindow = '720h'\n[[method]]\nname = 'newpay'\ngate_path = '/wallet/newpay/'\ncurrencies = ['KRW']")
	require.NoError(t, err)
	m, ok := ledger.NewMethods(c.Methods...).Lookup("kakaopay")
	require.True(t, ok)
	require.False(t, m.Partial)
	require.True(t, m.Full)
	require.Equal(t, 720*time.Hour, m.Window)
	require.Equal(t, "/v2/payment/wallet/kakaopay/refund", m.RefundPath())
	require.Equal(t, []money.Currency{"KRW"}, m.Currencies)
	m, ok = ledger.NewMethods(c.Methods...).Lookup("newpay")
	require.True(t, ok)
	require.Equal(t, "/v2/payment/wallet/newpay/refund", m.RefundPath())
}

func TestPlainHTTPIsForThisMachineOnly(t *testing.T) {
	for url, practice := range map[string]bool{"http://localhost:8080": true, "http://127.0.0.1:1": true, "http://[::1]:1": true, "https://api.ecommpay.com": false} {
		require.NoError(t, config.CheckURL(url))
		require.Equal(t, practice, config.Gate{URL: url}.Practice(), url)
	}
	for _, url := range []string{"", "api.ecommpay.com", "http://localhost.evil.example", "http://10.0.0.1", "https://h?x=1", "https://h#x", "http://0.0.0.0"} {
		require.Error(t, config.CheckURL(url), url)
	}
}

func TestPracticeNeverAsksTheRealDataAPI(t *testing.T) {
	for text, want := range map[string]string{
		"":                                      "https://data.ecommpay.com",
		"[gate]\nurl = 'http://127.0.0.1:8086'": "http://127.0.0.1:8086",
		"[gate]\nurl = 'http://127.0.0.1:8086'\n[data_api]\nurl = 'http://127.0.0.1:9'\ntimeout = '1s'": "http://127.0.0.1:9",
		"[data_api]\nurl = 'https://data.example/v1'":                                                   "https://data.example/v1",
	} {
		c, err := load(t, text)
		require.NoError(t, err)
		require.Equal(t, want, c.DataURL())
	}
}

func TestAPracticeLinkLeadsToTheStandIn(t *testing.T) {
	c, err := load(t, "[gate]\nurl = 'http://127.0.0.1:8090/'")
	require.NoError(t, err)
	require.Equal(t, "http://127.0.0.1:8090/payment", c.PageURL())
	c, err = load(t, "[gate]\nurl = 'http://127.0.0.1:8090'\n[payment_page]\nurl = 'http://localhost:1/p'")
	require.NoError(t, err)
	require.Equal(t, "http://localhost:1/p", c.PageURL(), "what is written holds")
}

package cli_test

import (
	"database/sql"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

type auditDoc struct {
	Valid   bool   `json:"valid"`
	Entries int64  `json:"entries"`
	Head    string `json:"head"`
	Bad     *struct {
		Seq int64  `json:"seq"`
		Why string `json:"why"`
	} `json:"bad"`
}

func TestAuditVerifyFindsAnEditedEntry(t *testing.T) {
	w := newWorld(t, "", "")
	w.pay("ABC123", 1000, "KRW")
	w.run("refund", "ABC123", "--yes", "--json").exits(0)
	var doc auditDoc
	w.run("audit", "verify", "--json").exits(0).into(&doc)
	require.True(t, doc.Valid)
	require.Positive(t, doc.Entries)
	require.Len(t, doc.Head, 64)

	db, err := sql.Open("sqlite", w.ledger)
	require.NoError(t, err)
	dropTriggers(t, db)
	_, err = db.Exec("UPDATE audit SET operator = 'somebody else' WHERE seq = 2")
	require.NoError(t, err)
	require.NoError(t, db.Close())
	doc = auditDoc{}
	w.run("audit", "verify", "--json").exits(1).into(&doc)
	require.False(t, doc.Valid)
	require.EqualValues(t, 2, doc.Bad.Seq)
	require.NotEmpty(t, doc.Bad.Why)
	require.EqualValues(t, 1, doc.Entries)
}

// dropTriggers takes away what keeps an ordinary program from editing the journal.
func dropTriggers(t *testing.T, db *sql.DB) {
	t.Helper()
	rows, err := db.Query("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'")
	require.NoError(t, err)
	var names []string
	for rows.Next() {
		var name string
		require.NoError(t, rows.Scan(&name))
		names = append(names, name)
	}
	require.NoError(t, rows.Close())
	for _, name := range names {
		_, err := db.Exec("DROP TRIGGER " + name)
		require.NoError(t, err)
	}
}

func TestConfigShowsWhereThingsComeFrom(t *testing.T) {
	w := newWorld(t, "", "")
	require.NoError(t, os.MkdirAll(filepath.Join(w.folder, "secrets"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(w.folder, "secrets", "5678"), []byte(secret+"-2"), 0o600))
	delete(w.env, "CONTRA_SECRET_5678")
	r := w.run("config", "--operator", "desk1", "--json").exits(0)
	require.NotContains(t, r.out, secret)
	var doc struct {
		Operator, Gate, Ledger struct{ Value, From string }
		Practice               bool
		Projects               []struct {
			ID     int64 `json:"project_id"`
			Secret string
		}
	}
	require.NoError(t, json.Unmarshal([]byte(r.out), &doc))
	require.Equal(t, "desk1", doc.Operator.Value)
	require.Equal(t, "--operator", doc.Operator.From)
	require.Equal(t, "$CONTRA_LEDGER", doc.Ledger.From)
	require.Equal(t, w.url, doc.Gate.Value)
	require.Equal(t, "configuration", doc.Gate.From)
	require.True(t, doc.Practice)
	require.Equal(t, "environment", doc.Projects[0].Secret)
	require.Equal(t, "file", doc.Projects[1].Secret)
	w.env["CONTRA_GATE_URL"] = "http://gate.example"
	w.run("config", "--json").fails(2, "usage")
	require.Contains(t, w.run("config", "--init").exits(0).out, "[gate]")
}

func TestConfigShowsWhereTheTokenOfTheDataAPIIsFound(t *testing.T) {
	w := newWorld(t, "", "")
	at := func() [3]string {
		var doc struct {
			DataAPI struct{ Token, Secret, Why string } `json:"data_api"`
		}
		require.NoError(t, json.Unmarshal([]byte(w.run("config", "--json").exits(0).out), &doc))
		return [3]string{doc.DataAPI.Token, doc.DataAPI.Secret, doc.DataAPI.Why}
	}
	require.Equal(t, [3]string{"nowhere", "nowhere", "no token of the Data API was found; no secret of the Data API's token was found"}, at())
	w.env["CONTRA_DATA_TOKEN"] = dataToken
	require.Equal(t, [3]string{"environment", "nowhere", "no secret of the Data API's token was found"}, at())
	require.Contains(t, w.run("config").exits(0).out, "token: environment  secret: nowhere (no secret of the Data API's token was found)")
	require.NoError(t, os.MkdirAll(filepath.Join(w.folder, "secrets"), 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(w.folder, "secrets", "data_secret"), []byte(dataSecret), 0o600))
	require.Equal(t, [3]string{"environment", "file", ""}, at())
	require.Regexp(t, `(?m)^Data API +token: environment  secret: file$`, w.run("config").exits(0).out)
	for _, said := range w.said {
		require.NotContains(t, said, dataToken)
		require.NotContains(t, said, dataSecret)
	}
}

func TestABrokenConfigurationIsNamed(t *testing.T) {
	w := newWorld(t, "", "nonsense = 3")
	r := w.run("payments", "--json").fails(1, "config")
	require.Contains(t, r.out, "nonsense")
	w.env["CONTRA_CONFIG"] = filepath.Join(w.folder, "nowhere.toml")
	require.Contains(t, w.run("payments").exits(0).err, "there is no configuration at")
}

func TestADamagedLedger(t *testing.T) {
	w := newWorld(t, "", "")
	require.NoError(t, os.WriteFile(w.ledger, []byte(strings.Repeat("not a ledger ", 1000)), 0o600))
	for _, args := range [][]string{{"payments"}, {"audit", "verify"}, {"settle"}} {
		w.run(append(args, "--json")...).fails(1, "ledger_damaged")
	}
	w.env["CONTRA_LEDGER"] = filepath.Join(w.folder, "none.db")
	w.run("payments", "--read-only", "--json").fails(1, "not_found")
}

func TestUsageIsOneDocumentToo(t *testing.T) {
	w := newWorld(t, "", "")
	for _, args := range []string{"--json --nonsense", "--nonsense payments --json", "paymets --json", "import --json", "audit --json", "audit check --json",
		"refund --json", "--json", "settle --wait soon --json", "sandbox --faults nonsense --json", "completion tcsh --json", "show --project x A --json",
		"refunds resend --json", "help nonsense --json", "demo --json", "listen extra --json"} {
		r := w.run(strings.Fields(args)...).fails(2, "usage")
		require.Empty(t, r.err, args)
	}
	r := w.run("paymets").exits(2)
	require.Empty(t, r.out)
	require.Contains(t, r.err, "did you mean payments?")
}

func TestCompletionScripts(t *testing.T) {
	w := newWorld(t, "", "")
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		require.Contains(t, w.run("completion", shell).exits(0).out, "contra", shell)
	}
	require.Contains(t, w.run("__complete", "refunds", "--state", "in").exits(0).out, "in_doubt")
	require.Contains(t, w.run("__complete", "payments", "status:succ").exits(0).out, "status:success")
}

package practice

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"contra/core/money"
	"contra/core/sandbox"
	"contra/core/sandbox/dataapi"
	"contra/ui/cli/app"
)

// platformOptions are what the stand-in does beside refunds.
type platformOptions struct {
	payTime app.Patience
	balance int64
	token   string
	rate    int
	forms   string
	shown   *practiceToken // nil when the secret is of the environment
}

// practiceToken is a token of the stand-in's Data API. It guards nothing.
type practiceToken struct {
	Token  string `json:"token"`
	Secret string `json:"secret"`
}

var practiceData = practiceToken{"PracticeTokenOfTheDataAPI12345", "practice-data"}

var forms = []string{string(dataapi.Plain), string(dataapi.Other), string(dataapi.Mixed)}

func (o *platformOptions) flags(f *pflag.FlagSet) {
	o.payTime = app.Patience(15 * time.Minute)
	f.Var(&o.payTime, "pay-time", "how long a customer has to pay a purchase that names no time")
	f.Int64Var(&o.balance, "balance", 0, "each project's opening balance in won; refunds beyond it are then declined with 3028")
	f.StringVar(&o.token, "data-token", "", "the `token` of the Data API, else CONTRA_DATA_TOKEN, else a practice token")
	f.IntVar(&o.rate, "data-rate", 60, "how many requests a minute the Data API takes; 0: any number")
	f.StringVar(&o.forms, "data-forms", string(dataapi.Plain), "how the Data API writes amounts and dates: plain, other or mixed")
}

// set puts them into the stand-in's own options.
func (o *platformOptions) set(cmd *cobra.Command, a *app.App, to *sandbox.Options) error {
	switch {
	case !slices.Contains(forms, o.forms):
		return app.Usage(cmd, "--data-forms is one of %s", strings.Join(forms, ", "))
	case o.rate < 0:
		return app.Usage(cmd, "--data-rate is a count")
	case o.payTime <= 0:
		return app.Usage(cmd, "--pay-time must be above zero")
	}
	to.PayTime, to.Forms = time.Duration(o.payTime), sandbox.Forms(o.forms)
	if to.DataRate = o.rate; o.rate == 0 {
		to.DataRate = -1
	}
	if cmd.Flags().Changed("balance") {
		to.Balances = map[int64]map[money.Currency]int64{}
		for id := range to.Projects {
			to.Balances[id] = map[money.Currency]int64{"KRW": o.balance}
		}
	}
	token := cmp.Or(o.token, a.Env.Getenv("CONTRA_DATA_TOKEN"), practiceData.Token)
	secret := a.Env.Getenv("CONTRA_DATA_SECRET")
	if secret == "" {
		secret = practiceData.Secret
		o.shown = &practiceToken{token, secret}
	}
	to.Tokens = map[string]sandbox.Token{token: {Secret: secret}}
	return nil
}

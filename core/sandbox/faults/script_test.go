package faults_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"contra/core/sandbox/faults"
)

func TestParseWritesBackTheSameScript(t *testing.T) {
	for in, out := range map[string]string{
		"": "",
		" decline@PAY-1 ; timeout_before@PAY-2:1;html:0.02;seed=7": "decline@pay-1;timeout_before@pay-2:1;html:0.02;seed=7",
		"error=2147,\ncallback_late=264h@KP-*":                     "error=2147;callback_late=264h0m0s@kp-*",
		"slow_drip:1.0":                                            "slow_drip:1.0",
		"timeout_after@Next-Purchase:1;pending@next-purchase":      "timeout_after@next-purchase:1;pending@next-purchase",
		"decline=20504@Order?7:3;status_blind:4":                   "decline=20504@order?7:3;status_blind:4",
	} {
		s, err := faults.Parse(in)
		require.NoError(t, err, in)
		require.Equal(t, out, s.String())
		again, err := faults.Parse(out)
		require.NoError(t, err)
		require.Equal(t, s, again)
	}
}

func TestParseNamesTheRuleThatIsWrong(t *testing.T) {
	for in, part := range map[string]string{
		"decline;nonsense@A":         `"nonsense@A": there is no fault "nonsense"`,
		"error":                      "error needs =CODE",
		"error=0":                    "code 0 is not a refusal",
		"decline=abc":                `"abc" is not a response code`,
		"html=5":                     "html takes no argument",
		"slow_drip=fast":             `"fast" is not a duration`,
		"slow_drip=-1s":              `"-1s" is not a duration`,
		"decline@":                   "a payment id must follow @",
		"decline@A:often":            `"often" is neither a count`,
		"decline:0":                  `"0" is neither a count`,
		"decline:1.5":                `"1.5" is not a probability`,
		"decline:0.0":                `"0.0" is not a probability`,
		"decline:NaN.0":              "is not a probability",
		"html;seed=x":                "the seed must be a whole number",
		"timeout_before@B:":          `"" is neither a count`,
		"reversal@next-purchase":     "reversal does not befall purchases",
		"dataapi_429@next-purchase":  "dataapi_429 does not befall purchases",
		"error=99999999999999999999": "is not a refusal",
	} {
		_, err := faults.Parse(in)
		require.ErrorContains(t, err, part, in)
	}
}

func TestEveryFaultIsExplainedAndCanBeWritten(t *testing.T) {
	seen := map[faults.Name]bool{}
	for _, f := range faults.All() {
		require.False(t, seen[f.Name], f.Name)
		seen[f.Name] = true
		require.NotEmpty(t, f.Text)
		text := string(f.Name)
		switch f.Argument {
		case faults.Code:
			text += "=20504"
		case faults.Duration:
			text += "=1s"
		}
		s, err := faults.Parse(text)
		require.NoError(t, err)
		require.Equal(t, text, s.String())
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"decline@PAY-1;timeout_before@PAY-2:1;html:0.02;seed=7", "error=1@*:0.5", "@:=;", "slow_drip=1h@[:2"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := faults.Parse(text)
		if err != nil {
			return
		}
		again, err := faults.Parse(s.String())
		require.NoError(t, err, "%q became %q", text, s.String())
		require.Equal(t, s.String(), again.String())
		faults.NewPicker(s, 1).Refund(1, text)
	})
}

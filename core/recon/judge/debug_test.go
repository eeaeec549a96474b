package judge_test

import (
	"encoding/json"
	"fmt"
	"os"

	"contra/core/recon"
)

func dump(in recon.Input, out recon.Result) {
	if os.Getenv("DUMP") == "" {
		return
	}
	for _, r := range in.Report {
		b, _ := json.Marshal(r)
		fmt.Println("R", string(b), "out", r.Flags)
	}
	for _, r := range in.Local {
		b, _ := json.Marshal(r)
		fmt.Println("L", string(b), "out", r.Flags)
	}
	b, _ := json.Marshal(in.Manual)
	fmt.Println("manual", string(b), "groups", in.Rules.Groups, in.Rules.Tolerance, len(in.Earlier), len(in.Twins))
	for _, l := range show(out) {
		fmt.Println(">", l)
	}
	b, _ = json.Marshal(out.Totals)
	fmt.Println(string(b))
}

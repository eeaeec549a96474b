package cli_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEditsCanBeTakenBack(t *testing.T) {
	w := shop(t, "")
	list := w.file("wanted.csv", "payment_id,amount\nA1,300\nA2,1500\nNOBODY,1\n")
	w.run("batch", "build", "--from", list, "--json").exits(3)
	b := w.run("batch", "set", "B1", "--column", "amount", "--value", "700", "--row", "2", "--json").exits(3).built()
	require.EqualValues(t, 1, b.Errors)
	require.Equal(t, []totalDoc{{"KRW", 2, 1000}}, b.Good)
	b = w.run("batch", "remove", "B1", "--which", "wrong", "--json").exits(0).built()
	require.EqualValues(t, 2, b.Rows)
	w.run("batch", "remove", "B1", "--which", "wrong", "--json").fails(1, "not_found")
	b = w.run("batch", "undo", "B1", "--json").exits(3).built()
	require.EqualValues(t, 3, b.Rows)
	b = w.run("batch", "redo", "B1", "--json").exits(0).built()
	require.EqualValues(t, 2, b.Rows)
	w.run("batch", "redo", "B1", "--json").fails(4, "wrong_state")
	w.run("batch", "set", "B1", "--column", "description", "--value", "order {payment_id}", "--all", "--json").exits(0)
	var s batchShowDoc
	w.run("batch", "show", "B1", "--json").exits(0).into(&s)
	require.Equal(t, "order A1", s.Items[0].Description)
	for _, wrong := range [][]string{{"--column", "amount", "--value", "1"}, {"--column", "nothing", "--value", "1", "--all"}, {"--column", "amount", "--all"},
		{"--column", "amount", "--value", "1", "--which", "strange"}, {"--column", "amount", "--value", "1", "--all", "--row", "1"}} {
		w.run(append([]string{"batch", "set", "B1", "--json"}, wrong...)...).fails(2, "usage")
	}
	w.run("batch", "set", "B1", "--column", "amount", "--value", "1", "--row", "77", "--json").fails(1, "not_found")
	w.run("batch", "rename", "B1", "Monday", "--json").exits(0)
	w.run("batch", "discard", "B1", "--json").exits(0)
	w.run("batch", "set", "B1", "--column", "amount", "--value", "1", "--all", "--json").fails(4, "wrong_state")
	var all batchesDoc
	w.run("batch", "list", "--json").exits(0).into(&all)
	require.Equal(t, "Monday", all.Items[0].Name)
	require.Equal(t, "discarded", all.Items[0].State)
	require.Zero(t, all.Items[0].Errors, "of the latest check")
}

func TestColumnsThatAreNotClear(t *testing.T) {
	w := shop(t, "")
	list := w.file("odd.csv", "Nr,Ref,To give back\n1,A1,300\n2,A2,400\n")
	r := w.run("batch", "build", "--from", list, "--json").fails(2, "usage")
	require.Contains(t, r.out, "To give back")
	require.Contains(t, r.out, "--map")
	b := w.run("batch", "build", "--from", list, "--map", "payment_id=Ref", "--map", "amount=to give back", "--json").exits(0).built()
	require.Equal(t, []totalDoc{{"KRW", 2, 700}}, b.Totals)
	require.EqualValues(t, 2, w.run("batch", "build", "--from", list, "--json").exits(0).built().Rows, "it was remembered")
	w.run("batch", "build", "--from", list, "--map", "payment_id=Other", "--json").fails(2, "usage")
	w.run("batch", "build", "--from", list, "--map", "payment=Ref", "--json").fails(2, "usage")
	w.run("batch", "build", "--from", list, "--map", "payment_id=#9", "--json").fails(2, "usage")
	w.run("batch", "build", "--json").fails(2, "usage")
	w.run("batch", "build", "--from", list, "--filter", "payment:A1", "--json").fails(2, "usage")
	w.run("batch", "build", "--filter", "nothing:A1", "--json").fails(2, "usage")
	w.run("batch", "build", "--filter", "payment:Z", "--json").fails(1, "not_found")
	w.run("batch", "build", "--from", filepath.Join(w.folder, "none.csv"), "--json").fails(1, "io")
}

package statement

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"contra/core/recon"
	"contra/core/recon/archive"
)

// The lists of the JSON form, behind the members of Document.
const (
	BreaksList    = "breaks"
	ExpectedList  = "expected"
	ToleratedList = "tolerated"
	ByHandList    = "by_hand" // pairs that a person put together
	RejectsList   = "rejects"
	IgnoredList   = "ignored_rows"
	LateList      = "late"
)

// JSON writes the statement without the rows that are matched by rule. Amounts
// are in minor units beside their currency.
func JSON(w io.Writer, s Statement) error {
	v, err := s.view()
	if err != nil {
		return err
	}
	head, err := encode(v.document(), "")
	if err != nil {
		return failed(err)
	}
	out := &lists{w: bufio.NewWriter(w)}
	out.w.Write(bytes.TrimSuffix(head, []byte("\n}")))
	kind := func(k archive.Kind) func() error {
		return func() error {
			for _, f := range v.findings {
				if f.Kind != k || k == archive.Paired && f.Pair.By != recon.ByHand {
					continue
				}
				i, err := v.item(f)
				if err != nil {
					return err
				}
				if err := out.add(i); err != nil {
					return err
				}
			}
			return nil
		}
	}
	err = errors.Join(
		out.list(BreaksList, kind(archive.Broken)), out.list(ExpectedList, kind(archive.Expected)), out.list(ToleratedList, kind(archive.Tolerated)),
		out.list(ByHandList, kind(archive.Paired)), out.list(RejectsList, func() error { return v.addRejects(out) }),
		out.list(IgnoredList, func() error { return v.addIgnored(out) }), out.list(LateList, func() error { return v.addLate(out) }))
	if err != nil {
		return failed(err)
	}
	out.w.WriteString("\n}\n")
	return failed(out.w.Flush())
}

func (v *view) addRejects(out *lists) error {
	return v.rejected(func(r *rejected) error {
		return out.add(Rejected{v.source(r.Report), r.Line, r.Column, string(r.Reason), r.Detail, r.Raw, r.PaymentID, r.OperationID, r.Mended})
	})
}

func (v *view) addIgnored(out *lists) error {
	for _, g := range v.Ignored {
		if err := out.add(LeftOut{g.Name, g.Rule, list(g.Lines)}); err != nil {
			return err
		}
	}
	return nil
}

func (v *view) addLate(out *lists) error {
	for _, l := range v.Late {
		if err := out.add(Afterwards{l.What, l.Subject, l.Was, l.Now, l.At.UTC()}); err != nil {
			return err
		}
	}
	return nil
}

// lists appends lists to an object, one value at a time.
type lists struct {
	w     *bufio.Writer
	begun bool // the present list has a value
}

func (l *lists) list(name string, values func() error) error {
	l.begun = false
	l.w.WriteString(",\n  \"" + name + "\": [")
	if err := values(); err != nil {
		return err
	}
	if l.begun {
		l.w.WriteString("\n  ")
	}
	l.w.WriteByte(']')
	return nil
}

func (l *lists) add(value any) error {
	text, err := encode(value, "    ")
	if err != nil {
		return err
	}
	if l.begun {
		l.w.WriteByte(',')
	}
	l.begun = true
	l.w.WriteString("\n    ")
	_, err = l.w.Write(text)
	return err
}

func encode(value any, prefix string) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent(prefix, "  ")
	err := enc.Encode(value)
	return bytes.TrimSuffix(out.Bytes(), []byte("\n")), err
}

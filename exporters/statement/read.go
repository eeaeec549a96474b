package statement

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// ReadJSON reads what JSON wrote. Each break, expectation, tolerance and match by
// hand goes to item, one by one, with the name of its list.
func ReadJSON(r io.Reader, item func(list string, i Item) error) (Document, error) {
	d := &decoder{allowed: &allowance{r: r}}
	d.Decoder = json.NewDecoder(d.allowed)
	if err := expect(d, json.Delim('{')); err != nil {
		return Document{}, err
	}
	members := map[string]json.RawMessage{}
	for d.More() {
		token, err := d.Token()
		if err != nil {
			return Document{}, err
		}
		name, _ := token.(string) // a member of an object has a name
		switch name {
		case BreaksList, ExpectedList, ToleratedList, ByHandList:
			err = values(d, func(i Item) error { return item(name, i) })
		case RejectsList, IgnoredList, LateList:
			err = values(d, func(json.RawMessage) error { return nil })
		default:
			var text json.RawMessage
			if _, twice := members[name]; twice {
				return Document{}, fmt.Errorf("%q is there twice", name)
			}
			err = d.Decode(&text)
			members[name] = text
		}
		if err != nil {
			return Document{}, err
		}
	}
	if err := expect(d, json.Delim('}')); err != nil {
		return Document{}, err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return Document{}, errors.New("something follows its end")
	}
	text, err := json.Marshal(members)
	if err != nil {
		return Document{}, err
	}
	var doc Document
	if err := json.Unmarshal(text, &doc); err != nil {
		return Document{}, err
	}
	if doc.Format != Format {
		return doc, fmt.Errorf("its format is %q, not %q", doc.Format, Format)
	}
	return doc, nil
}

// decoder reads value by value, none of them larger than is allowed.
type decoder struct {
	*json.Decoder
	allowed *allowance
}

func (d *decoder) Token() (json.Token, error) {
	d.allowed.used = 0
	return d.Decoder.Token()
}

func (d *decoder) Decode(value any) error {
	d.allowed.used = 0
	return d.Decoder.Decode(value)
}

// mostValue is how much one value may take, so that a hostile file does not fill the memory.
const mostValue = 64 << 20

var errTooLarge = errors.New("a value is too large")

type allowance struct {
	r    io.Reader
	used int
}

func (a *allowance) Read(p []byte) (int, error) {
	if a.used > mostValue {
		return 0, errTooLarge
	}
	n, err := a.r.Read(p)
	a.used += n
	return n, err
}

func values[T any](d *decoder, each func(T) error) error {
	if err := expect(d, json.Delim('[')); err != nil {
		return err
	}
	for d.More() {
		var value T
		if err := d.Decode(&value); err != nil {
			return err
		}
		if err := each(value); err != nil {
			return err
		}
	}
	return expect(d, json.Delim(']'))
}

func expect(d *decoder, want json.Delim) error {
	token, err := d.Token()
	if err == nil && token != want {
		err = fmt.Errorf("there is %v where %v belongs", token, want)
	}
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

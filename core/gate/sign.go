package gate

import "contra/core/gate/seal"

// Key is a project's secret made ready for many messages. It is safe for concurrent use.
type Key struct{ seal *seal.Key }

// NewKey prepares a secret.
func NewKey(secret string) *Key { return &Key{seal.NewKey(secret)} }

// Verify checks the signature that the message carries, in constant time. The
// error is ErrNoSignature, ErrBadSignature or ErrEmptySecret.
func (k *Key) Verify(d *Doc) (Order, error) {
	var err error
	d.order, err = k.seal.Verify(&d.Doc)
	return d.order, err
}

// Verify is Key.Verify for a single message.
func (d *Doc) Verify(secret string) (Order, error) { return NewKey(secret).Verify(d) }

// Verify decodes a message and checks the signature it carries. Beside the errors
// of Key.Verify there is *JSONError.
func Verify(secret string, doc []byte) (Order, error) {
	d, err := Decode(doc)
	if err != nil {
		return "", err
	}
	return d.Verify(secret)
}

// StringToSign is the text that a message's signature is made of, in natural
// order, numbers as written. The root may be a list.
func StringToSign(doc []byte) (string, error) {
	d, err := Decode(doc)
	if err != nil {
		return "", err
	}
	return seal.StringToSign(&d.Doc), nil
}

// Signature is the Base64 HMAC-SHA512 of StringToSign.
func Signature(secret string, doc []byte) (string, error) {
	d, err := Decode(doc)
	if err != nil {
		return "", err
	}
	return seal.NewKey(secret).Signature(&d.Doc)
}

// Sign gives the message, an object, with its signature, every other byte as it
// was. A signature that stands already, in either place, is replaced.
func Sign(secret string, doc []byte, at Place) ([]byte, error) {
	d, err := Decode(doc)
	if err != nil {
		return nil, err
	}
	signature, err := seal.NewKey(secret).Signature(&d.Doc)
	if err != nil {
		return nil, err
	}
	return seal.Put(&d.Doc, signature, at)
}

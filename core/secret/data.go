package secret

// dataNames are what the Data API's token and the token's secret are called, to a
// person, in the environment, and in the keyring and among the files.
var dataNames = [2]struct{ what, variable, user string }{
	{"token of the Data API was found", "CONTRA_DATA_TOKEN", "data_token"},
	{"secret of the Data API's token was found", "CONTRA_DATA_SECRET", "data_secret"},
}

// Data gives the Data API's token and the token's own secret, or a *ledger.Error
// with the places that were looked in.
func (b *Box) Data() (token, secret string, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for i := range dataNames {
		if b.data[i] != "" {
			continue
		}
		if b.data[i], _, err = b.seekData(i); err != nil {
			return "", "", err
		}
	}
	return b.data[0], b.data[1], nil
}

// seekData looks for one of dataNames as if it had never been found.
func (b *Box) seekData(i int) (string, Place, error) {
	name := dataNames[i]
	if s := b.Getenv(name.variable); s != "" {
		return s, Environment, nil
	}
	return b.stored(name.what, name.variable, name.user, b.file(name.user))
}

// PutData sets the Data API's token and its secret for this process only.
func (b *Box) PutData(token, secret string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.data = [2]string{token, secret}
}

package secret

// Place is where a secret is found. The names are a contract of the commands.
type Place string

// Places, in the order in which they are looked in.
const (
	Environment Place = "environment"
	Keyring     Place = "keyring"
	File        Place = "file"
	Nowhere     Place = "nowhere"
)

// Whereabouts tells where a secret would be found, and never what it is.
type Whereabouts struct {
	Place Place
	Err   error // why nowhere, a *ledger.Error
}

// Where tells where a project's secret would be found. What was Put for this
// process is in no place.
func (b *Box) Where(project int64) Whereabouts {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, place, err := b.seek(project)
	return Whereabouts{place, err}
}

// WhereData tells the same of the Data API's token and of the token's secret.
func (b *Box) WhereData() (token, secret Whereabouts) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var both [len(dataNames)]Whereabouts
	for i := range both {
		_, place, err := b.seekData(i)
		both[i] = Whereabouts{place, err}
	}
	return both[0], both[1]
}

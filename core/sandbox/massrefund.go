package sandbox

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"time"

	"contra/core/sandbox/massfile"
)

// Statuses of mass refunds. Done says that every row was formed and sent for
// processing, and nothing of what becomes of it.
const (
	MassProcessing = "processing"
	MassDone       = "done"
)

// MassRefund is a batch as the Dashboard lists it.
type MassRefund struct {
	ID         string    `json:"id"`
	Name       string    `json:"name"` // of the file
	Projects   []int64   `json:"project_ids"`
	Status     string    `json:"status"`
	Operations int       `json:"operations"` // rows of the file
	Succeeded  int       `json:"succeeded"`
	Declined   int       `json:"declined"` // and rows whose payment is not there, which have no operation
	Created    time.Time `json:"created_at"`
	SHA256     string    `json:"sha256"` // of the file
}

// Upload is the answer to a file that was taken.
type Upload struct {
	ID         string `json:"id"`
	Status     string `json:"status"`
	Operations int    `json:"operations"`
}

// UploadError is a file that was refused whole.
type UploadError = massfile.Refused

// massRefund is a batch with what only the platform knows.
type massRefund struct {
	MassRefund
	rows   []massfile.Row // not handed over yet
	made   []int64        // operations
	absent int            // rows without a payment
}

// UploadMassRefund takes a mass refund file as the Dashboard does and sends it
// at once: either the whole file becomes a batch, or the error is an
// *UploadError and nothing does. There is no idempotency: the same file taken
// again is another batch, and refunds again what the books allow.
func (p *Platform) UploadMassRefund(name string, data []byte) (Upload, error) {
	name = name[strings.LastIndexAny(name, `/\`)+1:] // as browsers send it
	known := p.books.Projects()
	rows, err := massfile.Read(name, data, massfile.Rules{Project: func(id int64) massfile.Standing {
		if _, ours := p.o.Projects[id]; ours {
			return massfile.Ours
		}
		if known[id] {
			return massfile.Foreign
		}
		return massfile.Unknown
	}})
	if err != nil {
		return Upload{}, err
	}
	sum := sha256.Sum256(data)
	m := &massRefund{rows: rows, MassRefund: MassRefund{
		Name: name, Projects: projectsOf(rows), Status: MassProcessing, Operations: len(rows),
		Created: p.o.Now(), SHA256: hex.EncodeToString(sum[:]),
	}}
	p.mu.Lock()
	m.ID = strconv.FormatUint(10_000_000+p.o.Seed%9_000*10_000+uint64(len(p.batches))+1, 10)
	p.batches = append(p.batches, m)
	answer := Upload{m.ID, m.Status, m.Operations}
	p.mu.Unlock()
	p.o.Log("mass refund %s of %d operations", m.ID, m.Operations)
	p.schedule.Go(p.o.RowDelay, func() { p.handOver(m) })
	return answer, nil
}

func projectsOf(rows []massfile.Row) []int64 {
	var all []int64
	seen := map[int64]bool{}
	for i := range rows {
		if id := rows[i].Project; !seen[id] {
			seen[id] = true
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return all
}

// MassRefunds lists the batches, oldest first.
func (p *Platform) MassRefunds() []MassRefund {
	p.mu.Lock()
	all := make([]massRefund, len(p.batches))
	for i, m := range p.batches {
		all[i] = *m
	}
	p.mu.Unlock()
	list := make([]MassRefund, len(all))
	for i, m := range all {
		m.Succeeded, m.Declined = p.books.Tally(m.made) // made only grows, behind what is read here
		m.Declined += m.absent
		list[i] = m.MassRefund
	}
	return list
}

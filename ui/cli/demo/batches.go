package demo

import (
	"context"
	"os"
	"path/filepath"

	"contra/core/batch"
	"contra/core/batch/clerk"
	"contra/core/sandbox"
)

// inFile is what becomes of the rows of the demo's uploaded file; each is the
// faults of one row.
var inFile = []string{"", "", "decline=20504", "", "pending", "", "callback_lost", ""}

// batches plays what a clerk did with mass refunds before today: a file that is
// uploaded and nearly through, and a list that is still a draft and has faults.
func (s *Session) batches(ctx context.Context, on []sandbox.Payment) error {
	if len(on) < len(inFile) {
		return nil // a demo of a few payments only
	}
	var wishes []batch.Wish
	for i, p := range on {
		amount := ""
		if i%3 == 1 {
			part := p.Amount
			part.Minor = part.Minor / 2 / 100 * 100
			amount = part.Plain()
		}
		wishes = append(wishes, batch.Wish{Line: i + 2, PaymentID: p.ID, Amount: amount, Description: "공연 취소"})
	}
	built, err := s.Desk.Batches.BuildList(ctx, wishes, clerk.New{Name: "공연 취소", Source: "cancelled-concert.xlsx"})
	if err != nil {
		return err
	}
	path := filepath.Join(s.folder, "refunds_1234_concert.csv")
	_, files, err := s.Desk.Batches.Export(ctx, built.Batch.ID, clerk.Export{Path: path, OnlyGood: true})
	if err != nil {
		return err
	}
	data, err := os.ReadFile(files[0].Path)
	if err != nil {
		return err
	}
	upload, err := s.Platform.UploadMassRefund(filepath.Base(path), data)
	if err != nil {
		return err
	}
	if _, err := s.Desk.Batches.MarkUploaded(ctx, built.Batch.ID, 0, upload.ID); err != nil {
		return err
	}
	return s.draft(ctx)
}

// draft is a list as people write them: a slip, an unknown payment, one twice.
func (s *Session) draft(ctx context.Context) error {
	var wishes []batch.Wish
	planted := s.Platform.Books().Payments()
	for i := 0; i < len(planted) && len(wishes) < 12; i++ {
		p := planted[i]
		if p.Method != "kakaopay" || p.Disputed || p.FullOnly || p.NoRefunds || p.Refunded() > 0 || p.Captured() == 0 {
			continue
		}
		w := batch.Wish{Line: len(wishes) + 2, PaymentID: p.ID, Description: "배송 지연 보상"}
		switch len(wishes) {
		case 3:
			w.Amount = "1500.5"
		case 6:
			over := p.Amount
			over.Minor *= 10
			w.Amount = over.Plain()
		case 8:
			w.PaymentID += "X"
		case 10:
			w.PaymentID = wishes[0].PaymentID
		}
		wishes = append(wishes, w)
	}
	if len(wishes) == 0 {
		return nil
	}
	_, err := s.Desk.Batches.BuildList(ctx, wishes, clerk.New{Name: "배송 지연", Source: "late-parcels.csv"})
	return err
}

package recon

// RowKey is the identity of a row of a report, the same in every layout and
// every report: its operation id, or, without one, its values.
func RowKey(r *Record) string {
	if r.OperationID != "" {
		return "op:" + r.OperationID
	}
	return "row:" + ValueKey(r)
}

// LocalKey is the identity of a local operation, or of a refund of ours that has none.
func LocalKey(r *Record) string {
	if r.OperationID != "" {
		return "op:" + r.OperationID + "@" + r.Key().ID
	}
	return "refund:" + r.RefundID
}

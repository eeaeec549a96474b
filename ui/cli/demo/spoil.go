package demo

import "bytes"

// spoiled makes callbacks that have to be rejected out of a good one: one that
// was changed on its way, one of a project that is not configured, one cut off.
func spoiled(good []byte) [][]byte {
	if len(good) == 0 {
		return nil
	}
	return [][]byte{
		bytes.Replace(good, []byte(`"status":"`), []byte(`"status":"un`), 1),
		bytes.Replace(good, []byte(`"project_id":`), []byte(`"project_id":9`), 1),
		good[:len(good)/2],
	}
}

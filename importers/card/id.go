package card

// InID tells whether an id is written as people write a card number, in four groups
// of four digits, and gives it masked. Ids of digits alone are common, and one in
// ten of them passes the check digit; those are spared.
func InID(id string) (masked string, found bool) {
	if len(id) != 19 {
		return "", false
	}
	for i := 0; i < len(id); i++ {
		if group := i%5 == 4; group && id[i] != ' ' && id[i] != '-' || !group && !digit(id[i]) {
			return "", false
		}
	}
	masked = MaskText(id)
	return masked, masked != id
}

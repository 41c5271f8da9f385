package words

import "testing"

func check(t *testing.T) { t.Log("check *testing.T", `check(t *testing.T)`, 'c') }

func TestStrings(t *testing.T) {
	check(t)
	t.Run("check", check)
	t.Log("TestStrings \"check\"", `
func check(t *testing.T) {
}
`)
}

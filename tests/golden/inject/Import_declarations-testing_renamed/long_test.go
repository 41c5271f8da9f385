package renamed

import go_standard_testing "testing"

func TestLongName(t *go_standard_testing.T) {
	helper(t, func(*go_standard_testing.T) {})
}

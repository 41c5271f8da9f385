package count_test

import (
	"golden/Package_clause-external_test_package"
	"testing"
)

func check(t *testing.T, n int) {
	if n != count.Words("a b c") {
		t.Error(n)
	}
}

func TestOutside(t *testing.T) { check(t, 3) }

package tested_test

import (
	. "golden/Import_declarations-dot_of_the_tested_package"
	"testing"
)

func check(t *testing.T, ok bool) {
	if !ok {
		t.Fatal()
	}
}

func e(t *testing.T) { t.Log() }

func iterBoth() {}

func TestBoth(t *testing.T) {
	check(t, Check())
	iterBoth()
	e(t)
}

package renamed

import (
	tst "testing"
)

func helper(t *tst.T, f func(*tst.T)) { f(t) }

func TestRenamed(t *tst.T) {
	helper(t, func(t *tst.T) { t.Log(tst.Short()) })
}

package alias

import "testing"

type (
	T    = testing.T
	Func = func(*T)
	TB   = testing.TB
)

func TestAlias(t *T) { run(t, func(t *T) { t.Log() }) }

func run(t *T, f Func) { f(t) }

func quiet(tb TB) {}

func TestMixed(t *testing.T) { run(t, TestAlias); quiet(t) }

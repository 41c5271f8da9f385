package vars

import "testing"

type namer interface{ Name() string }

var _ namer = (*testing.T)(nil)

var _, second = func(*testing.T) {}, func(t *testing.T) { t.Log(2) }

func TestSecond(t *testing.T) { second(t) }

package checker

import "testing"

type checker interface {
	check(t *testing.T)
	named
}

type named interface{ name() string }

type length int

func (l length) check(t *testing.T) { t.Log(l.name()) }
func (l length) name() string       { return "length" }

type all []checker

func (a all) check(t *testing.T) {
	for _, c := range a {
		t.Run(c.name(), c.check)
	}
}

func (all) name() string { return "all" }

var _ checker = all(nil)

func TestCheckers(t *testing.T) { all{length(1), all{length(2)}}.check(t) }

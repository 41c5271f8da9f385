package parser

import "testing"

func (p *Parser) check(t *testing.T) {
	if p.Depth() != 0 {
		t.Fatal(p)
	}
}

func (p *Parser) Run(t *testing.T) { p.check(t) }

func (p *Parser) quiet() {}

func TestCalls(t *testing.T) { New().check(t) }

func TestThrough(t *testing.T) { verify(t, New()) }

func verify(t *testing.T, p *Parser) { p.Run(t) }

func TestNew(t *testing.T) {
	New().quiet()
	t.Log(New().Depth())
}

func TestRunsSubtests(t *testing.T) {
	t.Run("no parser is here", func(t *testing.T) { t.Log() })
}

package setup

import (
	"os"
	"testing"
)

var filled []func(*testing.T)

var alsoFilled = map[string]func(*testing.T){}

var complete = []func(*testing.T){one}

func one(t *testing.T) { t.Log(1) }

func init() { filled = append(filled, one) }

func init() { fill() }

func fill() { alsoFilled["one"] = one }

func init() { os.Unsetenv("BENCHLINE_GOLDEN") }

func TestFilled(t *testing.T) {
	for _, f := range filled {
		f(t)
	}
}

func TestAlsoFilled(t *testing.T) { alsoFilled["one"](t) }

func TestComplete(t *testing.T) { complete[0](t) }

func TestNone(t *testing.T) { one(t) }

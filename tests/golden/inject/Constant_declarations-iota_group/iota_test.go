package constants

import "testing"

// color's method takes a *testing.T, so copies have a color of their own.
type color int

func (c color) check(t *testing.T, want int) {
	if int(c) != want {
		t.Errorf("%d, not %d", c, want)
	}
}

const (
	_   color = iota
	red       // 1
	green
	blue color = 1 << iota
	last       = blue

	unrelated = "text"
)

const single color = 9

func TestBlue(t *testing.T) { blue.check(t, 8) }

func TestGreen(t *testing.T) {
	green.check(t, 2)
	single.check(t, 9)
	t.Log(unrelated)
}

package taken

import "testing"

// T is another type, which a copy must not embed.
type T int

type loud struct{ *testing.T }

func (l loud) shout() { l.T.Log("!") }

func TestSelector(t *testing.T) { loud{t}.shout() }

func TestPlain(t *testing.T) { t.Log(T(1)) }

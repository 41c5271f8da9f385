package named

import (
	"errors"
	"testing"
)

func open(t *testing.T, fail bool) (name string, close func(*testing.T), err error) {
	defer func() {
		if fail {
			name, err = "", errors.New("no")
		}
	}()
	name, close = "file", func(t *testing.T) { t.Helper() }
	return
}

func TestNamed(t *testing.T) {
	name, close, err := open(t, false)
	close(t)
	if name != "file" || err != nil {
		t.Fatal(name, err)
	}
	if _, _, err := open(t, true); err == nil {
		t.Fatal("no error")
	}
}

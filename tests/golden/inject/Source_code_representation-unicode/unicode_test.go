package unicode

import "testing"

type größe struct{ t *testing.T }

func (g größe) prüfe(ok bool) {
	if !ok {
		g.t.Error("größe")
	}
}

func 検査(t *testing.T, ok bool) {
	if !ok {
		t.Fatal("検査")
	}
}

func TestÜber(t *testing.T) {
	größe{t}.prüfe(len("世界") == 6)
	検査(t, "ä" < "ö")
}

func Test世界(t *testing.T) { 検査(t, true) }

package local

import "testing"

type list struct{ len, cap int }

func (l list) append() list { return list{len: l.len + 1} }

func TestList(t *testing.T) {
	len, string, panic := 1, "", list{}.append()
	t.Log(len, string, panic)
}

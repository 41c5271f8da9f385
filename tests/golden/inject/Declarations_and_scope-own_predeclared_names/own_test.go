package own

import "testing"

type item struct{ next *item }

func new() *item { return &item{} }

func len(list *item) (n int) {
	for ; list != nil; list = list.next {
		n++
	}
	return n
}

func TestList(t *testing.T) {
	if len(new()) != 1 {
		t.Fatal()
	}
}

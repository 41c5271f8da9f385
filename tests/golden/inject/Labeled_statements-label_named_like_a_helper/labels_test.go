package labels

import "testing"

func outer(t *testing.T) bool { t.Helper(); return true }

func TestLabels(t *testing.T) {
outer:
	for i := 0; i < 3; i++ {
	TestLabels:
		for {
			switch {
			case !outer(t):
				break TestLabels
			case i == 1:
				break outer
			default:
				continue outer
			}
		}
	}
select_:
	select {
	default:
		break select_
	}
t:
	for t := 0; t < 1; t++ {
		continue t
	}
}

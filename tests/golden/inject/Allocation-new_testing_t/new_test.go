package fresh

import "testing"

func TestNew(t *testing.T) {
	var zero testing.T
	for _, u := range []*testing.T{new(testing.T), {}, &testing.T{}, &zero} {
		done := make(chan struct{})
		go func(u *testing.T) {
			defer close(done)
			stop(u)
		}(u)
		<-done
		if !u.Failed() {
			t.Error("did not fail")
		}
	}
	if t.Failed() {
		t.Error("failed itself")
	}
}

func stop(t *testing.T) { t.FailNow() }

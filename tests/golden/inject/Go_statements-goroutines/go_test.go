package goroutines

import (
	"sync"
	"testing"
)

func work(t *testing.T, done func()) {
	defer done()
	t.Log("working")
}

func TestGoroutines(t *testing.T) {
	var group sync.WaitGroup
	group.Add(2)
	go work(t, group.Done)
	go func(t *testing.T) {
		defer group.Done()
		t.Log()
	}(t)
	group.Wait()
}

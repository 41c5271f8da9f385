package channels

import "testing"

type jobs chan func(*testing.T)

func worker(in <-chan func(*testing.T), out chan<- *testing.T, t *testing.T) {
	for job := range in {
		job(t)
	}
	out <- t
}

func TestChannels(t *testing.T) {
	in, out := make(jobs, 2), make(chan *testing.T, 1)
	in <- func(t *testing.T) { t.Log() }
	in <- TestNothing
	close(in)
	worker(in, out, t)
	select {
	case u := <-out:
		u.Log()
	default:
		t.Fatal()
	}
}

func TestNothing(t *testing.T) {}

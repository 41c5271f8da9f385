// Package imports uses what it imports only once.
package imports

import (
	"os"
	tt "testing"

	"example.com/heal/need"
)

func TestOnce(t *tt.T) { need.Take(t) }

func TestEnvironment(t *tt.T) { t.Setenv("HEAL", os.Getenv("HOME")) }

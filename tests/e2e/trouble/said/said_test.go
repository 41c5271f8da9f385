// Package said has a TestMain that says who it is, which is a file of this run's own, and ends.
package said

import (
	"fmt"
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	fmt.Fprintln(os.Stderr, os.Args[0]+": no settings")
	os.Exit(3)
}

func TestSettings(t *testing.T) {}

package mains

import (
	"os"
	"testing"
)

var env struct {
	dir string
	log func(t *testing.T)
}

var dir string

func TestMain(m *testing.M) {
	dir = os.TempDir()
	env.dir = dir
	os.Exit(m.Run())
}

func TestPlainVariable(t *testing.T) { t.Log(dir) }

func TestSetUp(t *testing.T) { t.Log(env.dir) }

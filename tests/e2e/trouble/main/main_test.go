// Package main has a TestMain that never runs anything.
package main

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) { os.Exit(0) }

func TestNever(t *testing.T) {}

package test

import "testing"

func TestFine(t *testing.T) {}

func TestBad(t *testing.T) { undefined(t) }

package files_test

import "testing"

func TestOutside(t *testing.T) { t.Log() }

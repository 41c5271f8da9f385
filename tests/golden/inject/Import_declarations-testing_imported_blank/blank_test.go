package blank

import _ "testing"

import "testing"

func TestBlank(t *testing.T) { t.Log() }

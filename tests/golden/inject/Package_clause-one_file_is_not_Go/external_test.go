package partly_test

import "testing"

func TestExternal(t *testing.T) { t.Log("the other package goes on") }

package tag

import "testing"

// tagged would not be formatted any more with a shorter name before its tag.
type tagged struct {
	*testing.T `json:"t"`
	n          int
}

func TestSelector(t *testing.T) { tagged{t, 1}.T.Log("!") }

//go:build go1.25

package empty

import "testing"

var line = []byte("a line\n")

func TestOutput(t *testing.T) {
	t.Output().Write(line)
	t.Attr("key", "value")
}

package ignored

import "testing"

func TestIgnored(t *testing.T) {}

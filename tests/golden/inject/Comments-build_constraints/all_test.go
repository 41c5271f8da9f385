package constraints

import "testing"

func TestEverywhere(t *testing.T) { onThisSystem(t) }

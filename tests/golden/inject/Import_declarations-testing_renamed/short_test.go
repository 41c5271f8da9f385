package renamed

import b "testing"

func TestShortName(t *b.T) { t.Log() }

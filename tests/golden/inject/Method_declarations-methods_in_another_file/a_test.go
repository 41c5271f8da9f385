package files

import "testing"

func TestMethods(t *testing.T) { client{}.get(t, "/") }

func (c client) get(t *testing.T, path string) { t.Log(path, c) }

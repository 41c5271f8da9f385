//go:build linux
// +build linux

package tags

import "example.com/heal/need"

func TestTagged(t *need.T) { t.Helper() }

package imports

import "example.com/heal/need"

func TestAlias(t *need.T) { t.Helper() }

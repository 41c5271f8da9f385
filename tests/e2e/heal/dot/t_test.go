package dot

import . "example.com/heal/need"

func TestDotted(t *T) { t.Helper() }

package files

import tst "testing"

func fail(t *tst.T) { t.Fatal() }

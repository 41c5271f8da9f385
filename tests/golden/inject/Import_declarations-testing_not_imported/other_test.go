package alias

func TestElsewhere(t *T) { helper(t) }

func helper(t *T) { t.Log() }

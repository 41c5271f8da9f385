package expressions

import "testing"

var logger = (*testing.T).Log

func TestExpressions(t *testing.T) {
	logger(t, 1)
	(*testing.T).Log(t, 2)
	run := (*testing.T).Run
	run(t, "sub", func(t *testing.T) { (*testing.T).Helper(t) })
}

package twice

import (
	"testing"
	. "testing"
	_ "testing"
	one "testing"
	two "testing"
)

func helper(t *testing.T) *T { return t }

func TestTwice(t *one.T) {
	var u *two.T = helper(t)
	u.Log()
}

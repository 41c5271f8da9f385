package comments

import "testing"

// TestComments has comments that speak of TestComments, helper and testing.T.
func TestComments( /* the */ t /* only */ *testing.T /* parameter */) { // helper(t)
	/* helper */
	helper(t) // testing.T
	// the last word
} // TestComments ends here

// helper helps.
func helper(t *testing.T) {
	t.Log("helper", `testing.T`) /* testing.T */
} /* end */

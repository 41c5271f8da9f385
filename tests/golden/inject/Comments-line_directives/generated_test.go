package generated

import "testing"

//line grammar.y:10
func TestFromGrammar(t *testing.T) {
	t.Log("line 11 of grammar.y")
}

func TestBlock(t *testing.T) {
	/*line other.y:7:3*/ t.Log("line 7 of other.y")
}

//line :1

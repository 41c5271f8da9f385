package shadow

import "testing"

func check(t *testing.T, ok bool) {
	if !ok {
		t.Fatal()
	}
}

type box struct{ check bool }

func (b box) verify() bool { return b.check }

func TestShadows(t *testing.T) {
	check(t, true)
	b := box{check: true}
	check(t, b.check)
	{
		check := b.verify()
		_ = box{check: check}
		_ = map[bool]int{check: 1}
	}
	func(check bool) { _ = check }(true)
	for check := 0; check < 1; check++ {
		_ = check
	}
	check(t, b.verify())
check:
	for range "ab" {
		continue check
	}
	switch check := interface{}(b).(type) {
	case box:
		_ = check.check
	}
	if check := 1; check > 0 {
		_ = check
	}
	var check = check
	check(t, true)
}

func TestNamedLikeItself(t *testing.T) {
	TestNamedLikeItself := 1
	_ = TestNamedLikeItself
}

func TestParameterNamedLikeHelper(check *testing.T) { check.Log() }

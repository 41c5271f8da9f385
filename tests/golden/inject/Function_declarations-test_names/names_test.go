package names

import "testing"

func Test(t *testing.T) { t.Log() }

func Test_(t *testing.T) { t.Log() }

func Test_under(t *testing.T) { t.Log() }

func Test1(t *testing.T) { t.Log() }

func TestA(t *testing.T) { t.Log() }

func TestÄ(t *testing.T) { t.Log() }

func TestMain(t *testing.T) { t.Log() }

// Not tests: the letter after Test is a small one.

func Testing(t *testing.T, n int) { t.Log(n) }

func Testä(t *testing.T, n int) { t.Log(n) }

func test(t *testing.T) { t.Log() }

func TestAll(t *testing.T) {
	Testing(t, 1)
	Testä(t, 2)
	test(t)
}

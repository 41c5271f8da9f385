// Package many has more errors than the compiler shows at once.
package many

import (
	"testing"

	"example.com/heal/need"
)

func Test01(t *testing.T) { need.Take(t) }

func Test02(t *testing.T) { need.Take(t) }

func Test03(t *testing.T) { need.Take(t) }

func Test04(t *testing.T) { need.Take(t) }

func Test05(t *testing.T) { need.Take(t) }

func Test06(t *testing.T) { need.Take(t) }

func Test07(t *testing.T) { need.Take(t) }

func Test08(t *testing.T) { need.Take(t) }

func Test09(t *testing.T) { need.Take(t) }

func Test10(t *testing.T) { need.Take(t) }

func Test11(t *testing.T) { need.Take(t) }

func Test12(t *testing.T) { need.Take(t) }

func Test13(t *testing.T) { need.Take(t) }

func TestFree(t *testing.T) { t.Helper() }

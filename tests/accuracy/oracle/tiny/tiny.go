//go:build oracle

// Package runtime, as far as the oracle adds to it (../tiny.go).
package runtime

// oracleTesting reports whether what is being allocated is package testing's: whether, from the
// allocation to the bottom of the stack, a function of that comes before any from outside the standard
// library, or whether somewhere there is a method that logs. It is asked only while every allocation
// is profiled, and says the same as oracleWhose, which looks at the profile.
func oracleTesting() bool {
	if MemProfileRate != 1 {
		return false
	}
	var stack [64]uintptr
	depth := callers(1, stack[:])
	decided := false
	for _, pc := range stack[:depth] {
		name := oracleName(pc)
		if len(name) > 8 && name[:8] == "testing." {
			if !decided || oracleLogs(name) {
				return true
			}
		} else if !oracleStandard(name) {
			decided = true
		}
	}
	return false
}

func oracleName(pc uintptr) string {
	f := findfunc(pc)
	if !f.valid() {
		return ""
	}
	if pc > f.entry() {
		pc-- // it is where the call returns to
	}
	unwinder, frame := newInlineUnwinder(f, pc)
	function := unwinder.srcFunc(frame)
	return function.name()
}

func oracleLogs(name string) bool {
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '.' {
			name = name[i+1:]
			break
		}
	}
	switch name {
	case "Log", "Logf", "log", "logDepth", "Error", "Errorf", "Fatal", "Fatalf", "Skip", "Skipf":
		return true
	}
	return false
}

func oracleStandard(name string) bool {
	dot := false
	for i := 0; i < len(name); i++ {
		if name[i] == '/' {
			return !dot
		}
		dot = dot || name[i] == '.'
	}
	return true
}

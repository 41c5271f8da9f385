package benchline

import (
	benchlineOS "os"
	benchlineTesting "testing"
)

// benchlineNowhere is where the output of examples goes: the null device, opened once.
var (
	benchlineNowhere *benchlineOS.File
	benchlineDevNull = benchlineOS.DevNull
)

// benchlineExample is the body of every benchmark that is made of an example: one call of it is one
// operation. What it prints is thrown away, where the testing package would compare it.
func benchlineExample(b *benchlineTesting.B, name string, example func()) {
	var err error
	if benchlineNowhere == nil {
		benchlineNowhere, err = benchlineOS.OpenFile(benchlineDevNull, benchlineOS.O_WRONLY, 0)
	}
	stdout := benchlineOS.Stdout
	defer func() { benchlineOS.Stdout = stdout }()
	benchlineRun(b, name, func(t *benchline) {
		if err != nil {
			t.Fatal(err)
		}
		benchlineOS.Stdout = benchlineNowhere // whatever the example has made of it before
		example()
	})
}

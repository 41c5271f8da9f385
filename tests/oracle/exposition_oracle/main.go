// Exposition_oracle checks a text in Prometheus' exposition format with Prometheus' own parser and
// linter, which is what `promtool check metrics` does, and that no two lines have the same labels.
//
//	exposition_oracle <TEXT
//
// It prints what is wrong and exits 1, or prints how many lines there are.
package main

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/prometheus/client_golang/prometheus/testutil/promlint"
	"github.com/prometheus/common/expfmt"
)

func check(text []byte) (lines int, problems []string) {
	var parser expfmt.TextParser
	families, err := parser.TextToMetricFamilies(bytes.NewReader(text))
	if err != nil {
		return 0, []string{err.Error()}
	}
	for name, family := range families {
		seen := map[string]bool{}
		for _, metric := range family.Metric {
			lines++
			labels := fmt.Sprint(metric.Label)
			if seen[labels] {
				problems = append(problems, fmt.Sprintf("%s%s twice", name, labels))
			}
			seen[labels] = true
		}
	}
	found, err := promlint.New(bytes.NewReader(text)).Lint()
	if err != nil {
		problems = append(problems, err.Error())
	}
	for _, problem := range found {
		problems = append(problems, problem.Metric+": "+problem.Text)
	}
	return lines, problems
}

func main() {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	lines, problems := check(text)
	for _, problem := range problems {
		fmt.Println(problem)
	}
	if len(problems) > 0 || lines == 0 {
		os.Exit(1)
	}
	fmt.Println(lines, "lines")
}

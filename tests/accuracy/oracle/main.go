// Oracle measures what the tests of a module allocate, independently of benchline: docs/accuracy.md
// tells how. It is given nothing of benchline's and shares no code with it.
//
//	oracle measure [-go GO] [-repeats N] MODULE WORK   writes WORK/figures
//	oracle verdicts [-repeats N] WORK/figures          what they say, one test a line
//	oracle compare -out DOCUMENT FOLDER                what FOLDER's measurements say (report.go)
package main

import (
	"flag"
	"fmt"
	"os"
	"sort"
	"strconv"
)

func main() {
	if len(os.Args) < 2 {
		usage()
	}
	arguments := os.Args[2:]
	var err error
	switch os.Args[1] {
	case "measure":
		err = measureCommand(arguments)
	case "verdicts":
		err = verdictsCommand(arguments)
	case "compare":
		err = compareCommand(arguments)
	default:
		usage()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "oracle:", err)
		os.Exit(1)
	}
}

func usage() {
	fmt.Fprintln(os.Stderr, "usage: oracle measure [-go GO] [-repeats N] [-jobs N] MODULE WORK")
	fmt.Fprintln(os.Stderr, "       oracle verdicts [-repeats N] FIGURES")
	fmt.Fprintln(os.Stderr, "       oracle compare -out DOCUMENT FOLDER")
	os.Exit(2)
}

func measureCommand(arguments []string) error {
	flags := flag.NewFlagSet("measure", flag.ExitOnError)
	goCommand := flags.String("go", "go", "the go command")
	repeats := flags.Int("repeats", 3, "processes that measure each package")
	jobs := flags.Int("jobs", 2, "packages at a time")
	flags.Parse(arguments)
	if flags.NArg() != 2 {
		usage()
	}
	oracle := &oracle{goCommand: *goCommand, repeats: *repeats, module: flags.Arg(0), work: flags.Arg(1)}
	return oracle.measure(*jobs)
}

// verdictsCommand prints IMPORT-PATH.TEST CLASS ALLOCS BYTES, with a ? for what is not the same in all
// repeats; or why there are no figures.
func verdictsCommand(arguments []string) error {
	flags := flag.NewFlagSet("verdicts", flag.ExitOnError)
	repeats := flags.Int("repeats", 3, "processes that measured each package")
	flags.Parse(arguments)
	if flags.NArg() != 1 {
		usage()
	}
	var p project
	if err := p.readFigures(flags.Arg(0)); err != nil {
		return err
	}
	var lines []string
	for key, f := range p.findings {
		line := key.importPath + "." + key.name + " "
		v := f.judge(*repeats)
		switch {
		case key.name == "-":
			continue
		case v.class == "":
			line += f.trouble
		default:
			line += fmt.Sprintf("%s %s %s", v.class, sure(v.allocs, v.sureOfAllocs), sure(v.bytes, v.sureOfBytes))
		}
		lines = append(lines, line)
	}
	sort.Strings(lines)
	for _, line := range append(lines, p.troubles...) {
		fmt.Println(line)
	}
	return nil
}

func sure(value int, is bool) string {
	if !is {
		return "?"
	}
	return strconv.Itoa(value)
}

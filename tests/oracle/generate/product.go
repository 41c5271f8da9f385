package main

import (
	"bytes"
	"strings"
)

// The exhaustive cases are families. A family knows how many cases it has and makes any of them from
// its number alone, so that a case can be named, shown and shared out without keeping any.
type family struct {
	name string
	size int
	make func(out *bytes.Buffer, i int)
}

// digits takes a case's number apart: the next digit to a base is what remains divided by it.
type digits int

func (d *digits) next(base int) int {
	digit := int(*d) % base
	*d /= digits(base)
	return digit
}

func pick(d *digits, list []string) string { return list[d.next(len(list))] }

// fill puts a text in every hole of a frame.
func fill(frame, text string) string { return strings.ReplaceAll(frame, hole, text) }

// frameSource writes a whole file. A frame for a statement becomes the body of a function.
func frameSource(out *bytes.Buffer, frame, text string) {
	out.WriteString("package p\n")
	for {
		before, after, found := strings.Cut(frame, hole)
		out.WriteString(before)
		if !found {
			break
		}
		out.WriteString(text)
		frame = after
	}
	out.WriteString("\n")
}

func inBody(statements []string) (frames []string) {
	for _, statement := range statements {
		frames = append(frames, "func f(a, b int) (c T) {\n"+statement+"\n}")
	}
	return frames
}

func join(lists ...[]string) (all []string) {
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

// families lists all exhaustive cases. At level 0 of every two or three lists that are multiplied one is
// the short one, coreOperands or coreStatements; from level 1 on all are whole, and the strings are
// longer by a piece for each level.
func families(level int) []family {
	frames := join(declFrames, inBody(headerFrames), inBody(statementFrames))
	operands := join(expressions, types)
	some, someStatements := coreOperands, coreStatements
	if level > 0 {
		some, someStatements = operands, statements
	}
	return append([]family{
		inContexts("frames x operands", frames, []string{hole}, operands),
		inContexts("frames x contexts x core operands", frames, contexts, some),
		inContexts("core frames x contexts x operands", coreFrames, contexts, operands),
		perturbed("frames x core operands x perturbations", frames, some),
		pairs("core frames x pairs of core operands", coreFrames, some),
		{"statements x places", len(statementPlaces) * len(statements) * len(someStatements) * len(separators),
			func(out *bytes.Buffer, i int) {
				d := digits(i)
				first, second, separator := pick(&d, statements), pick(&d, someStatements), pick(&d, separators)
				frameSource(out, pick(&d, statementPlaces), first+separator+second)
			}},
		{"declarations x declarations", len(declarations) * len(declarations) * len(separators),
			func(out *bytes.Buffer, i int) {
				d := digits(i)
				first, second, separator := pick(&d, declarations), pick(&d, declarations), pick(&d, separators)
				frameSource(out, first+separator+second, "")
			}},
		{"scopes", len(scopes) * len(scopeUses) * len(scopeUses),
			func(out *bytes.Buffer, i int) {
				d := digits(i)
				first, second := pick(&d, scopeUses), pick(&d, scopeUses)
				frameSource(out, strings.ReplaceAll(pick(&d, scopes), secondHole, second), first)
			}},
		{"oddities", len(oddities), func(out *bytes.Buffer, i int) { out.WriteString(oddities[i]) }},
	}, sequences(level)...)
}

func inContexts(name string, frames, contexts, operands []string) family {
	return family{name, len(frames) * len(contexts) * len(operands), func(out *bytes.Buffer, i int) {
		d := digits(i)
		operand, context := pick(&d, operands), pick(&d, contexts)
		frameSource(out, pick(&d, frames), fill(context, operand))
	}}
}

func perturbed(name string, frames, operands []string) family {
	return family{name, len(frames) * len(operands) * len(perturbations), func(out *bytes.Buffer, i int) {
		d := digits(i)
		operand, perturb := pick(&d, operands), perturbations[d.next(len(perturbations))]
		out.Write(perturb(pick(&d, frames), operand))
	}}
}

func pairs(name string, frames, operands []string) family {
	size := len(frames) * len(pairContexts) * len(operands) * len(operands)
	return family{name, size, func(out *bytes.Buffer, i int) {
		d := digits(i)
		first, second := pick(&d, operands), pick(&d, operands)
		context := strings.ReplaceAll(pick(&d, pairContexts), secondHole, second)
		frameSource(out, pick(&d, frames), fill(context, first))
	}}
}

// A perturbation puts an operand in a frame with something small amiss, or only unusual.
type perturbation func(frame, operand string) []byte

func perturbOperand(pattern string) perturbation {
	return func(frame, operand string) []byte {
		var out bytes.Buffer
		frameSource(&out, frame, fill(pattern, operand))
		return out.Bytes()
	}
}

func perturbSource(change func(source []byte) []byte) perturbation {
	return func(frame, operand string) []byte {
		var out bytes.Buffer
		frameSource(&out, frame, operand)
		return change(out.Bytes())
	}
}

var perturbations = []perturbation{
	perturbOperand("(@)"), perturbOperand("((@))"), perturbOperand("@\n"), perturbOperand("\n@"),
	perturbOperand("@,"), perturbOperand(",@"), perturbOperand("@;"), perturbOperand(";@"),
	perturbOperand("...@"), perturbOperand("@..."), perturbOperand("*@"), perturbOperand("~@"),
	perturbOperand("@ //\n"), perturbOperand("/*\n*/@"), perturbOperand("@/*\n*/"), perturbOperand("@ @"),
	perturbOperand("@{}"), perturbOperand("(@){}"), perturbOperand("@.(type)"), perturbOperand(""),
	perturbOperand("@:"), perturbOperand("x:@"), perturbOperand("@=x"), perturbOperand("@:=x"),
	perturbOperand("\uFEFF@"), perturbOperand("@\x00"), perturbOperand("@\r\n"), perturbOperand("`\r`+@"),
	perturbSource(func(s []byte) []byte { return bytes.ReplaceAll(s, []byte("\n"), []byte("\r\n")) }),
	perturbSource(func(s []byte) []byte { return append([]byte("\uFEFF"), s...) }),
	perturbSource(func(s []byte) []byte { return bytes.ReplaceAll(s, []byte("x"), []byte("é𝔘")) }),
	perturbSource(func(s []byte) []byte { return bytes.ReplaceAll(s, []byte(" "), []byte("\n")) }),
	perturbSource(func(s []byte) []byte { return bytes.TrimRight(s, "\n") }),
	perturbSource(func(s []byte) []byte { return bytes.TrimRight(s, "}\n") }),
	perturbSource(func(s []byte) []byte { return append(s, '}') }),
}

// sequence is every string of at most `length` pieces between two fixed texts.
type sequence struct {
	name, before, pieces, after string
	length                      int
}

func (s *sequence) family(level int) family {
	pieces := strings.Split(s.pieces, " ")
	for i, piece := range pieces {
		pieces[i] = unescape.Replace(piece)
	}
	size, power := 0, 1
	for length := 0; length <= s.length+level; length++ {
		size, power = size+power, power*len(pieces)
	}
	return family{s.name, size, func(out *bytes.Buffer, i int) {
		out.WriteString(s.before)
		for block, length := 1, 0; ; block, length = block*len(pieces), length+1 {
			if i < block {
				for d := digits(i); length > 0; length-- {
					out.WriteString(pick(&d, pieces))
				}
				break
			}
			i -= block
		}
		out.WriteString(s.after)
	}}
}

// Pieces are separated by blanks, so a blank in one is written as an underscore.
var unescape = strings.NewReplacer("␣", " ", "␤", "\n", "␍", "\r", "␀", "\x00", "␇", "\uFEFF", "�", "\xff")

func sequences(level int) (all []family) {
	for i := range sequenceList {
		all = append(all, sequenceList[i].family(level))
	}
	return all
}

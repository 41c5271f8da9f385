package main

import (
	"bytes"
	"fmt"
)

// A difference is how the two parsers disagree on a source; "" when they agree.
type difference string

const (
	agree        difference = ""
	onlyGo       difference = "go/parser accepts it, benchline does not"
	onlyOurs     difference = "benchline accepts it, go/parser does not"
	treeDiffers  difference = "the trees differ"
	nameDiffers  difference = "what is left unresolved differs"
	boundDiffers difference = "an identifier is bound elsewhere"
)

var (
	kindIdent = number(kindNames, "Ident")
	hasAux    = auxKinds("ValueSpec", "Field", "CallExpr", "BinaryExpr", "ChanType", "AssignStmt", "CaseClause")
)

// auxKinds marks the kinds whose aux says something about the source that go/ast says too.
func auxKinds(kinds ...string) (all [256]bool) {
	for _, kind := range kinds {
		all[number(kindNames, kind)] = true
	}
	return all
}

// pair is both parsers, for one goroutine.
type pair struct {
	model *model
	front *frontEnd
}

func newPair() *pair  { return &pair{newModel(), newFrontEnd()} }
func (p *pair) free() { p.front.free() }

// compare parses a source twice. The results are good until the next call.
func (p *pair) compare(source []byte, fresh bool) (want, got *result, differs difference) {
	want, got = p.model.parse(source), p.front.parse(source, fresh)
	return want, got, differenceOf(want, got)
}

func differenceOf(want, got *result) difference {
	if want.accepted != got.accepted {
		if want.accepted {
			return onlyGo
		}
		return onlyOurs
	}
	if len(want.nodes) != len(got.nodes) {
		return treeDiffers
	}
	differs := agree
	for i := range want.nodes {
		d := nodeDifference(&want.nodes[i], &got.nodes[i])
		if d == treeDiffers {
			return d
		}
		if differs == agree && !want.leaky {
			differs = d
		}
	}
	return differs
}

func nodeDifference(want, got *node) difference {
	if want.kind != got.kind || want.start != got.start || want.end != got.end || want.op != got.op {
		return treeDiffers
	}
	if want.kind != kindIdent {
		if want.flags != got.flags || (hasAux[want.kind] && want.aux != got.aux) {
			return treeDiffers
		}
		return agree
	}
	if (want.flags^got.flags)&unresolvedName != 0 {
		return nameDiffers
	}
	if want.declaration != unknown && !boundAlike(want, got) {
		return boundDiffers
	}
	return agree
}

// boundAlike compares where two identifiers are declared. Whether one that declares nothing but
// itself is said to be bound to itself is a matter of taste.
func boundAlike(want, got *node) bool {
	return want.declaration == got.declaration ||
		(want.declaration == want.start && got.declaration == unbound) ||
		(want.declaration == unbound && got.declaration == got.start)
}

// describe prints a result for people: the first error, or the nodes.
func (r *result) describe(out *bytes.Buffer) {
	if !r.accepted {
		fmt.Fprintf(out, "refused at %d:%d: %s\n", r.line, r.column, r.message)
		return
	}
	fmt.Fprintf(out, "accepted, %d nodes\n", len(r.nodes))
	for i := range r.nodes {
		out.WriteString(r.nodes[i].String())
	}
}

func (n *node) String() string {
	text := fmt.Sprintf("  %s %d-%d", kindNames[n.kind], n.start, n.end)
	if n.op != 0 {
		text += " " + opNames[n.op]
	}
	if n.kind != kindIdent {
		if n.flags != 0 {
			text += fmt.Sprintf(" flags %d", n.flags)
		}
		if hasAux[n.kind] {
			text += fmt.Sprintf(" aux %d", n.aux)
		}
		return text + "\n"
	}
	if n.flags&unresolvedName != 0 {
		text += " unresolved"
	}
	if n.declaration >= 0 && n.declaration != n.start {
		text += fmt.Sprintf(" declared at %d", n.declaration)
	}
	return text + "\n"
}

// firstDifferent prints the first node that the results do not share.
func firstDifferent(want, got *result) string {
	for i := 0; i < len(want.nodes) || i < len(got.nodes); i++ {
		switch {
		case i >= len(want.nodes):
			return "go/parser has no" + got.nodes[i].String()
		case i >= len(got.nodes):
			return "benchline has no" + want.nodes[i].String()
		case nodeDifference(&want.nodes[i], &got.nodes[i]) != agree:
			return "go/parser has" + want.nodes[i].String() + "benchline has" + got.nodes[i].String()
		}
	}
	return ""
}

package main

// The include and library paths are given by generator.sh, because the build folder may be any.

// #include <stdlib.h>
// #include "front_end.h"
import "C"

import "unsafe"

// unbound is the declaration of an identifier that has none, elsewhere one that is not known.
const (
	unbound = int32(-1)
	unknown = int32(-2)
)

// node is what both parsers are compared in. Offsets count bytes from 0.
type node struct {
	kind, op    uint8
	flags       uint8
	start, end  int32
	aux         int32
	declaration int32 // of an identifier: where its declaration stands
}

// result is what a parser makes of a source.
type result struct {
	accepted     bool
	line, column int // of the first error
	message      string
	tooNew       bool // refused, but only for syntax of a later Go
	nodes        []node
	leaky        bool // go/parser resolves too much in this one, see syntax.h
}

// frontEnd is benchline's parser. One goroutine at a time may use it.
type frontEnd struct {
	c   *C.FrontEnd
	out result
}

func newFrontEnd() *frontEnd  { return &frontEnd{c: C.front_end_new()} }
func (front *frontEnd) free() { C.front_end_free(front.c) }

// parse gives a result that is good until the next call.
func (front *frontEnd) parse(source []byte, fresh bool) *result {
	var first *C.char
	if len(source) > 0 {
		first = (*C.char)(unsafe.Pointer(&source[0]))
	}
	C.front_end_parse(front.c, first, C.size_t(len(source)), C.bool(fresh))
	out := &front.out
	out.accepted = bool(front.c.accepted)
	out.line, out.column = int(front.c.line), int(front.c.column)
	out.message = ""
	if !out.accepted {
		out.message = C.GoString(front.c.message)
	}
	out.nodes = out.nodes[:0]
	for _, n := range unsafe.Slice(front.c.nodes, front.c.node_count) {
		out.nodes = append(out.nodes, node{
			kind: uint8(n.kind), op: uint8(n.op), flags: uint8(n.flags), start: int32(n.start),
			end: int32(n.end), aux: int32(n.aux), declaration: int32(n.declaration),
		})
	}
	return out
}

var kindNames, opNames = names(kindName), names(opName)

func kindName(i int) *C.char { return C.front_end_kind(C.uint32_t(i)) }
func opName(i int) *C.char   { return C.front_end_op(C.uint32_t(i)) }

func names(name func(int) *C.char) (all []string) {
	for name(len(all)) != nil {
		all = append(all, C.GoString(name(len(all))))
	}
	return all
}

// number finds a name in a list of names. A name that is not there is a mistake in this program.
func number(names []string, name string) uint8 {
	for i := range names {
		if names[i] == name {
			return uint8(i)
		}
	}
	panic("benchline has no " + name)
}

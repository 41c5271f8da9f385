// Package parser has a type that tests give a method to.
package parser

type Parser struct{ depth int }

func New() *Parser { return &Parser{} }

func (p *Parser) Depth() int { return p.depth }

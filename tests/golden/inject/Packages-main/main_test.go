package main

import "testing"

func Main(t *testing.T) { main() }

func TestMainFunction(t *testing.T) { Main(t) }

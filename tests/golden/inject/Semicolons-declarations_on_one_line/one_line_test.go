package one

import "testing"

func helper(t *testing.T) { t.Log() }; func TestOne(t *testing.T) { helper(t) }; func TestTwo(t *testing.T) { helper(t) }
var ( table = []func(*testing.T){TestOne}; other = 1; second = table )
func TestTable(t *testing.T) { for _, f := range append(table, second...) { f(t) }; _ = other }

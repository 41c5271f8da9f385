package body

import "testing"

func inAssembly(t *testing.T)

func TestAssembly(t *testing.T) { inAssembly(t) }

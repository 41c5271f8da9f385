/* parse_tree.h - parsing without bindings, until benchline/syntax.h offers it. */
#ifndef BENCHLINE_BENCH_PARSE_TREE_H
#define BENCHLINE_BENCH_PARSE_TREE_H

#include "benchline/syntax.h"

/* As go_parse(), with no identifier bound. */
bool go_parse_tree(GoFile *file, const char *path, BlStr source, GoSymbols *symbols,
                   BlDiags *diags);

#endif

/* resolve.h - binds a parsed file's identifiers to their declarations. */
#ifndef BENCHLINE_RESOLVE_H
#define BENCHLINE_RESOLVE_H

#include "benchline/syntax.h"

/* Sets go_binding(), GO_DECLARES and GO_UNRESOLVED of every Ident in the file. */
void go_resolve(GoFile *file);

#endif

/* front_end.h - benchline's parser as the generator sees it: one call for each source, and the tree
 * as a flat array that Go can read without asking back. See front_end.c. */
#ifndef FRONT_END_H
#define FRONT_END_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A node in depth-first order. Offsets count bytes from 0. */
typedef struct FrontEndNode {
    uint32_t kind;  /* GoKind */
    uint32_t op;    /* GoOp */
    uint32_t flags; /* GoNode.flags without GO_LAST */
    uint32_t start, end;
    uint32_t aux;
    uint32_t declaration; /* Ident: where it is declared, FRONT_END_UNBOUND if nowhere */
} FrontEndNode;

#define FRONT_END_UNBOUND UINT32_MAX

typedef struct FrontEnd {
    bool accepted;
    uint32_t line, column; /* of the first error; 0 when accepted */
    const char *message;   /* the first error; "" when accepted; until the next parse */
    FrontEndNode *nodes;   /* until the next parse */
    size_t node_count, node_cap;
    struct GoSymbols *symbols;
    unsigned parsed; /* sources that share these symbols */
    char *text;      /* owns the message */
} FrontEnd;

FrontEnd *front_end_new(void);
void front_end_free(FrontEnd *front_end);
/* Parses a copy of the source. With `fresh` no symbol is shared with sources before it. */
void front_end_parse(FrontEnd *front_end, const char *source, size_t len, bool fresh);
/* The names of kinds and operators, NULL past the last one. */
const char *front_end_kind(uint32_t kind);
const char *front_end_op(uint32_t op);

#endif

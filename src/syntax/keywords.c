/* keywords.c - see keywords.h. */
#include "syntax/keywords.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "benchline/syntax.h"
#include "go_grammar.h"

GoKeyword go_keywords[1 << GO_KEYWORD_BITS];

static void add_keyword(BlStr word, int code, GoOp op)
{
    GoHead head = {{0, 0}};
    memcpy(&head, word.ptr, word.len);
    GoKeyword *slot = &go_keywords[go_keyword_slot(head) - go_keywords];
    if (slot->code) {
        fprintf(stderr, "benchline: two keywords share a slot: keywords.h needs another factor\n");
        abort();
    }
    *slot = (GoKeyword){head, (uint8_t)code, (uint8_t)op};
}

static void fill(void)
{
#define X(word, token, op) add_keyword(BL_STR(#word), T_##token, GO_OP_##op);
    GO_KEYWORDS(X)
#undef X
}

void go_keywords_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, fill);
}

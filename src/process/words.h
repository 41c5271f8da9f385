/* words.h - a command line, or an environment, put together word by word. */
#ifndef BENCHLINE_WORDS_H
#define BENCHLINE_WORDS_H

#include "benchline/base.h"

/* Words words = {.arena = &arena}; words_add(&words, "go"); ... words_end(&words) */
typedef struct Words {
    BlArena *arena;
    BL_VEC(const char *) list;
} Words;

void words_add(Words *words, const char *word);            /* borrowed */
void words_add_all(Words *words, const char *const *more); /* likewise; up to a NULL */
void words_printf(Words *words, const char *format, ...) BL_PRINTF(2, 3); /* one word */
/* All of them, with a NULL behind the last; an array in the arena. */
const char *const *words_end(Words *words);

#endif

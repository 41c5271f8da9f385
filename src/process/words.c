/* words.c - see words.h. */
#include "process/words.h"

void words_add(Words *words, const char *word)
{
    bl_vec_push(&words->list, word);
}

void words_add_all(Words *words, const char *const *more)
{
    for (; *more; more++)
        words_add(words, *more);
}

void words_printf(Words *words, const char *format, ...)
{
    BlBuf word = {0};
    va_list args;
    va_start(args, format);
    bl_buf_vprintf(&word, format, args);
    va_end(args);
    words_add(words, bl_str_dup(words->arena, bl_buf_view(&word)));
    bl_buf_free(&word);
}

const char *const *words_end(Words *words)
{
    words_add(words, NULL);
    const char *const *array = bl_arena_copy(words->arena, words->list.items,
                                             words->list.count * sizeof *words->list.items);
    bl_vec_free(&words->list);
    return array;
}

/* front_end.c - benchline's lexer and parser over files in memory, one thread. Reads file names
 * from standard input and prints one line a measurement: name, bytes, seconds of the fastest round.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "benchline/path.h"
#include "benchline/syntax.h"
#include "syntax/lexer.h"

enum { ROUNDS = 5 };

typedef struct Source {
    char *path;
    BlBuf text;
} Source;

typedef BL_VEC(Source) Sources;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void lex_one(const Source *source, BlDiags *diags)
{
    (void)diags;
    GoSymbols *symbols = go_symbols_new();
    GoFile file = {.source = bl_buf_view(&source->text), .symbols = symbols};
    GoLexer lexer;
    GoToken tokens[256];
    uint8_t codes[256];
    go_lexer_init(&lexer, &file);
    while (go_lex_many(&lexer, tokens, codes, 256) == 256)
        ;
    go_file_free(&file);
    go_symbols_free(symbols);
}

static void parse_one(const Source *source, BlDiags *diags)
{
    GoSymbols *symbols = go_symbols_new();
    GoFile file;
    go_parse(&file, source->path, bl_buf_view(&source->text), symbols, diags);
    go_file_free(&file);
    go_symbols_free(symbols);
}

static void measure(const char *name, const Sources *sources,
                    void (*work)(const Source *source, BlDiags *diags))
{
    double best = 1e9;
    size_t bytes = 0;
    for (int round = 0; round < ROUNDS; round++) {
        BlDiags diags = {0};
        double start = now();
        bytes = 0;
        for (size_t i = 0; i < sources->count; i++) {
            work(&sources->items[i], &diags);
            bytes += sources->items[i].text.len;
        }
        double seconds = now() - start;
        best = seconds < best ? seconds : best;
        bl_diag_free(&diags);
    }
    printf("%s %zu %.6f\n", name, bytes, best);
}

int main(void)
{
    Sources sources = {0};
    char *line = NULL;
    size_t cap = 0;
    for (ssize_t len; (len = getline(&line, &cap, stdin)) > 0;) {
        line[len - 1] = '\0';
        Source source = {.path = bl_strdup(line)};
        if (bl_file_read(line, SIZE_MAX / 2, &source.text) == 0 && source.text.len)
            bl_vec_push(&sources, source);
    }
    free(line);
    measure("lex", &sources, lex_one);
    measure("parse", &sources, parse_one);
    return 0;
}

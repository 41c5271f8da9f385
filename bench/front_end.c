/* front_end.c - benchline as a contender: its lexer, its parser, and the injector on test files.
 *
 * Every file is done from nothing, as its rivals do it: own tree, freed again. Symbols are those of
 * the folder, as in the injector.
 */
#include "benchline/inject.h"
#include "benchline/path.h"
#include "benchline/syntax.h"
#include "contender.h"
#include "syntax/lexer.h"
#include "syntax/source.h"

/* One table for the files of a folder, as the injector has it. It lives until the next one. */
static GoSymbols *symbols_for(const Source *source)
{
    static GoSymbols *symbols;
    static const char *folder;
    const char *slash = strrchr(source->path, '/');
    size_t len = slash ? (size_t)(slash - source->path) + 1 : 0;
    if (!folder || strncmp(folder, source->path, len) != 0 || strchr(folder + len, '/')) {
        go_symbols_free(symbols);
        symbols = go_symbols_new();
    }
    folder = source->path;
    return symbols;
}

/* With what go/scanner does too: the line table and the check that it is all UTF-8. */
static void lex(const Source *source, Tally *tally)
{
    GoFile file = {.source = bl_buf_view(&source->text)};
    GoLexer lexer;
    enum { BATCH = 256 };
    GoToken tokens[BATCH];
    uint8_t codes[BATCH];
    go_lexer_init(&lexer, &file);
    do {
        tally->items += go_lex_many(&lexer, tokens, codes, BATCH);
    } while (lexer.previous != 0 && !lexer.error);
    tally->items--; /* the end */
    uint32_t bad_at;
    bool bad = !lexer.plain && go_find_bad_bytes(file.source, &bad_at) != NULL;
    tally->refused += bad || lexer.error;
    go_file_free(&file);
}

static void count_and_free(GoFile *file, bool ok, Tally *tally, BlDiags *diags)
{
    tally->refused += !ok;
    tally->items += file->node_count - 1; /* node 0 is none */
    go_file_free(file);
    bl_diag_free(diags);
}

static void parse_tree(const Source *source, Tally *tally)
{
    BlDiags diags = {0};
    GoFile file;
    bool ok = go_parse_tree(&file, source->path, bl_buf_view(&source->text), &diags);
    count_and_free(&file, ok, tally, &diags);
}

static void parse_and_resolve(const Source *source, Tally *tally)
{
    BlDiags diags = {0};
    GoFile file;
    bool ok =
        go_parse(&file, source->path, bl_buf_view(&source->text), symbols_for(source), &diags);
    count_and_free(&file, ok, tally, &diags);
}

/* A tree with its symbols, kept until the process ends. */
static void hold(const Source *source, Tally *tally)
{
    static BL_VEC(GoFile *) held;
    BlDiags diags = {0};
    GoFile *file = bl_alloc(sizeof *file);
    tally->refused +=
        !go_parse(file, source->path, bl_buf_view(&source->text), go_symbols_new(), &diags);
    tally->items += file->node_count - 1;
    bl_vec_push(&held, file);
    bl_diag_free(&diags);
}

/* The file alone is the unit: parsed, planned, its tests copied, and the result parsed again. */
static void inject(const Source *source, Tally *tally)
{
    BlDiags diags = {0};
    InjectFile file = {.name = bl_path_base(source->path).ptr,
                       .path = source->path,
                       .source = bl_buf_view(&source->text),
                       .is_test = true,
                       .selected = true};
    InjectUnit *unit = inject_new(&file, 1, NULL, &diags);
    bool done = !inject_broken(unit) && inject_emit(unit, &diags);
    tally->refused += !done;
    if (done)
        tally->items += inject_converted(unit);
    inject_free(unit);
    bl_diag_free(&diags);
}

int main(int argc, char **argv)
{
    static const Work works[] = {
        {"lex", lex, false},
        {"tree", parse_tree, false},
        {"scopes", parse_and_resolve, false},
        {"inject", inject, false},
        {"hold", hold, true},
        {0},
    };
    return contend(argc, argv, works);
}

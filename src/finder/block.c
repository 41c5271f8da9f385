/* block.c - see benchline/block.h. */
#include "benchline/block.h"

#include <stdio.h>

#include "syntax/lexer.h"

#define CHECKSUM "// checksum "
#define NO_SUM "0000000000000000"
#define CUT ", no line end before"
#define ADVICE "; \"benchline inject --write\" renews this, --revert takes it out\n"

enum { SUM_DIGITS = sizeof NO_SUM - 1 };

const char block_shim_head[] = BLOCK_SHIM_MARK "\n" CHECKSUM NO_SUM ADVICE;

/* How shims began before there were checksums. */
static const char old_shim_mark[] =
    "// Made by benchline: what its benchmarks of this package's tests need.";

/* ---- lines and checksums --------------------------------------------------------------------- */

/* Cuts the first line off, which loses its end. */
static BlStr take_line(BlStr *text)
{
    BlStr line;
    bl_str_cut(*text, '\n', &line, text);
    if (bl_str_ends(line, BL_STR("\r")))
        line.len--;
    return line;
}

/* Of everything but carriage returns. */
static uint64_t checksum(BlStr text)
{
    uint64_t sum = BL_FNV1A;
    for (bool more = true; more;) {
        BlStr part;
        more = bl_str_cut(text, '\r', &part, &text);
        sum = bl_fnv1a(sum, part);
    }
    return sum;
}

/* What the text after a mark's line says of itself; `*cut` when the file's last line had no end. */
static BlockState judge(BlStr text, bool *cut)
{
    *cut = false;
    if (!bl_str_starts(text, BL_STR(CHECKSUM)) || text.len < strlen(CHECKSUM) + SUM_DIGITS)
        return BLOCK_OLD;
    BlStr digits = bl_str(text.ptr + strlen(CHECKSUM), SUM_DIGITS);
    BlStr covered = bl_str_from(text, strlen(CHECKSUM) + SUM_DIGITS);
    *cut = bl_str_starts(covered, BL_STR(CUT));
    char sum[SUM_DIGITS + 1];
    snprintf(sum, sizeof sum, "%016llx", (unsigned long long)checksum(covered));
    return bl_str_eq(digits, bl_cstr(sum)) ? BLOCK_WRITTEN : BLOCK_EDITED;
}

/* ---- finding --------------------------------------------------------------------------------- */

/* Does a comment of the file begin there, for Go? */
static bool is_comment(BlStr text, size_t at)
{
    GoFile file = {.source = text};
    GoLexer lexer;
    GoToken token = {0};
    go_lexer_init(&lexer, &file);
    while (token.start < at && go_lex(&lexer, &token) && !lexer.error)
        continue;
    bool found = false;
    for (size_t i = file.comments.count; i-- > 0 && !found && file.comments.items[i].start >= at;)
        found = file.comments.items[i].start == at;
    go_file_free(&file);
    return found;
}

/* Takes one line end of the block's kind off. */
static bool drop_end(BlStr *text, bool crlf)
{
    BlStr end = crlf ? BL_STR("\r\n") : BL_STR("\n");
    bool there = bl_str_ends(*text, end);
    text->len -= there ? end.len : 0;
    return there;
}

/* The bytes before the mark that are the file's own. `crlf`: how the block's lines end. */
static size_t own_bytes(BlStr text, size_t mark, bool crlf, bool cut)
{
    BlStr own = bl_str(text.ptr, mark), before = own;
    /* No blank line: somebody has taken it away. */
    if (drop_end(&before, crlf) && bl_str_ends(before, BL_STR("\n")))
        own = before;
    if (cut)
        drop_end(&own, crlf);
    return own.len;
}

/* The block that begins with the mark there; BLOCK_NONE when the mark is none. */
static Block block_at(BlStr text, size_t mark)
{
    BlStr rest = bl_str_from(text, mark + strlen(BLOCK_MARK));
    bool crlf = bl_str_starts(rest, BL_STR("\r\n")), cut;
    Block block = {BLOCK_NONE, text.len, false};
    if (take_line(&rest).len)
        return block;
    BlockState state = judge(rest, &cut);
    if (state != BLOCK_WRITTEN && !is_comment(text, mark))
        return block;
    block.state = state;
    block.source_len = own_bytes(text, mark, crlf, cut);
    block.has_benchmarks =
        rest.len && memmem(rest.ptr, rest.len, "\nfunc Benchmark", strlen("\nfunc Benchmark"));
    return block;
}

Block block_find(BlStr text)
{
    static const char mark[] = "\n" BLOCK_MARK;
    Block block = {BLOCK_NONE, text.len, false};
    const char *at = text.ptr, *end = text.ptr + text.len;
    while (block.state == BLOCK_NONE && at < end &&
           (at = memmem(at, (size_t)(end - at), mark, strlen(mark))))
        block = block_at(text, (size_t)(++at - text.ptr));
    return block;
}

BlockState block_find_shim(BlStr text)
{
    BlStr line = take_line(&text);
    bool cut;
    if (bl_str_eq(line, bl_cstr(old_shim_mark)))
        return BLOCK_OLD;
    return bl_str_eq(line, BL_STR(BLOCK_SHIM_MARK)) ? judge(text, &cut) : BLOCK_NONE;
}

/* ---- writing --------------------------------------------------------------------------------- */

const char *block_head(BlArena *arena, bool cut)
{
    return bl_arena_printf(arena, "%s\n" BLOCK_MARK "\n" CHECKSUM NO_SUM "%s" ADVICE,
                           cut ? "\n" : "", cut ? CUT : "");
}

void block_seal(BlBuf *text, size_t start)
{
    char *digits = strstr(text->data + start, CHECKSUM NO_SUM) + strlen(CHECKSUM), sum[32];
    BlStr covered = bl_str_from(bl_buf_view(text), (size_t)(digits - text->data) + SUM_DIGITS);
    snprintf(sum, sizeof sum, "%016llx", (unsigned long long)checksum(covered));
    memcpy(digits, sum, SUM_DIGITS);
}

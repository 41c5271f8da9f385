/* lexer.c - the lexer on its own; see lexer.h. The parser has its own copy (parser_template.c). */
#include "syntax/lexer.h"

#include "go_lexer.h"

/* Room for the lines and comments of most sources, which would otherwise move six times. */
static void expect(GoFile *file)
{
    enum { BYTES_A_LINE = 24, BYTES_A_COMMENT = 128, FEWEST = 16 };
    file->line_starts.cap = file->source.len / BYTES_A_LINE + FEWEST;
    file->line_starts.items = bl_realloc(NULL, file->line_starts.cap * sizeof(uint32_t));
    file->comments.cap = file->source.len / BYTES_A_COMMENT + FEWEST;
    file->comments.items = bl_realloc(NULL, file->comments.cap * sizeof(GoComment));
}

void go_lexer_init(GoLexer *lexer, GoFile *file)
{
    const unsigned char *begin = (const unsigned char *)file->source.ptr;
    go_keywords_init();
    *lexer = (GoLexer){.begin = begin,
                       .cursor = begin,
                       .limit = begin + file->source.len,
                       .previous = T_SEMI,
                       .plain = true,
                       .file = file};
    if (bl_str_starts(file->source, BL_BOM))
        lexer->cursor += 3; /* a byte order mark may open a file */
    expect(file);
    bl_vec_push(&file->line_starts, 0);
}

int go_lex(GoLexer *lexer, GoToken *token)
{
    uint8_t code;
    go_lex_many(lexer, token, &code, 1);
    return code;
}

size_t go_lex_many(GoLexer *lexer, GoToken *tokens, uint8_t *codes, size_t most)
{
    const unsigned char *cursor = lexer->cursor;
    int code = lexer->previous;
    size_t count = 0;
    while (count < most) {
        code = scan_token(lexer, &cursor, code, &tokens[count]);
        codes[count++] = (uint8_t)code;
        if (code == 0 || code == T_ILLEGAL)
            break;
    }
    lexer->cursor = cursor;
    lexer->previous = code;
    return count;
}

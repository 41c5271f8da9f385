/* parser_template.c - the parser that Lemon fills its tables and actions into (lemon -T).
 *
 * Lemon's own template takes a token at a time from its caller. This one has the lexer inside of its
 * loop, so that the whole state of a parse - the action, the top of the stack, the token, the place in
 * the source - stays in registers. It looks things up in tables that are spread out, and each action
 * goes on to the next by itself (direct_actions.awk). It does without what a parser that stops at
 * its first error has no use for: error recovery, destructors, tracing. What each of these brings is
 * in docs/performance.md.
 *
 * Lemon replaces each line `%%` by a part of its output, in a fixed order, and the prefix of names
 * that begin with it by the grammar's %name.
 */
%%
/* Token codes. */
%%
/* Types and sizes that depend on the grammar. */
#ifndef INTERFACE
#define INTERFACE 1
#endif
%%
#define yytestcase(condition) /* for measuring coverage */
/* Lemon's tables. In state S with token X the action is yy_action[yy_shift_ofst[S] + X] if
 * yy_lookahead[] has X there, else yy_default[S]; after a reduction to X, yy_reduce_ofst[] leads to
 * the state to go to. */
%%
#ifdef YYFALLBACK
%%
#endif
#if 0 /* names of tokens and rules, for tracing */
%%
%%
#endif

/* ---- the tables, spread out --------------------------------------------------------------------
 *
 * Lemon's tables are folded into each other, and looking something up takes three loads that wait
 * for one another and a branch. Spread out it is one load, which is most of what a parser of this
 * kind does for each symbol. They are spread out once a process, in less than a millisecond. */

enum { YY_TOKEN_ROW = GO_MOST_TOKENS, YY_SYMBOLS = YYNOCODE - YYNTOKEN };

static YYACTIONTYPE yy_on_token[YYNSTATE][YY_TOKEN_ROW]; /* what to do at a token */
/* What to do after a reduction to a symbol: by the symbol, which each rule knows of itself. */
static YYACTIONTYPE yy_after[YY_SYMBOLS][YYNSTATE];
static pthread_once_t yy_tables_once = PTHREAD_ONCE_INIT;

static void yy_make_tables(void)
{
    _Static_assert(YYNTOKEN <= GO_MOST_TOKENS, "more tokens than GO_MOST_TOKENS");
    for (int state = 0; state < YYNSTATE; state++) {
        for (int code = 0; code < YYNTOKEN; code++) {
            int at = yy_shift_ofst[state] + code;
            yy_on_token[state][code] =
                yy_lookahead[at] == code ? yy_action[at] : yy_default[state];
        }
        yy_on_token[state][T_ILLEGAL] = YY_ERROR_ACTION;
        for (int symbol = YYNTOKEN; state <= YY_REDUCE_COUNT && symbol < YYNOCODE; symbol++) {
            int at = yy_reduce_ofst[state] + symbol;
            if (at >= 0 && at < YY_ACTTAB_COUNT && yy_lookahead[at] == symbol)
                yy_after[symbol - YYNTOKEN][state] = yy_action[at];
        }
    }
}

/* What stands on the stack: a symbol's value, and the state that the parser was in after it. */
typedef struct yyStackEntry {
    YYACTIONTYPE stateno;
    YYMINORTYPE minor;
} yyStackEntry;

typedef struct yyParser {
    yyStackEntry *bottom, *limit;
} yyParser;

#if 0 /* destructors, stack overflow */
%%
%%
#endif

static const YYCODETYPE yyRuleInfoLhs[] = {
%%
};

/* Minus the number of symbols on the right of each rule. */
static const signed char yyRuleInfoNRhs[] = {
%%
};

enum { MOST_PUSHED = 32 }; /* by reductions in a row that find nothing to take away */

/* Makes room for more; returns where `top` is now, NULL when the source is nested too deeply. */
static yyStackEntry *yy_grow(yyParser *parser, yyStackEntry *top)
{
    size_t used = (size_t)(top - parser->bottom);
    size_t size = parser->bottom ? (size_t)(parser->limit - parser->bottom + MOST_PUSHED) * 2 : 256;
    if (size > GO_MAX_STACK)
        return NULL;
    parser->bottom = bl_realloc(parser->bottom, size * sizeof(yyStackEntry));
    parser->limit = parser->bottom + size - MOST_PUSHED;
    return parser->bottom + used;
}

/* ---- what could have stood there -------------------------------------------------------------- */

/* Would the parser, with this stack and `act` to do, come to shift the token? Goes through the
 * reductions without running them: what they push lies apart, the stack itself stays as it is. */
static bool yy_accepts(const yyStackEntry *top, unsigned act, int code)
{
    unsigned pushed[MOST_PUSHED];
    int count = 0;
    for (;;) {
        if (act <= YY_MAX_SHIFT) {
            act = yy_on_token[act][code];
            if (act <= YY_MAX_SHIFTREDUCE)
                return true;
        }
        if (act < YY_MIN_REDUCE || count == MOST_PUSHED)
            return act == YY_ACCEPT_ACTION;
        unsigned rule = act - YY_MIN_REDUCE;
        int size = -yyRuleInfoNRhs[rule];
        int from_pushed = size < count ? size : count;
        count -= from_pushed;
        top -= size - from_pushed;
        unsigned state = count ? pushed[count - 1] : top->stateno;
        act = yy_after[yyRuleInfoLhs[rule] - YYNTOKEN][state];
        pushed[count++] = act;
    }
}

static void yy_note_expected(const yyStackEntry *top, bool *expected)
{
    for (int code = 0; code < YYNTOKEN; code++)
        expected[code] = code != T_ILLEGAL && yy_accepts(top, top->stateno, code);
}

/* ---- parsing ----------------------------------------------------------------------------------- */

/* Reads the next token, through the feed. */
BL_INLINE int yy_read(GoParser *p, const unsigned char **cursor, int *previous, GoToken *token)
{
    int before = *previous;
    int code = scan_token(&p->feed.lexer, cursor, before, token);
    *previous = code;
    code = go_feed(&p->feed, before, code, token->start);
    return code;
}

/* What an action ends with. After the reduction to a symbol another one may be due, or the token is
 * looked at. Written out for each rule, see direct_actions.awk: what depends on the rule alone is a
 * constant, and where to go on is one load and a jump. */
#define GO_ON(number)                                                                              \
    do {                                                                                           \
        yymsp += yyRuleInfoNRhs[number];                                                           \
        act = yy_after[yyRuleInfoLhs[number] - YYNTOKEN][yymsp->stateno];                          \
        (++yymsp)->stateno = (YYACTIONTYPE)act;                                                    \
        if (act <= YY_MAX_SHIFT)                                                                   \
            act = yy_on_token[act][code];                                                          \
        goto *yy_steps[act];                                                                       \
    } while (0)

/* For the actions and errors that ask for it: the token that the grammar looks at. */
#define NOTE_LOOKAHEAD() (p->token = token, p->code = code)

/* Puts on the stack what is there between `package name ;`, without imports, and a declaration: the
 * three are shifted, and the empty lists of imports and declarations, whose values are all zero,
 * reduced as before any declaration. */
static yyStackEntry *yy_pass_head(yyStackEntry *top)
{
    static const int head[] = {T_PACKAGE, T_IDENT, T_SEMI};
    memset(top + 1, 0, MOST_PUSHED * sizeof *top);
    for (size_t i = 0; i < sizeof head / sizeof *head; i++, top++)
        top[1].stateno = yy_on_token[top->stateno][head[i]];
    unsigned act;
    for (; (act = yy_on_token[top->stateno][T_FUNC]) >= YY_MIN_REDUCE; top++)
        top[1].stateno = yy_after[yyRuleInfoLhs[act - YY_MIN_REDUCE] - YYNTOKEN][top->stateno];
    return top;
}

/* The stack at the beginning of a parse; returns its top. */
static __attribute__((noinline)) yyStackEntry *yy_begin(yyParser *parser, bool resumed)
{
    yyStackEntry *bottom = yy_grow(parser, NULL);
    bottom->stateno = 0;
    return resumed ? yy_pass_head(bottom) : bottom;
}

void go_grammar_run(GoParser *p)
{
    pthread_once(&yy_tables_once, yy_make_tables);
    yyParser parser = {0};
    /* The top of the stack; Lemon's actions know it by this name. */
    yyStackEntry *yymsp = yy_begin(&parser, p->resumed);
    YYMINORTYPE yylhsminor;
    const unsigned char *cursor = p->feed.lexer.cursor;
    int previous = p->feed.lexer.previous;
    unsigned act = yymsp->stateno;
    GoToken token;
    int code;
    switch (rule) { /* becomes yy_steps[] and labels, see direct_actions.awk */
%%
    }
read:
    code = yy_read(p, &cursor, &previous, &token);
    if (p->failed)
        goto out;
    if (act <= YY_MAX_SHIFT)
        act = yy_on_token[act][code];
    goto *yy_steps[act];
shift:
    if (++yymsp >= parser.limit && !(yymsp = yy_grow(&parser, yymsp))) {
        go_fail(p, token.start, "nested too deeply");
        goto out;
    }
    if (act > YY_MAX_SHIFT)
        act += YY_MIN_REDUCE - YY_MIN_SHIFTREDUCE;
    yymsp->stateno = (YYACTIONTYPE)act;
    yymsp->minor.yy0 = token;
    goto read;
stop: /* accepted, or refused */
    if (act == YY_ERROR_ACTION) {
        NOTE_LOOKAHEAD();
        go_unexpected(p);
    }
out:
    if (p->expected && yymsp)
        yy_note_expected(yymsp, p->expected);
    free(parser.bottom);
}
#if 0 /* parse failure, syntax error, accept */
%%
%%
%%
#endif


/* parser_template.c - the parser that Lemon fills its tables and actions into (lemon -T).
 *
 * Lemon's own template takes a token at a time from its caller. This one asks for tokens itself, so
 * that the whole state of a parse - the action, the top of the stack, the token - stays in registers
 * of one loop; on Go source that is about a third faster. It also does without what a parser
 * that stops at its first error has no use for: error recovery, destructors, tracing.
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
/* The tables. In state S with token X the action is yy_action[yy_shift_ofst[S] + X] if
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

/* Makes room for more; returns where `top` is now, NULL when the source is nested too deeply. */
static yyStackEntry *yy_grow(yyParser *parser, yyStackEntry *top)
{
    size_t used = (size_t)(top - parser->bottom);
    size_t size = parser->bottom ? (size_t)(parser->limit - parser->bottom) * 2 : 256;
    if (size > GO_MAX_STACK)
        return NULL;
    parser->bottom = bl_realloc(parser->bottom, size * sizeof(yyStackEntry));
    parser->limit = parser->bottom + size;
    return parser->bottom + used;
}

/* Runs the actions of a rule on the symbols at the top of the stack. Rules that only pass a value on
 * have none. */
static inline void yy_run_action(GoParser *p, yyStackEntry *yymsp, unsigned yyruleno)
{
    switch (yyruleno) {
%%
    }
}

#if 0 /* parse failure, syntax error, accept */
%%
%%
%%
#endif

/* ---- what could have stood there -------------------------------------------------------------- */

enum { MOST_PUSHED = 32 }; /* by reductions in a row that find nothing to take away */

/* Would the parser, about to do `act` with this stack, come to shift the token? Goes through the
 * reductions without running them: what they push lies apart, the stack itself stays as it is. */
static bool yy_accepts(const yyStackEntry *top, unsigned act, int code)
{
    unsigned pushed[MOST_PUSHED];
    int count = 0;
    for (;;) {
        if (act <= YY_MAX_SHIFT) {
            int at = yy_shift_ofst[act] + code;
            act = yy_lookahead[at] == code ? yy_action[at] : yy_default[act];
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
        act = yy_action[yy_reduce_ofst[state] + (int)yyRuleInfoLhs[rule]];
        pushed[count++] = act;
    }
}

static void yy_note_expected(const yyStackEntry *top, unsigned act, bool *expected)
{
    _Static_assert(YYNTOKEN <= GO_MOST_TOKENS, "more tokens than GO_MOST_TOKENS");
    for (int code = 0; code < YYNTOKEN; code++)
        expected[code] = yy_accepts(top, act, code);
}

/* ---- parsing ----------------------------------------------------------------------------------- */

void go_grammar_run(GoParser *p)
{
    yyParser parser = {0};
    yyStackEntry *top = yy_grow(&parser, NULL);
    unsigned act = 0; /* a state, or a reduction that is due */
    top->stateno = 0;
    int code = go_next_token(p);
    while (!p->failed) {
        if (act <= YY_MAX_SHIFT) {
            int at = yy_shift_ofst[act] + code;
            act = yy_lookahead[at] == code ? yy_action[at] : yy_default[act];
            if (act <= YY_MAX_SHIFTREDUCE) {
                if (++top == parser.limit && !(top = yy_grow(&parser, top))) {
                    go_fail(p, p->token.start, "nested too deeply");
                    break;
                }
                if (act > YY_MAX_SHIFT)
                    act += YY_MIN_REDUCE - YY_MIN_SHIFTREDUCE;
                top->stateno = (YYACTIONTYPE)act;
                top->minor.yy0 = p->token;
                code = go_next_token(p);
                continue;
            }
            if (act == YY_ERROR_ACTION)
                go_unexpected(p);
        }
        if (act < YY_MIN_REDUCE)
            break; /* accepted, or refused */
        unsigned rule = act - YY_MIN_REDUCE;
        int size = yyRuleInfoNRhs[rule];
        /* An empty right side grows the stack: there must be room above the top for its value. */
        if (size == 0 && top + 1 == parser.limit && !(top = yy_grow(&parser, top))) {
            go_fail(p, p->token.start, "nested too deeply");
            break;
        }
        yy_run_action(p, top, rule);
        top += size;
        unsigned symbol = yyRuleInfoLhs[rule];
        act = yy_action[yy_reduce_ofst[top->stateno] + (int)symbol];
        top++;
        top->stateno = (YYACTIONTYPE)act;
    }
    if (p->expected)
        yy_note_expected(top, act, p->expected);
    free(parser.bottom);
}

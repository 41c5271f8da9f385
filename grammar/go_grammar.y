/* go_grammar.y - the syntax of Go, for Lemon (Go specification; sections are named below).
 *
 * It accepts what Go's own go/parser accepts, in whole files. Three things to know when reading:
 *
 * - There is one `expr` for values and types alike, as in go/parser, because `[]T(x)`, `f(T)` and
 *   `T{}` cannot be told apart before they are over. Where only a type can stand, `type` does.
 *   Precedence, not layers of nonterminals, orders the operators; postfix operators bind tightest.
 * - A parameter list `(a, b T)` may be names or types; its entries are collected as written and
 *   sorted out at its end (go_params). `type T[P *C]` is read as an expression and taken apart
 *   afterwards (go_type_spec_bracket), as go/parser does.
 * - T_LBODY is the `{` of a body after an if, for or switch header; the feed tells it from T_LBRACE.
 *
 * Lemon must report no conflict; the build fails on one.
 */
%include {
#include "syntax/parser.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "go_lexer.h"
}
%name GoGrammar
%token_prefix T_
%token_type {GoToken}
%default_type {GoRef}
%extra_context {GoParser *p}
%start_symbol file

/* The first eleven end a statement when a line ends after them ("Semicolons"). */
%token IDENT LITERAL STRING BREAK CONTINUE FALLTHROUGH RETURN INCDEC RPAREN RBRACK RBRACE.
%token SEMI ILLEGAL.

/* From loose to tight. LOW is an operand alone: a following postfix operator wins. */
%nonassoc LOW.
%left LOR.
%left LAND.
%left COMPARE.
%left ADD OR.
%left MUL STAR AND.
%nonassoc ARROW.
%right UNARY.
%left DOT LBRACK LPAREN LBRACE.

%type imports {GoList}
%type import_specs {GoList}
%type decls {GoList}
%type value_specs {GoList}
%type type_specs {GoList}
%type names {GoList}
%type param_entries {GoList}
%type param_list {GoList}
%type types {GoList}
%type fields {GoList}
%type elements {GoList}
%type exprs {GoList}
%type more {GoList}
%type indices {GoList}
%type literal_elements {GoList}
%type stmts {GoList}
%type stmts_ended {GoList}
%type clauses {GoList}
%type clauses_ended {GoList}
%type comm_clauses {GoList}
%type comm_clauses_ended {GoList}
%type opt_values {GoList}
%type opt_alias {bool}

/* ---- Source file organization ---- */

file ::= PACKAGE(K) IDENT(N) SEMI imports(I) decls(D). { go_file(p, K, N, I, D); }

imports(A) ::= .                                    { A = NO_LIST; }
imports(A) ::= imports(L) import_decl(D) SEMI.      { A = add(p, L, D); }
import_decl(A) ::= IMPORT(K) import_spec(S).        { A = go_gen_decl(p, K, list1(p, S), NULL); }
import_decl(A) ::= IMPORT(K) LPAREN RPAREN(E).      { A = go_gen_decl(p, K, NO_LIST, &E); }
import_decl(A) ::= IMPORT(K) LPAREN import_specs(L) opt_semi RPAREN(E). { A = go_gen_decl(p, K, L, &E); }
import_specs(A) ::= import_spec(S).                 { A = list1(p, S); }
import_specs(A) ::= import_specs(L) SEMI import_spec(S). { A = add(p, L, S); }
import_spec(A) ::= STRING(S).                       { A = go_import_spec(p, NULL, S); }
import_spec(A) ::= IDENT(N) STRING(S).              { A = go_import_spec(p, &N, S); }
import_spec(A) ::= DOT(N) STRING(S).                { A = go_import_spec(p, &N, S); }

decls(A) ::= .                                      { A = NO_LIST; }
decls(A) ::= decls(L) decl(D) SEMI.                 { A = add(p, L, D); }
decls(A) ::= decls(L) func_decl(D) SEMI.            { A = add(p, L, D); }

opt_semi ::= .
opt_semi ::= SEMI.
opt_comma ::= .
opt_comma ::= COMMA.

/* ---- Declarations and scope ---- */

decl(A) ::= VAR(K) var_spec(S).                     { A = go_gen_decl(p, K, list1(p, S), NULL); }
decl(A) ::= VAR(K) LPAREN RPAREN(E).                { A = go_gen_decl(p, K, NO_LIST, &E); }
decl(A) ::= VAR(K) LPAREN value_specs(L) opt_semi RPAREN(E). { A = go_gen_decl(p, K, L, &E); }
decl(A) ::= CONST(K) const_spec(S).                 { A = go_gen_decl(p, K, list1(p, S), NULL); }
decl(A) ::= CONST(K) LPAREN RPAREN(E).              { A = go_gen_decl(p, K, NO_LIST, &E); }
decl(A) ::= CONST(K) LPAREN const_specs(L) opt_semi RPAREN(E). { A = go_gen_decl(p, K, L, &E); }
decl(A) ::= TYPE(K) type_spec(S).                   { A = go_gen_decl(p, K, list1(p, S), NULL); }
decl(A) ::= TYPE(K) LPAREN RPAREN(E).               { A = go_gen_decl(p, K, NO_LIST, &E); }
decl(A) ::= TYPE(K) LPAREN type_specs(L) opt_semi RPAREN(E). { A = go_gen_decl(p, K, L, &E); }

value_specs(A) ::= var_spec(S).                     { A = list1(p, S); }
value_specs(A) ::= value_specs(L) SEMI var_spec(S). { A = add(p, L, S); }
%type const_specs {GoList}
const_specs(A) ::= const_spec(S).                   { A = list1(p, S); }
const_specs(A) ::= const_specs(L) SEMI const_spec(S). { A = add(p, L, S); }
type_specs(A) ::= type_spec(S).                     { A = list1(p, S); }
type_specs(A) ::= type_specs(L) SEMI type_spec(S).  { A = add(p, L, S); }

var_spec(A) ::= names(N) type(T) opt_values(V).     { A = go_value_spec(p, N, T, V); }
var_spec(A) ::= names(N) ASSIGN exprs(V).           { A = go_value_spec(p, N, 0, V); }
const_spec(A) ::= names(N).                         { A = go_value_spec(p, N, 0, NO_LIST); }
const_spec(A) ::= names(N) type(T) opt_values(V).   { A = go_value_spec(p, N, T, V); }
const_spec(A) ::= names(N) ASSIGN exprs(V).         { A = go_value_spec(p, N, 0, V); }
opt_values(A) ::= .                                 { A = NO_LIST; }
opt_values(A) ::= ASSIGN exprs(V).                  { A = V; }
names(A) ::= IDENT(N).                              { A = list1(p, ident(p, N)); }
names(A) ::= names(L) COMMA IDENT(N).               { A = add(p, L, ident(p, N)); }

/* "Type declarations": after `Name [` an array length or type parameters may follow. */
type_spec(A) ::= IDENT(N) type_no_bracket(T).       { A = go_type_spec(p, N, 0, false, T); }
type_spec(A) ::= IDENT(N) ASSIGN type(T).           { A = go_type_spec(p, N, 0, true, T); }
type_spec(A) ::= IDENT(N) LBRACK(B) RBRACK type(T). { A = go_type_spec(p, N, 0, false, go_array_type(p, B, 0, T)); }
type_spec(A) ::= IDENT(N) LBRACK(B) ELLIPSIS(D) RBRACK type(T).
    { A = go_type_spec(p, N, 0, false, go_array_type(p, B, go_ellipsis(p, D, 0), T)); }
type_spec(A) ::= IDENT(N) LBRACK(B) expr(X) RBRACK(E) opt_alias(Q) type(T).
    { A = go_type_spec_bracket(p, N, B, X, E, Q, T); }
type_spec(A) ::= IDENT(N) LBRACK(B) expr(X) COMMA RBRACK(E) opt_alias(Q) type(T).
    { A = go_type_spec(p, N, go_params(p, B, list1(p, go_first_tparam(p, X)), E, GO_TPARAMS), Q, T); }
type_spec(A) ::= IDENT(N) LBRACK(B) expr(X) COMMA tparam_entries(L) opt_comma RBRACK(E) opt_alias(Q) type(T).
    { A = go_type_spec(p, N, go_params(p, B, join(p, list1(p, go_first_tparam(p, X)), L), E, GO_TPARAMS), Q, T); }
type_spec(A) ::= IDENT(N) LBRACK(B) tparam_first(F) opt_comma RBRACK(E) opt_alias(Q) type(T).
    { A = go_type_spec(p, N, go_params(p, B, list1(p, F), E, GO_TPARAMS), Q, T); }
type_spec(A) ::= IDENT(N) LBRACK(B) tparam_first(F) COMMA tparam_entries(L) opt_comma RBRACK(E) opt_alias(Q) type(T).
    { A = go_type_spec(p, N, go_params(p, B, join(p, list1(p, F), L), E, GO_TPARAMS), Q, T); }
opt_alias(A) ::= .                                  { A = false; }
opt_alias(A) ::= ASSIGN.                            { A = true; }
/* A first type parameter that no expression can look like. */
tparam_first(A) ::= IDENT(N) union_first(T).        { A = go_param(p, ident(p, N), T); }
union_first ::= type_no_expr.
union_first(A) ::= TILDE(O) type(T).                { A = go_unary(p, O, T); }
union_first(A) ::= union_first(X) OR(O) term(Y).    { A = go_binary(p, X, O, Y); }

/* "Type parameter declarations" */
%type tparam_entries {GoList}
opt_tparams(A) ::= .                                { A = 0; }
opt_tparams(A) ::= LBRACK(B) tparam_entries(L) opt_comma RBRACK(E). { A = go_params(p, B, L, E, GO_TPARAMS); }
tparam_entries(A) ::= tparam(P).                    { A = list1(p, P); }
tparam_entries(A) ::= tparam_entries(L) COMMA tparam(P). { A = add(p, L, P); }
tparam(A) ::= IDENT(N).                             { A = go_param(p, ident(p, N), 0); }
tparam(A) ::= IDENT(N) union(T).                    { A = go_param(p, ident(p, N), T); }
union ::= term.
union(A) ::= union(X) OR(O) term(Y).                { A = go_binary(p, X, O, Y); }
term ::= type.
term(A) ::= TILDE(O) type(T).                       { A = go_unary(p, O, T); }

/* "Function declarations", "Method declarations" */
func_decl(A) ::= FUNC(F) IDENT(N) opt_tparams(P) signature(S) opt_body(B).
    { A = go_func_decl(p, F, 0, N, P, S, B); }
func_decl(A) ::= FUNC(F) LPAREN(O) param_list(R) RPAREN(E) IDENT(N) opt_tparams(P) signature(S) opt_body(B).
    { A = go_func_decl(p, F, go_params(p, O, R, E, GO_PARAMS), N, P, S, B); }
opt_body(A) ::= .                                   { A = 0; }
opt_body(A) ::= LBRACE(B) stmts(S) RBRACE(E).       { A = go_block(p, B, S, E); }

/* "Function types" */
signature(A) ::= LPAREN(B) param_list(P) RPAREN(E) result(R).
    { A = go_signature(p, go_params(p, B, P, E, GO_PARAMS), R); }
result(A) ::= . [LOW]                               { A = 0; }
result(A) ::= type_no_paren(T).                     { A = go_result(p, T); }
result(A) ::= LPAREN(B) param_list(P) RPAREN(E).    { A = go_params(p, B, P, E, GO_RESULTS); }
param_list(A) ::= .                                 { A = NO_LIST; }
param_list ::= param_entries.
param_list(A) ::= param_entries(L) COMMA.           { A = L; }
param_entries(A) ::= param(P).                      { A = list1(p, P); }
param_entries(A) ::= param_entries(L) COMMA param(P). { A = add(p, L, P); }
param(A) ::= IDENT(N).                              { A = go_param(p, ident(p, N), 0); }
param(A) ::= IDENT(N) type_no_bracket(T).           { A = go_param(p, ident(p, N), T); }
param(A) ::= IDENT(N) ELLIPSIS(D) type(T).          { A = go_param(p, ident(p, N), go_ellipsis(p, D, T)); }
param(A) ::= IDENT(N) LBRACK(B) RBRACK type(T).     { A = go_param(p, ident(p, N), go_array_type(p, B, 0, T)); }
param(A) ::= IDENT(N) LBRACK(B) expr(X) RBRACK type(T). { A = go_param(p, ident(p, N), go_array_type(p, B, X, T)); }
param(A) ::= IDENT(N) LBRACK expr(X) RBRACK(E).     { A = go_param(p, 0, go_index(p, ident(p, N), list1(p, X), E)); }
param(A) ::= IDENT(N) LBRACK expr(X) COMMA RBRACK(E).
    { A = go_param(p, 0, go_index(p, ident(p, N), list1(p, X), E)); }
param(A) ::= IDENT(N) LBRACK expr(X) COMMA indices(Y) opt_comma RBRACK(E).
    { A = go_param(p, 0, go_index(p, ident(p, N), join(p, list1(p, X), Y), E)); }
param(A) ::= IDENT(N) DOT IDENT(M).                 { A = go_param(p, 0, go_selector(p, ident(p, N), M)); }
param(A) ::= IDENT(N) DOT IDENT(M) LBRACK types(L) opt_comma RBRACK(E).
    { A = go_param(p, 0, go_index(p, go_selector(p, ident(p, N), M), L, E)); }
param(A) ::= ELLIPSIS(D) type(T).                   { A = go_param(p, 0, go_ellipsis(p, D, T)); }
param(A) ::= type_no_name(T).                       { A = go_param(p, 0, T); }

/* ---- Types ---- */

/* One line per set of types, because what may follow an identifier differs from place to place:
 * after a name in a parameter or field a `[` is not yet a type, after `chan` an arrow is chan's. */
type ::= type_name.       type ::= array_type.  type ::= map_type.  type ::= core_type.
type ::= pointer_type.    type ::= recv_type.   type ::= paren_type.
type_no_recv ::= type_name.    type_no_recv ::= array_type.   type_no_recv ::= map_type.
type_no_recv ::= core_type.    type_no_recv ::= pointer_type. type_no_recv ::= paren_type.
type_no_paren ::= type_name.   type_no_paren ::= array_type.  type_no_paren ::= map_type.
type_no_paren ::= core_type.   type_no_paren ::= pointer_type. type_no_paren ::= recv_type.
type_no_bracket ::= type_name. type_no_bracket ::= map_type.  type_no_bracket ::= core_type.
type_no_bracket ::= pointer_type. type_no_bracket ::= recv_type. type_no_bracket ::= paren_type.
type_no_name ::= array_type.   type_no_name ::= map_type.     type_no_name ::= core_type.
type_no_name ::= pointer_type. type_no_name ::= recv_type.    type_no_name ::= paren_type.
type_no_expr ::= type_name.    type_no_expr ::= array_type.   type_no_expr ::= map_type.
type_no_expr ::= core_type.    type_no_expr ::= recv_type.
core_type ::= chan_type.  core_type ::= func_type.  core_type ::= struct_type.  core_type ::= interface_type.

type_name(A) ::= IDENT(N). [LOW]                    { A = ident(p, N); }
type_name(A) ::= IDENT(N) DOT IDENT(M). [LOW]       { A = go_selector(p, ident(p, N), M); }
type_name(A) ::= IDENT(N) LBRACK types(L) opt_comma RBRACK(E). { A = go_index(p, ident(p, N), L, E); }
type_name(A) ::= IDENT(N) DOT IDENT(M) LBRACK types(L) opt_comma RBRACK(E).
    { A = go_index(p, go_selector(p, ident(p, N), M), L, E); }
types(A) ::= type(T).                               { A = list1(p, T); }
types(A) ::= types(L) COMMA type(T).                { A = add(p, L, T); }

array_type(A) ::= LBRACK(B) RBRACK type(T).         { A = go_array_type(p, B, 0, T); }
array_type(A) ::= LBRACK(B) expr(X) RBRACK type(T). { A = go_array_type(p, B, X, T); }
array_type(A) ::= LBRACK(B) ELLIPSIS(D) RBRACK type(T). { A = go_array_type(p, B, go_ellipsis(p, D, 0), T); }
map_type(A) ::= MAP(M) LBRACK type(K) RBRACK type(T). { A = new_node(p, GO_MapType, M.start, end_of(p, T), list2(p, K, T)); }
chan_type(A) ::= CHAN(C) type_no_recv(T).           { A = go_chan(p, C.start, 0, GO_CHAN_SEND | GO_CHAN_RECV, T); }
chan_type(A) ::= CHAN(C) ARROW(R) type(T).          { A = go_chan(p, C.start, R.start, GO_CHAN_SEND, T); }
recv_type(A) ::= ARROW(R) CHAN type(T).             { A = go_chan(p, R.start, R.start, GO_CHAN_RECV, T); }
pointer_type(A) ::= STAR(S) type(T).                { A = go_prefix(p, GO_StarExpr, S, T); }
paren_type(A) ::= LPAREN(B) type(T) RPAREN(E).      { A = go_around(p, GO_ParenExpr, B, T, E); }
func_type(A) ::= FUNC(F) signature(S).              { A = go_with_func(p, F, S); }

/* "Struct types" */
struct_type(A) ::= STRUCT(S) LBRACE(B) RBRACE(E).
    { A = new_node(p, GO_StructType, S.start, E.end, list1(p, go_field_list(p, B, NO_LIST, E))); }
struct_type(A) ::= STRUCT(S) LBRACE(B) fields(L) opt_semi RBRACE(E).
    { A = new_node(p, GO_StructType, S.start, E.end, list1(p, go_field_list(p, B, L, E))); }
fields(A) ::= field(F).                             { A = list1(p, F); }
fields(A) ::= fields(L) SEMI field(F).              { A = add(p, L, F); }
field(A) ::= IDENT(N) type_no_bracket(T) opt_tag(G). { A = go_field(p, list1(p, ident(p, N)), T, G); }
field(A) ::= IDENT(N) COMMA names(L) type(T) opt_tag(G). { A = go_field(p, join(p, list1(p, ident(p, N)), L), T, G); }
field(A) ::= IDENT(N) LBRACK(B) RBRACK type(T) opt_tag(G). { A = go_field(p, list1(p, ident(p, N)), go_array_type(p, B, 0, T), G); }
field(A) ::= IDENT(N) LBRACK(B) expr(X) RBRACK type(T) opt_tag(G). { A = go_field(p, list1(p, ident(p, N)), go_array_type(p, B, X, T), G); }
field(A) ::= IDENT(N) LBRACK expr(X) RBRACK(E) opt_tag(G). { A = go_field(p, NO_LIST, go_index(p, ident(p, N), list1(p, X), E), G); }
field(A) ::= IDENT(N) LBRACK expr(X) COMMA RBRACK(E) opt_tag(G).
    { A = go_field(p, NO_LIST, go_index(p, ident(p, N), list1(p, X), E), G); }
field(A) ::= IDENT(N) LBRACK expr(X) COMMA indices(Y) opt_comma RBRACK(E) opt_tag(G).
    { A = go_field(p, NO_LIST, go_index(p, ident(p, N), join(p, list1(p, X), Y), E), G); }
field(A) ::= embedded(T) opt_tag(G).                { A = go_field(p, NO_LIST, T, G); }
field(A) ::= STAR(S) embedded(T) opt_tag(G).        { A = go_field(p, NO_LIST, go_prefix(p, GO_StarExpr, S, T), G); }
field(A) ::= IDENT(N) opt_tag(G).                   { A = go_field(p, NO_LIST, ident(p, N), G); }
field(A) ::= STAR(S) IDENT(N) opt_tag(G).           { A = go_field(p, NO_LIST, go_prefix(p, GO_StarExpr, S, ident(p, N)), G); }
field(A) ::= STAR(S) IDENT(N) LBRACK types(L) opt_comma RBRACK(E) opt_tag(G).
    { A = go_field(p, NO_LIST, go_prefix(p, GO_StarExpr, S, go_index(p, ident(p, N), L, E)), G); }
embedded(A) ::= IDENT(N) DOT IDENT(M).              { A = go_selector(p, ident(p, N), M); }
embedded(A) ::= IDENT(N) DOT IDENT(M) LBRACK types(L) opt_comma RBRACK(E).
    { A = go_index(p, go_selector(p, ident(p, N), M), L, E); }
opt_tag(A) ::= .                                    { A = 0; }
opt_tag(A) ::= STRING(S).                           { A = literal(p, S); }

/* "Interface types" */
interface_type(A) ::= INTERFACE(S) LBRACE(B) RBRACE(E).
    { A = new_node(p, GO_InterfaceType, S.start, E.end, list1(p, go_field_list(p, B, NO_LIST, E))); }
interface_type(A) ::= INTERFACE(S) LBRACE(B) elements(L) opt_semi RBRACE(E).
    { A = new_node(p, GO_InterfaceType, S.start, E.end, list1(p, go_field_list(p, B, L, E))); }
elements(A) ::= element(F).                         { A = list1(p, F); }
elements(A) ::= elements(L) SEMI element(F).        { A = add(p, L, F); }
element(A) ::= IDENT(N) signature(S).               { A = go_field(p, list1(p, ident(p, N)), S, 0); }
element(A) ::= element_union(T).                    { A = go_field(p, NO_LIST, T, 0); }
element_union ::= element_term.
element_union(A) ::= element_union(X) OR(O) term(Y). { A = go_binary(p, X, O, Y); }
/* The first argument of a generic type that begins an element may be any expression, as in go/parser. */
element_term ::= type_no_name.
element_term(A) ::= TILDE(O) type(T).               { A = go_unary(p, O, T); }
element_term(A) ::= IDENT(N).                       { A = ident(p, N); }
element_term(A) ::= IDENT(N) LBRACK expr(X) RBRACK(E). { A = go_index(p, ident(p, N), list1(p, X), E); }
element_term(A) ::= IDENT(N) LBRACK expr(X) COMMA RBRACK(E).
    { A = go_index(p, ident(p, N), list1(p, X), E); }
element_term(A) ::= IDENT(N) LBRACK expr(X) COMMA types(L) opt_comma RBRACK(E).
    { A = go_index(p, ident(p, N), join(p, list1(p, X), L), E); }
element_term(A) ::= IDENT(N) DOT IDENT(M).          { A = go_selector(p, ident(p, N), M); }
element_term(A) ::= IDENT(N) DOT IDENT(M) LBRACK types(L) opt_comma RBRACK(E).
    { A = go_index(p, go_selector(p, ident(p, N), M), L, E); }

/* ---- Expressions ---- */

expr(A) ::= IDENT(N). [LOW]                         { A = ident(p, N); }
expr(A) ::= LITERAL(L).                             { A = literal(p, L); }
expr(A) ::= STRING(L).                              { A = literal(p, L); }
expr(A) ::= LPAREN(B) expr(X) RPAREN(E).            { A = go_around(p, GO_ParenExpr, B, X, E); }
expr(A) ::= func_type(T) LBRACE(B) stmts(S) RBRACE(E).
    { A = new_node(p, GO_FuncLit, start_of(p, T), E.end, list2(p, T, go_block(p, B, S, E))); }
expr ::= array_type. [LOW]
expr ::= map_type. [LOW]
expr ::= struct_type.
expr ::= interface_type.
expr ::= chan_type. [LOW]
expr ::= func_type. [LOW]

/* "Primary expressions" */
expr(A) ::= expr(X) DOT IDENT(N).                   { A = go_selector(p, X, N); }
expr(A) ::= expr(X) DOT LPAREN type(T) RPAREN(E).   { A = go_type_assert(p, X, T, E); }
expr(A) ::= expr(X) DOT LPAREN TYPE RPAREN(E).      { A = go_type_assert(p, X, 0, E); }
expr(A) ::= expr(X) LBRACK expr(I) RBRACK(E).       { A = go_index(p, X, list1(p, I), E); }
expr(A) ::= expr(X) LBRACK expr(I) COMMA RBRACK(E). { A = go_index(p, X, list1(p, I), E); }
expr(A) ::= expr(X) LBRACK expr(I) COMMA types(L) opt_comma RBRACK(E).
    { A = go_index(p, X, join(p, list1(p, I), L), E); }
expr(A) ::= expr(X) LBRACK opt_expr(I) COLON opt_expr(J) RBRACK(E). { A = go_slice(p, X, I, J, 0, E); }
expr(A) ::= expr(X) LBRACK opt_expr(I) COLON(C) opt_expr(J) COLON(D) opt_expr(K) RBRACK(E).
    { A = go_full_slice(p, X, I, C, J, D, K, E); }
expr(A) ::= expr(X) LPAREN(B) RPAREN(E).            { A = go_call(p, X, B, NO_LIST, false, E); }
expr(A) ::= expr(X) LPAREN(B) expr(Y) RPAREN(E).    { A = go_call(p, X, B, list1(p, Y), false, E); }
expr(A) ::= expr(X) LPAREN(B) more(L) RPAREN(E).    { A = go_call(p, X, B, L, false, E); }
expr(A) ::= expr(X) LPAREN(B) expr(Y) COMMA RPAREN(E). { A = go_call(p, X, B, list1(p, Y), false, E); }
expr(A) ::= expr(X) LPAREN(B) more(L) COMMA RPAREN(E). { A = go_call(p, X, B, L, false, E); }
expr(A) ::= expr(X) LPAREN(B) exprs(L) ELLIPSIS opt_comma RPAREN(E). { A = go_call(p, X, B, L, true, E); }
opt_expr(A) ::= .                                   { A = 0; }
opt_expr ::= expr.

/* "Composite literals" */
%type literal_head {GoLiteralHead}
expr(A) ::= literal_head(H) RBRACE(E).              { A = go_composite(p, H, NO_LIST, E); }
expr(A) ::= literal_head(H) literal_elements(L) RBRACE(E). { A = go_composite(p, H, L, E); }
expr(A) ::= literal_head(H) literal_elements(L) COMMA RBRACE(E). { A = go_composite(p, H, L, E); }
literal_head(A) ::= expr(X) LBRACE(B).              { A = go_literal_head(p, X, B); }
literal_elements(A) ::= expr(X).                    { A = list1(p, X); }
literal_elements(A) ::= literal_element(X).         { A = list1(p, X); }
literal_elements(A) ::= literal_elements(L) COMMA expr(X). { A = add(p, L, X); }
literal_elements(A) ::= literal_elements(L) COMMA literal_element(X). { A = add(p, L, X); }
literal_element ::= braced.
literal_element(A) ::= expr(K) COLON expr(V).       { A = go_pair(p, GO_KeyValueExpr, K, V); }
literal_element(A) ::= expr(K) COLON braced(V).     { A = go_pair(p, GO_KeyValueExpr, K, V); }
literal_element(A) ::= braced(K) COLON expr(V).     { A = go_pair(p, GO_KeyValueExpr, K, V); }
literal_element(A) ::= braced(K) COLON braced(V).   { A = go_pair(p, GO_KeyValueExpr, K, V); }
braced(A) ::= LBRACE(B) RBRACE(E).                  { A = go_composite(p, (GoLiteralHead){0, B.start}, NO_LIST, E); }
braced(A) ::= LBRACE(B) literal_elements(L) RBRACE(E). { A = go_composite(p, (GoLiteralHead){0, B.start}, L, E); }
braced(A) ::= LBRACE(B) literal_elements(L) COMMA RBRACE(E). { A = go_composite(p, (GoLiteralHead){0, B.start}, L, E); }

/* "Operators" */
expr(A) ::= ADD(O) expr(X). [UNARY]                 { A = go_unary(p, O, X); }
expr(A) ::= AND(O) expr(X). [UNARY]                 { A = go_unary(p, O, X); }
expr(A) ::= NOT(O) expr(X). [UNARY]                 { A = go_unary(p, O, X); }
expr(A) ::= TILDE(O) expr(X). [UNARY]               { A = go_unary(p, O, X); }
expr(A) ::= STAR(O) expr(X). [UNARY]                { A = go_prefix(p, GO_StarExpr, O, X); }
expr(A) ::= ARROW(O) expr(X). [UNARY]               { A = go_receive(p, O, X); }
expr(A) ::= expr(X) LOR(O) expr(Y).                 { A = go_binary(p, X, O, Y); }
expr(A) ::= expr(X) LAND(O) expr(Y).                { A = go_binary(p, X, O, Y); }
expr(A) ::= expr(X) COMPARE(O) expr(Y).             { A = go_binary(p, X, O, Y); }
expr(A) ::= expr(X) ADD(O) expr(Y).                 { A = go_binary(p, X, O, Y); }
expr(A) ::= expr(X) OR(O) expr(Y).                  { A = go_binary(p, X, O, Y); }
expr(A) ::= expr(X) MUL(O) expr(Y).                 { A = go_binary(p, X, O, Y); }
expr(A) ::= expr(X) STAR(O) expr(Y).                { A = go_binary(p, X, O, Y); }
expr(A) ::= expr(X) AND(O) expr(Y).                 { A = go_binary(p, X, O, Y); }
/* One or more; and two or more, for where one alone is so frequent that making a list of it shows. */
exprs(A) ::= expr(X).                               { A = list1(p, X); }
exprs ::= more.
more(A) ::= expr(X) COMMA expr(Y).                  { A = list2(p, X, Y); }
more(A) ::= more(L) COMMA expr(X).                  { A = add(p, L, X); }
indices(A) ::= expr(X).                             { A = list1(p, X); }
indices(A) ::= indices(L) COMMA expr(X).            { A = add(p, L, X); }

/* ---- Statements ---- */

/* Only the last statement of a list may go without its semicolon; so `L: case` is refused. */
stmts ::= stmts_ended.
stmts(A) ::= stmts_ended(L) stmt(S).                { A = add_stmt(p, L, S); }
stmts_ended(A) ::= .                                { A = NO_LIST; }
stmts_ended(A) ::= stmts_ended(L) SEMI(S).          { A = add(p, L, go_empty(p, S.start, S.end, false)); }
stmts_ended(A) ::= stmts_ended(L) stmt(S) SEMI.     { A = add_stmt(p, L, S); }

stmt(A) ::= decl(D).                                { A = go_decl_stmt(p, D); }
stmt(A) ::= LBRACE(B) stmts(S) RBRACE(E).           { A = go_block(p, B, S, E); }
stmt ::= simple.
stmt(A) ::= IDENT(N) COLON stmt(S).                 { A = go_label(p, N, S); }
stmt(A) ::= IDENT(N) COLON.                         { NOTE_LOOKAHEAD(); A = go_label_end(p, N); }
stmt(A) ::= GO(K) expr(X).                          { A = go_call_stmt(p, GO_GoStmt, K, X); }
stmt(A) ::= DEFER(K) expr(X).                       { A = go_call_stmt(p, GO_DeferStmt, K, X); }
stmt(A) ::= RETURN(K).                              { A = go_return(p, K, NO_LIST); }
stmt(A) ::= RETURN(K) expr(X).                      { A = go_return(p, K, list1(p, X)); }
stmt(A) ::= RETURN(K) more(L).                      { A = go_return(p, K, L); }
stmt(A) ::= BREAK(K).                               { A = go_branch(p, K, NULL); }
stmt(A) ::= BREAK(K) IDENT(L).                      { A = go_branch(p, K, &L); }
stmt(A) ::= CONTINUE(K).                            { A = go_branch(p, K, NULL); }
stmt(A) ::= CONTINUE(K) IDENT(L).                   { A = go_branch(p, K, &L); }
stmt(A) ::= GOTO(K) IDENT(L).                       { A = go_branch(p, K, &L); }
stmt(A) ::= FALLTHROUGH(K).                         { A = go_branch(p, K, NULL); }
stmt ::= if_stmt.

simple(A) ::= expr(X).                              { A = go_expr_stmt(p, X); }
simple(A) ::= more(L).                              { A = go_one_too_many(p, L); }
simple(A) ::= expr(X) INCDEC(O).
    { A = new_op_node(p, GO_IncDecStmt, start_of(p, X), O.end, list1(p, X), O.value, 0); }
simple(A) ::= expr(X) ARROW expr(Y).                { A = go_pair(p, GO_SendStmt, X, Y); }
simple(A) ::= expr(X) ASSIGN_OP(O) expr(Y). { A = go_assign(p, list1(p, X), O, list1(p, Y)); }
simple(A) ::= expr(X) ASSIGN_OP(O) more(R). { A = go_assign(p, list1(p, X), O, R); }
simple(A) ::= more(L) ASSIGN_OP(O) expr(Y). { A = go_assign(p, L, O, list1(p, Y)); }
simple(A) ::= more(L) ASSIGN_OP(O) more(R). { A = go_assign(p, L, O, R); }
simple(A) ::= expr(X) ASSIGN(O) expr(Y). { A = go_assign(p, list1(p, X), O, list1(p, Y)); }
simple(A) ::= expr(X) ASSIGN(O) more(R). { A = go_assign(p, list1(p, X), O, R); }
simple(A) ::= more(L) ASSIGN(O) expr(Y). { A = go_assign(p, L, O, list1(p, Y)); }
simple(A) ::= more(L) ASSIGN(O) more(R). { A = go_assign(p, L, O, R); }
simple(A) ::= expr(X) DEFINE(O) expr(Y). { A = go_assign(p, list1(p, X), O, list1(p, Y)); }
simple(A) ::= expr(X) DEFINE(O) more(R). { A = go_assign(p, list1(p, X), O, R); }
simple(A) ::= more(L) DEFINE(O) expr(Y). { A = go_assign(p, L, O, list1(p, Y)); }
simple(A) ::= more(L) DEFINE(O) more(R). { A = go_assign(p, L, O, R); }
opt_simple(A) ::= .                                 { A = 0; }
opt_simple ::= simple.

body(A) ::= LBODY(B) stmts(S) RBRACE(E).            { A = go_block(p, B, S, E); }

/* "If statements" */
if_stmt(A) ::= IF(K) simple(C) body(B).             { A = go_if(p, K, 0, C, B, 0); }
if_stmt(A) ::= IF(K) simple(C) body(B) ELSE otherwise(E). { A = go_if(p, K, 0, C, B, E); }
if_stmt(A) ::= IF(K) opt_simple(I) SEMI simple(C) body(B). { A = go_if(p, K, I, C, B, 0); }
if_stmt(A) ::= IF(K) opt_simple(I) SEMI simple(C) body(B) ELSE otherwise(E). { A = go_if(p, K, I, C, B, E); }
otherwise ::= if_stmt.
otherwise(A) ::= LBRACE(B) stmts(S) RBRACE(E).      { A = go_block(p, B, S, E); }

/* "For statements" */
stmt(A) ::= FOR(K) body(B).                         { A = go_for(p, K, 0, 0, 0, 0, B); }
stmt(A) ::= FOR(K) simple(C) body(B).               { A = go_for(p, K, 0, C, 0, C, B); }
stmt(A) ::= FOR(K) opt_simple(I) SEMI opt_simple(C) SEMI opt_simple(P) body(B). { A = go_for(p, K, I, C, P, P, B); }
stmt(A) ::= FOR(K) RANGE expr(X) body(B).           { A = go_range(p, K, NO_LIST, NULL, X, B); }
stmt(A) ::= FOR(K) expr(Y) ASSIGN(O) RANGE expr(X) body(B). { A = go_range(p, K, list1(p, Y), &O, X, B); }
stmt(A) ::= FOR(K) more(L) ASSIGN(O) RANGE expr(X) body(B). { A = go_range(p, K, L, &O, X, B); }
stmt(A) ::= FOR(K) expr(Y) DEFINE(O) RANGE expr(X) body(B). { A = go_range(p, K, list1(p, Y), &O, X, B); }
stmt(A) ::= FOR(K) more(L) DEFINE(O) RANGE expr(X) body(B). { A = go_range(p, K, L, &O, X, B); }

/* "Switch statements" */
stmt(A) ::= SWITCH(K) switch_body(B).               { A = go_switch(p, K, 0, 0, B); }
stmt(A) ::= SWITCH(K) simple(T) switch_body(B).     { A = go_switch(p, K, 0, T, B); }
stmt(A) ::= SWITCH(K) opt_simple(I) SEMI opt_simple(T) switch_body(B). { A = go_switch(p, K, I, T, B); }
switch_body(A) ::= LBODY(B) clauses(C) RBRACE(E).   { A = go_block(p, B, C, E); }
clauses ::= clauses_ended.
clauses(A) ::= clauses_ended(L) case(C) stmts_ended(S) stmt(T). { A = add(p, L, go_clause(p, C, add_stmt(p, S, T))); }
clauses_ended(A) ::= .                              { A = NO_LIST; }
clauses_ended(A) ::= clauses_ended(L) case(C) stmts_ended(S). { A = add(p, L, go_clause(p, C, S)); }
case(A) ::= CASE(K) exprs(L) COLON(E).              { A = go_case(p, K, L, E); }
case(A) ::= DEFAULT(K) COLON(E).                    { A = go_case(p, K, NO_LIST, E); }

/* "Select statements" */
stmt(A) ::= SELECT(K) LBRACE(B) comm_clauses(C) RBRACE(E).
    { A = new_node(p, GO_SelectStmt, K.start, E.end, list1(p, go_block(p, B, C, E))); }
comm_clauses ::= comm_clauses_ended.
comm_clauses(A) ::= comm_clauses_ended(L) comm_case(C) stmts_ended(S) stmt(T). { A = add(p, L, go_clause(p, C, add_stmt(p, S, T))); }
comm_clauses_ended(A) ::= .                         { A = NO_LIST; }
comm_clauses_ended(A) ::= comm_clauses_ended(L) comm_case(C) stmts_ended(S). { A = add(p, L, go_clause(p, C, S)); }
comm_case(A) ::= CASE(K) comm(S) COLON(E).          { A = go_comm(p, K, S, E); }
comm_case(A) ::= DEFAULT(K) COLON(E).               { A = go_comm(p, K, 0, E); }
comm(A) ::= expr(X).                                { A = go_expr_stmt(p, X); }
comm(A) ::= expr(X) ARROW expr(Y).                  { A = go_pair(p, GO_SendStmt, X, Y); }
comm(A) ::= expr(Y) ASSIGN(O) expr(X). { A = go_comm_assign(p, list1(p, Y), O, X); }
comm(A) ::= more(L) ASSIGN(O) expr(X). { A = go_comm_assign(p, L, O, X); }
comm(A) ::= expr(Y) DEFINE(O) expr(X). { A = go_comm_assign(p, list1(p, Y), O, X); }
comm(A) ::= more(L) DEFINE(O) expr(X). { A = go_comm_assign(p, L, O, X); }

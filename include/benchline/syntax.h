/* syntax.h - Go source in, syntax tree with byte spans and bindings out.
 *
 * One GoFile holds everything about one parsed file: the source (borrowed), the nodes, the line
 * table and the declaration that each identifier is bound to. Nothing is global: two files may be
 * parsed at the same time by two threads as long as they do not share a GoSymbols.
 *
 * The tree has go/ast's node kinds, children and spans, so that Go's own parser can be asked
 * whether it is right. Offsets count bytes from 0, lines and columns count from 1, columns are
 * bytes, as everywhere in the Go toolchain.
 */
#ifndef BENCHLINE_SYNTAX_H
#define BENCHLINE_SYNTAX_H

#include "benchline/base.h"
#include "benchline/diag.h"

/* ---- nodes ---------------------------------------------------------------------------------- */

/* Every node kind, named as go/ast names it, with its children in order.
 * [x] is optional (a flag says whether it is there), x* is any number. */
#define GO_NODE_KINDS(X)                                                               \
    X(None)           /* node 0: "no node" */                                          \
    X(File)           /* name:Ident decls* */                                          \
    X(ImportSpec)     /* [name:Ident] path:BasicLit */                                 \
    X(ValueSpec)      /* names:Ident{aux} [type] values* */                            \
    X(TypeSpec)       /* name:Ident [tparams:FieldList] type */                        \
    X(GenDecl)        /* specs*; op is the keyword */                                  \
    X(FuncDecl)       /* [recv:FieldList] name:Ident type:FuncType [body:BlockStmt] */ \
    X(FieldList)      /* fields:Field* */                                              \
    X(Field)          /* names:Ident{aux} type [tag:BasicLit] */                       \
    X(Ident)          /* aux is the symbol; see go_binding() */                        \
    X(BasicLit)       /* op is the kind of literal */                                  \
    X(FuncLit)        /* type:FuncType body:BlockStmt */                               \
    X(CompositeLit)   /* [type] elements* */                                           \
    X(ParenExpr)      /* x */                                                          \
    X(SelectorExpr)   /* x sel:Ident */                                                \
    X(IndexExpr)      /* x index */                                                    \
    X(IndexListExpr)  /* x indices* */                                                 \
    X(SliceExpr)      /* x [low] [high] [max] */                                       \
    X(TypeAssertExpr) /* x [type]; without one it is x.(type) */                       \
    X(CallExpr)       /* fun args*; aux is the offset of the parenthesis */            \
    X(StarExpr)       /* x */                                                          \
    X(UnaryExpr)      /* x; op */                                                      \
    X(BinaryExpr)     /* x y; op, aux is the operator's offset */                      \
    X(KeyValueExpr)   /* key value */                                                  \
    X(Ellipsis)       /* [elt] */                                                      \
    X(ArrayType)      /* [len] elt */                                                  \
    X(StructType)     /* fields:FieldList */                                           \
    X(FuncType)       /* [tparams:FieldList] params:FieldList [results:FieldList] */   \
    X(InterfaceType)  /* methods:FieldList */                                          \
    X(MapType)        /* key value */                                                  \
    X(ChanType)       /* value; aux is the arrow's offset, flags the direction */      \
    X(DeclStmt)       /* decl:GenDecl */                                               \
    X(EmptyStmt)      /* */                                                            \
    X(LabeledStmt)    /* label:Ident stmt */                                           \
    X(ExprStmt)       /* x */                                                          \
    X(SendStmt)       /* chan value */                                                 \
    X(IncDecStmt)     /* x; op */                                                      \
    X(AssignStmt)     /* lhs{aux} rhs*; op */                                          \
    X(GoStmt)         /* call:CallExpr */                                              \
    X(DeferStmt)      /* call:CallExpr */                                              \
    X(ReturnStmt)     /* results* */                                                   \
    X(BranchStmt)     /* [label:Ident]; op is the keyword */                           \
    X(BlockStmt)      /* stmts* */                                                     \
    X(IfStmt)         /* [init] cond body:BlockStmt [else] */                          \
    X(CaseClause)     /* list{aux} body*; none in the list: default */                 \
    X(SwitchStmt)     /* [init] [tag] body:BlockStmt */                                \
    X(TypeSwitchStmt) /* [init] assign body:BlockStmt */                               \
    X(CommClause)     /* [comm] body* */                                               \
    X(SelectStmt)     /* body:BlockStmt */                                             \
    X(ForStmt)        /* [init] [cond] [post] body:BlockStmt */                        \
    X(RangeStmt)      /* [key] [value] x body:BlockStmt; op is := or = or 0 */

typedef enum GoKind {
#define X(name) GO_##name,
    GO_NODE_KINDS(X)
#undef X
        GO_KIND_COUNT
} GoKind;

/* Bits of GoNode.flags. Which optional children are there is said with one bit each; the bits are
 * shared between kinds that cannot meet. */
enum {
    GO_LAST = 1,          /* `next` is the parent, not a sibling */
    GO_HAS_INIT = 2,      /* IfStmt, SwitchStmt, TypeSwitchStmt, ForStmt */
    GO_HAS_COND = 4,      /* ForStmt; SwitchStmt, TypeSwitchStmt: what is switched on */
    GO_HAS_POST = 8,      /* ForStmt */
    GO_HAS_ELSE = 8,      /* IfStmt */
    GO_HAS_NAME = 2,      /* ImportSpec */
    GO_HAS_RECV = 2,      /* FuncDecl */
    GO_HAS_BODY = 4,      /* FuncDecl */
    GO_HAS_TPARAMS = 2,   /* TypeSpec, FuncType */
    GO_HAS_RESULTS = 4,   /* FuncType */
    GO_IS_ALIAS = 4,      /* TypeSpec: type A = B */
    GO_HAS_TYPE = 2,      /* ValueSpec, CompositeLit, TypeAssertExpr, Ellipsis */
    GO_HAS_LEN = 2,       /* ArrayType */
    GO_HAS_TAG = 2,       /* Field */
    GO_HAS_LOW = 2,       /* SliceExpr */
    GO_HAS_HIGH = 4,      /* SliceExpr */
    GO_HAS_MAX = 8,       /* SliceExpr */
    GO_HAS_ELLIPSIS = 2,  /* CallExpr */
    GO_CHAN_SEND = 2,     /* ChanType */
    GO_CHAN_RECV = 4,     /* ChanType */
    GO_HAS_LABEL = 2,     /* BranchStmt */
    GO_HAS_COMM = 2,      /* CommClause */
    GO_HAS_KEY = 2,       /* RangeStmt */
    GO_HAS_VALUE = 4,     /* RangeStmt */
    GO_IS_IMPLICIT = 2,   /* EmptyStmt: no semicolon stands there */
    GO_HAS_PARENS = 8,    /* GenDecl: it is a group */
    GO_DECLARES = 2,      /* Ident: it declares what it names */
    GO_UNRESOLVED = 4,    /* Ident: looked up in the file's scopes and not found */
    GO_NOT_LOOKED_UP = 8, /* Ident: names a member, or a function by declaring it */
};

/* What GoNode.op says: the exact operator, keyword or kind of literal, as it is written in Go. */
/* Formatted by hand, since each line would be indented more than the one before. */
/* clang-format off */
#define GO_OPS(X)                                                                                \
    X(NONE, "") X(INT, "integer literal") X(FLOAT, "floating-point literal")                     \
    X(IMAG, "imaginary literal") X(CHAR, "rune literal") X(STRING, "string literal") X(ADD, "+") \
    X(SUB, "-") X(MUL, "*") X(QUO, "/") X(REM, "%") X(AND, "&") X(OR, "|") X(XOR, "^")           \
    X(SHL, "<<") X(SHR, ">>") X(AND_NOT, "&^") X(LAND, "&&") X(LOR, "||") X(ARROW, "<-")         \
    X(INC, "++") X(DEC, "--") X(EQL, "==") X(LSS, "<") X(GTR, ">") X(NOT, "!") X(TILDE, "~")     \
    X(NEQ, "!=") X(LEQ, "<=") X(GEQ, ">=") X(DEFINE, ":=") X(ASSIGN, "=") X(ADD_ASSIGN, "+=")    \
    X(SUB_ASSIGN, "-=") X(MUL_ASSIGN, "*=") X(QUO_ASSIGN, "/=") X(REM_ASSIGN, "%=")              \
    X(AND_ASSIGN, "&=") X(OR_ASSIGN, "|=") X(XOR_ASSIGN, "^=") X(SHL_ASSIGN, "<<=")              \
    X(SHR_ASSIGN, ">>=") X(AND_NOT_ASSIGN, "&^=") X(IMPORT, "import") X(CONST, "const")          \
    X(TYPE, "type") X(VAR, "var") X(BREAK, "break") X(CONTINUE, "continue") X(GOTO, "goto")      \
    X(FALLTHROUGH, "fallthrough")
/* clang-format on */

typedef enum GoOp {
#define X(name, text) GO_OP_##name,
    GO_OPS(X)
#undef X
        GO_OP_COUNT
} GoOp;

/* A node is known by its number in GoFile.nodes; 0 is no node. */
typedef uint32_t GoRef;

typedef struct GoNode {
    uint8_t kind; /* GoKind */
    uint8_t flags;
    uint16_t op;    /* GoOp, for kinds that say so */
    uint32_t start; /* offset of the first byte */
    uint32_t end;   /* offset after the last byte */
    GoRef first;    /* first child; for an Ident the declaring Ident (see go_binding) */
    GoRef next;     /* next sibling, or the parent when GO_LAST is set */
    uint32_t aux;
} GoNode;

/* ---- symbols -------------------------------------------------------------------------------- */

/* Interned identifier spellings: equal spellings have equal numbers. Symbol 0 is no symbol,
 * GO_SYM_BLANK is "_". May be shared by the files of one package (by one thread at a time). */
typedef uint32_t GoSym;
enum { GO_SYM_BLANK = 1 };
typedef struct GoSymbols GoSymbols;

GoSymbols *go_symbols_new(void);
void go_symbols_free(GoSymbols *symbols);
GoSym go_intern(GoSymbols *symbols, const char *text, size_t len);
GoSym go_lookup(const GoSymbols *symbols, BlStr text); /* 0 when never seen */
BlStr go_spelling(const GoSymbols *symbols, GoSym sym);
size_t go_symbol_count(const GoSymbols *symbols); /* numbers run from 0 to this, exclusive */

/* ---- files ---------------------------------------------------------------------------------- */

typedef struct GoComment {
    uint32_t start, end;
} GoComment;

typedef struct GoFile {
    const char *path;   /* as shown in diagnostics; borrowed */
    BlStr source;       /* borrowed; must outlive the file */
    GoSymbols *symbols; /* borrowed; NULL after go_parse_tree() */
    GoNode *nodes;      /* nodes[0] is the None node */
    uint32_t node_count, node_cap;
    GoRef root;                   /* the File node, 0 when the source did not parse */
    BL_VEC(GoComment) comments;   /* in source order */
    BL_VEC(uint32_t) line_starts; /* offset of each line's first byte */
} GoFile;

/* Parses `source` (which must be followed by a NUL byte that source.len does not count) and binds
 * its identifiers. Returns true when it is Go. On false the first syntax error was added to
 * `diags`, with up to nine more that are no consequence of one before them, in the order of their
 * places, and the file has no root; go_file_free() is due either way. */
bool go_parse(GoFile *file, const char *path, BlStr source, GoSymbols *symbols, BlDiags *diags);
/* The same without symbols and bindings: those of every identifier are 0. */
bool go_parse_tree(GoFile *file, const char *path, BlStr source, BlDiags *diags);
void go_file_free(GoFile *file);
/* Fills line_starts of a file that has only its source set: for positions in text that is not
 * parsed. */
void go_index_lines(GoFile *file);

/* The package name alone, read from the start of a file; false when there is no package clause.
 * Cheap: it stops there. `name` points into `source`. */
bool go_package_name(BlStr source, BlStr *name);

/* Line and column, both from 1, of an offset. */
void go_position(const GoFile *file, uint32_t offset, uint32_t *line, uint32_t *column);
/* The text of a line (from 1), without its end. */
BlStr go_line(const GoFile *file, uint32_t line);
/* The first comment that begins at this offset or later, as an index into `comments`; their count
 * when there is none. By halving: files have been seen with millions. */
size_t go_comment_from(const GoFile *file, uint32_t offset);
/* A diagnostic that points at a byte of this file. */
void go_diag(BlDiags *diags, BlSeverity severity, const GoFile *file, uint32_t offset,
             const char *format, ...) BL_PRINTF(5, 6);

/* ---- reading the tree ----------------------------------------------------------------------- */

static inline const GoNode *go_node(const GoFile *file, GoRef ref)
{
    return &file->nodes[ref];
}
static inline GoKind go_kind(const GoFile *file, GoRef ref)
{
    return (GoKind)file->nodes[ref].kind;
}
static inline bool go_has(const GoFile *file, GoRef ref, unsigned flag)
{
    return (file->nodes[ref].flags & flag) != 0;
}
/* First child, 0 if none. An Ident has none. */
static inline GoRef go_first(const GoFile *file, GoRef ref)
{
    return file->nodes[ref].kind == GO_Ident ? 0 : file->nodes[ref].first;
}
/* The sibling to the right, 0 if none. */
static inline GoRef go_next(const GoFile *file, GoRef ref)
{
    return (file->nodes[ref].flags & GO_LAST) ? 0 : file->nodes[ref].next;
}
/* The n-th child, from 0; 0 if there are fewer. */
GoRef go_child(const GoFile *file, GoRef ref, unsigned n);
/* The node around this one; 0 for the root. Walks over the siblings to the right. */
GoRef go_parent(const GoFile *file, GoRef ref);
/* Pre-order walk without a stack: the node after `ref` in the subtree of `top`, 0 at its end. */
GoRef go_walk(const GoFile *file, GoRef top, GoRef ref);
/* The same, without going into `ref`'s children. */
GoRef go_walk_past(const GoFile *file, GoRef top, GoRef ref);

static inline BlStr go_text(const GoFile *file, GoRef ref)
{
    const GoNode *node = &file->nodes[ref];
    return bl_str(file->source.ptr + node->start, node->end - node->start);
}
static inline GoSym go_sym(const GoFile *file, GoRef ident)
{
    return file->nodes[ident].aux;
}
const char *go_kind_name(GoKind kind);
const char *go_op_name(GoOp op); /* as it is written in Go: "+=", "const" */

/* Named children. */
GoRef go_func_name(const GoFile *file, GoRef func_decl);
GoRef go_func_recv(const GoFile *file, GoRef func_decl); /* FieldList or 0 */
GoRef go_func_type(const GoFile *file, GoRef func_decl);
GoRef go_func_body(const GoFile *file, GoRef func_decl); /* BlockStmt or 0 */
GoRef go_type_tparams(const GoFile *file, GoRef func_type_or_type_spec);
GoRef go_type_params(const GoFile *file, GoRef func_type);
GoRef go_type_results(const GoFile *file, GoRef func_type); /* FieldList or 0 */
GoRef go_field_type(const GoFile *file, GoRef field);

/* ---- scopes --------------------------------------------------------------------------------- */

/* What an identifier is bound to inside its file (Go specification, "Declarations and scope"):
 * the Ident that declares it - itself for a declaration - or 0. With 0, GO_UNRESOLVED tells
 * "looked up and not found: an import, another file of the package, or the universe" from "not
 * looked up: a selector's name, a struct literal's key, a label, a blank". Resolution is that of
 * go/parser, but for a type's parameters, which do not reach beyond the type, and for depth:
 * go/parser gives a file up in which more than 1,000 scopes nest. */
static inline GoRef go_binding(const GoFile *file, GoRef ident)
{
    return file->nodes[ident].first;
}
/* The ImportSpec whose name an unresolved identifier is, 0 if it is none. The name of an import
 * without an explicit one is taken to be its path's last element, without a version suffix. */
GoRef go_import_named(const GoFile *file, GoSym name);
/* The name that an ImportSpec brings: the explicit one (which may be "." or "_"), or the implied.
 */
BlStr go_import_name(const GoFile *file, GoRef import_spec);
/* The import after `after` in the file, the first one for 0; 0 after the last. */
GoRef go_next_import(const GoFile *file, GoRef after);
/* An import's path, without its quotes. */
BlStr go_import_path(const GoFile *file, GoRef import_spec);
/* The ImportSpec of a path, after `after` (0 for the first one); 0 if there is none. */
GoRef go_import_of(const GoFile *file, BlStr path, GoRef after);

#endif

/* tree_sitter.c - tree-sitter-go as a contender: its tree has neither scopes nor bindings. One
 * parser for all files, as its users do it; a file is refused when its tree holds an error.
 */
#include <tree_sitter/api.h>

#include "contender.h"

const TSLanguage *tree_sitter_go(void);

static TSTree *parse_one(const Source *source, Tally *tally)
{
    static TSParser *parser;
    if (!parser) {
        parser = ts_parser_new();
        ts_parser_set_language(parser, tree_sitter_go());
    }
    TSTree *tree =
        ts_parser_parse_string(parser, NULL, source->text.data, (uint32_t)source->text.len);
    tally->refused += !tree || ts_node_has_error(ts_tree_root_node(tree));
    return tree;
}

static void parse(const Source *source, Tally *tally)
{
    ts_tree_delete(parse_one(source, tally));
}

static void hold(const Source *source, Tally *tally)
{
    static BL_VEC(TSTree *) held;
    bl_vec_push(&held, parse_one(source, tally));
}

int main(int argc, char **argv)
{
    static const Work works[] = {{"tree", parse, false}, {"hold", hold, true}, {0}};
    return contend(argc, argv, works);
}

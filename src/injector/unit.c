/* unit.c - the life of an InjectUnit, and what can be asked of it. */
#include "injector/unit.h"

#include <stdlib.h>

InjectUnit *inject_new(const InjectFile *files, size_t count, const InjectNames *reserved,
                       BlDiags *diags)
{
    InjectUnit *unit = bl_alloc(sizeof *unit);
    unit->symbols = go_symbols_new();
    unit->meter = bl_alloc(sizeof *unit->meter);
    unit->file_count = count;
    unit->files = bl_arena_copy(&unit->arena, files, count * sizeof *files);
    unit->parsed = bl_arena_alloc(&unit->arena, count * sizeof *unit->parsed);
    unit->facts = bl_arena_alloc(&unit->arena, count * sizeof *unit->facts);
    unit->outputs = bl_arena_alloc(&unit->arena, count * sizeof *unit->outputs);
    unit->taken = go_symbols_new();
    for (size_t i = 0; i < count; i++)
        unit->broken |= !go_parse(&unit->parsed[i], unit->files[i].path, unit->files[i].source,
                                  unit->symbols, diags);
    for (size_t i = 0; i < count; i++)
        unit->fuzz |= files[i].filter && (files[i].filter->kinds & FIND_KIND(FOUND_FUZZ));
    if (!unit->broken) {
        unit_list_declarations(unit);
        unit_plan(unit, reserved);
    }
    return unit;
}

void inject_free(InjectUnit *unit)
{
    if (!unit)
        return;
    for (size_t i = 0; i < unit->file_count; i++) {
        go_file_free(&unit->parsed[i]);
        bl_vec_free(&unit->facts[i].imports);
        free(unit->facts[i].parents);
        bl_buf_free(&unit->outputs[i].text);
        bl_vec_free(&unit->outputs[i].ranges);
        bl_vec_free(&unit->outputs[i].pieces);
    }
    for (size_t i = 0; i < unit->decls.count; i++)
        bl_vec_free(&unit->decls.items[i].references);
    bl_vec_free(&unit->decls);
    bl_vec_free(&unit->tests);
    bl_vec_free(&unit->test_facts);
    bl_vec_free(&unit->setters);
    bl_vec_free(&unit->other_files);
    unit_reach_free(unit);
    bl_buf_free(&unit->shim);
    bl_buf_free(unit->meter);
    free(unit->meter);
    go_symbols_free(unit->symbols);
    go_symbols_free(unit->taken);
    bl_arena_free(&unit->arena);
    free(unit);
}

void inject_set_line_dir(InjectUnit *unit, const char *dir)
{
    unit->line_dir = dir ? bl_str_dup(&unit->arena, bl_cstr(dir)) : NULL;
}

bool inject_broken(const InjectUnit *unit)
{
    return unit->broken;
}

const InjectTest *inject_tests(const InjectUnit *unit, size_t *count)
{
    *count = unit->tests.count;
    return unit->tests.items;
}

size_t inject_converted(const InjectUnit *unit)
{
    return unit->tests.count - inject_count(unit, INJECT_LEFT_OUT);
}

size_t inject_count(const InjectUnit *unit, InjectWay way)
{
    size_t count = 0;
    for (size_t i = 0; i < unit->tests.count; i++)
        count += unit->tests.items[i].way == way;
    return count;
}

size_t inject_file_count(const InjectUnit *unit)
{
    return unit->file_count;
}

const GoFile *inject_file(const InjectUnit *unit, size_t file)
{
    return &unit->parsed[file];
}

const InjectOutput *inject_output(const InjectUnit *unit, size_t file)
{
    return &unit->outputs[file];
}

const InjectTest *inject_test_at(const InjectUnit *unit, size_t file, uint32_t line)
{
    const GoFile *parsed = &unit->parsed[file];
    if (line == 0 || line > parsed->line_starts.count)
        return NULL;
    uint32_t offset = parsed->line_starts.items[line - 1];
    offset += (uint32_t)strspn(parsed->source.ptr + offset, " \t");
    uint32_t decl = unit_decl_at(unit, (uint32_t)file, offset);
    for (size_t i = 0; decl != NO_DECL && i < unit->tests.count; i++)
        if (unit->test_facts.items[i].decl == decl)
            return &unit->tests.items[i];
    return NULL;
}

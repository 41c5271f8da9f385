/* json.c - what was found, for programs. docs/find.md describes the form.
 *
 * JSON is Unicode and paths are bytes. A text that is not UTF-8 is written with U+FFFD in place of
 * each byte that is none, and beside it, under its key with "_bytes_hex" added, all its bytes, so
 * that a program can still open the file.
 */
#include <cjson/cJSON.h>
#include <stdlib.h>

#include "benchline/path.h"
#include "finder/parts.h"

enum { SCHEMA_VERSION = 1 };

/* ---- text ------------------------------------------------------------------------------------ */

static void append_valid(BlBuf *out, BlStr text)
{
    while (text.len) {
        uint32_t character;
        size_t len = bl_utf8(text, &character);
        bl_buf_str(out, len ? bl_str(text.ptr, len) : BL_STR("\xEF\xBF\xBD"));
        len += !len;
        text = bl_str_from(text, len);
    }
}

static void add_bytes(cJSON *object, const char *key, BlStr text)
{
    BlBuf hex = {0}, name = {0};
    bl_buf_printf(&name, "%s_bytes_hex", key);
    for (size_t i = 0; i < text.len; i++)
        bl_buf_printf(&hex, "%02x", (unsigned char)text.ptr[i]);
    cJSON_AddStringToObject(object, name.data, hex.data);
    bl_buf_free(&name);
    bl_buf_free(&hex);
}

static void add_text(cJSON *object, const char *key, const char *text)
{
    if (!text) {
        cJSON_AddNullToObject(object, key);
        return;
    }
    BlBuf valid = {0};
    bl_buf_puts(&valid, "");
    append_valid(&valid, bl_cstr(text));
    cJSON_AddStringToObject(object, key, valid.data);
    bl_buf_free(&valid);
    if (!bl_is_utf8(bl_cstr(text)))
        add_bytes(object, key, bl_cstr(text));
}

static void add_number(cJSON *object, const char *key, size_t number)
{
    cJSON_AddNumberToObject(object, key, (double)number);
}

static cJSON *add_object(cJSON *array)
{
    cJSON *object = cJSON_CreateObject();
    cJSON_AddItemToArray(array, object);
    return object;
}

/* ---- what was found -------------------------------------------------------------------------- */

static void put_test(cJSON *array, const FoundTest *test)
{
    cJSON *object = add_object(array);
    add_text(object, "name", test->name);
    add_text(object, "kind", found_test_kind_name(test->kind));
    add_number(object, "line", test->line);
    add_number(object, "column", test->column);
    if (test->kind == FOUND_EXAMPLE)
        cJSON_AddBoolToObject(object, "runs", test->runs);
}

static void put_file(cJSON *array, const FoundFile *file)
{
    cJSON *object = add_object(array);
    add_text(object, "name", file->name);
    add_text(object, "kind", found_file_kind_name(file->kind));
    if (file->kind == FOUND_IGNORED)
        add_text(object, "reason", found_reason_name(file->reason));
    if (file->broken)
        cJSON_AddBoolToObject(object, "broken", true);
    if (file->kind != FOUND_TEST_FILE && file->kind != FOUND_XTEST_FILE)
        return;
    cJSON *functions = cJSON_AddArrayToObject(object, "functions");
    for (size_t i = 0; i < file->test_count; i++)
        if (file->tests[i].selected)
            put_test(functions, &file->tests[i]);
}

static void put_package(cJSON *array, const FoundPackage *package)
{
    cJSON *object = add_object(array);
    add_text(object, "import_path", package->import_path);
    add_text(object, "name", package->name);
    add_text(object, "dir", package->dir);
    add_text(object, "path", package->shown);
    cJSON *files = cJSON_AddArrayToObject(object, "files");
    for (size_t i = 0; i < package->file_count; i++)
        if (package->files[i].selected)
            put_file(files, &package->files[i]);
}

static void put_module(cJSON *array, const FoundModule *module)
{
    cJSON *object = add_object(array);
    add_text(object, "module_path", module->path);
    add_text(object, "dir", module->dir);
    add_text(object, "path", module->shown);
    add_text(object, "go", module->go_version);
    add_text(object, "workspace", module->workspace);
    cJSON_AddBoolToObject(object, "in_workspace", module->in_workspace);
    cJSON *packages = cJSON_AddArrayToObject(object, "packages");
    for (size_t i = 0; i < module->package_count; i++)
        put_package(packages, &module->packages[i]);
}

static void put_project(cJSON *array, const FoundProject *project)
{
    cJSON *object = add_object(array);
    add_text(object, "name", project->name);
    add_text(object, "dir", project->dir);
    add_text(object, "path", project->shown);
    cJSON *modules = cJSON_AddArrayToObject(object, "modules");
    for (size_t i = 0; i < project->module_count; i++)
        put_module(modules, &project->modules[i]);
}

/* ---- around it ------------------------------------------------------------------------------- */

static void put_target(cJSON *root, const FindTarget *target)
{
    cJSON *object = cJSON_AddObjectToObject(root, "target");
    add_text(object, "goos", target->goos);
    add_text(object, "goarch", target->goarch);
    add_text(object, "compiler", target->compiler);
    cJSON_AddBoolToObject(object, "cgo", target->cgo);
    add_number(object, "go_minor", target->go_minor);
    cJSON *tags = cJSON_AddArrayToObject(object, "tags");
    for (size_t i = 0; i < target->tag_count; i++)
        cJSON_AddItemToArray(tags, cJSON_CreateString(target->tags[i]));
}

static void put_totals(cJSON *root, const Found *found)
{
    FoundTotals totals = find_totals(found);
    cJSON *object = cJSON_AddObjectToObject(root, "totals");
    add_number(object, "projects", totals.projects);
    add_number(object, "modules", totals.modules);
    add_number(object, "packages", totals.packages);
    cJSON *files = cJSON_AddObjectToObject(object, "files");
    for (FoundFileKind kind = 0; kind < FOUND_FILE_KIND_COUNT; kind++)
        add_number(files, found_file_kind_name(kind), totals.files[kind]);
    cJSON *functions = cJSON_AddObjectToObject(object, "functions");
    for (FoundTestKind kind = 0; kind < FOUND_TEST_KIND_COUNT; kind++)
        add_number(functions, found_test_kind_name(kind), totals.tests[kind]);
}

static void put_diag(cJSON *array, const BlDiag *diag)
{
    static const char *const names[] = {
        [BL_NOTE] = "note", [BL_WARNING] = "warning", [BL_ERROR] = "error"};
    cJSON *object = add_object(array);
    add_text(object, "severity", names[diag->severity]);
    add_text(object, "file", diag->file);
    add_number(object, "line", diag->line);
    add_number(object, "column", diag->column);
    add_text(object, "message", diag->message);
}

cJSON *find_to_json(const Found *found, const FindTarget *target, const BlDiags *diags)
{
    cJSON *root = cJSON_CreateObject();
    add_number(root, "schema_version", SCHEMA_VERSION);
    put_target(root, target);
    cJSON *projects = cJSON_AddArrayToObject(root, "projects");
    for (size_t i = 0; i < found->project_count; i++)
        put_project(projects, &found->projects[i]);
    put_totals(root, found);
    cJSON *list = cJSON_AddArrayToObject(root, "diagnostics");
    for (size_t i = 0; i < diags->list.count; i++)
        put_diag(list, &diags->list.items[i]);
    return root;
}

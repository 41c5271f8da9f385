/* refused.c - see refused.h. */
#include "go/refused.h"

#include "benchline/path.h"

static bool take_number(BlStr *text, uint32_t *number)
{
    BlStr digits, rest;
    if (!bl_str_cut(*text, ':', &digits, &rest) || !digits.len || digits.len > 9)
        return false;
    *number = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] < '0' || digits.ptr[i] > '9')
            return false;
        *number = *number * 10 + (uint32_t)(digits.ptr[i] - '0');
    }
    *text = rest;
    return true;
}

bool refused_parse(BlStr line, CompileError *error)
{
    BlStr rest;
    if (!bl_str_cut(line, ':', &error->path, &rest) || !bl_str_ends(error->path, BL_STR(".go")))
        return false;
    if (!take_number(&rest, &error->line))
        return false;
    error->column = 0;
    take_number(&rest, &error->column);
    error->message = bl_str_trim(rest);
    error->file = error->path;
    for (size_t i = error->path.len; i-- > 0;)
        if (error->path.ptr[i] == '/') {
            error->file = bl_str(error->path.ptr + i + 1, error->path.len - i - 1);
            break;
        }
    return true;
}

BlStr refused_folder(const CompileError *error)
{
    size_t length = error->path.len - error->file.len;
    return bl_str(error->path.ptr, length ? length - 1 : 0); /* without the slash */
}

bool refused_in(const CompileError *error, const char *folder)
{
    enum { LETTERS = 6 }; /* as many as mkdtemp(3) chooses */
    BlStr tail = bl_cstr(folder);
    size_t length = bl_path_base(folder).len + 1 + LETTERS;
    if (tail.len > length)
        tail = bl_str_from(tail, tail.len - length);
    return bl_str_ends(refused_folder(error), tail);
}

/* The own text is the beginning of what is written. */
bool refused_own(const InjectPackage *package, const CompileError *error)
{
    for (int which = 0; which < 2; which++) {
        const InjectUnit *unit = package->units[which];
        for (size_t i = 0; unit && i < inject_file_count(unit); i++) {
            const GoFile *file = inject_file(unit, i);
            if (bl_str_eq(bl_path_base(file->path), error->file))
                return error->line <= file->line_starts.count;
        }
    }
    return false;
}

static size_t blame_in_unit(InjectUnit *unit, const CompileError *error, bool written,
                            const char *reason)
{
    for (size_t i = 0; i < inject_file_count(unit); i++) {
        if (!bl_str_eq(bl_path_base(inject_file(unit, i)->path), error->file))
            continue;
        return written ? inject_refuse_written(unit, i, error->line, error->column, reason)
                       : inject_refuse_at(unit, i, error->line, error->column, reason);
    }
    if (written && bl_str_eq(bl_cstr(inject_shim_file(unit)), error->file))
        return inject_refuse_written(unit, inject_file_count(unit), error->line, error->column,
                                     reason);
    return 0;
}

size_t refused_blame(InjectPackage *package, const CompileError *error, bool written)
{
    size_t count = 0;
    BlBuf reason = {0};
    if (bl_str_eq(error->message, BL_STR("too many errors"))) /* and that is all it says */
        return 0;
    bl_buf_printf(&reason, "does not compile as a benchmark: %.*s", (int)error->message.len,
                  error->message.ptr);
    for (int i = 0; i < 2; i++)
        if (package->units[i])
            count += blame_in_unit(package->units[i], error, written, reason.data);
    bl_buf_free(&reason);
    return count;
}

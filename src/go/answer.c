/* answer.c - see answer.h.
 *
 * `go list -export` compiles what it lists, and with -test the test packages and their main
 * programs too. A main program that was compiled has everything compiled that it is linked of: so
 * "there is an export file of p.test" is the verdict, whatever was printed. What was printed says
 * whom to blame. Copies have line directives of a folder that does not exist, "/copied.N", and what
 * no directive covers is shown in the folder "written.N" of the work folder, N being the package's
 * number: so every error says of itself where it belongs.
 */
#include "go/answer.h"

#include "go/refused.h"

const char answer_format[] =
    "@\t{{.ImportPath}}\t{{.Dir}}\t{{if .Export}}ok{{end}}\t"
    "{{with .GoFiles}}{{index . 0}}{{end}}\n{{with .Error}}{{with .Pos}}{{.}}: {{end}}"
    "{{.Err}}\n{{end}}{{range .DepsErrors}}!\t{{printf \"%q\" .Err}}\n{{end}}";

/* The lines of one stream. */
typedef struct Answer {
    Asking *asking;
    AskedPackage *about; /* the package that the lines are about now; NULL: none of ours */
} Answer;

/* ---- which package --------------------------------------------------------------------------- */

static AskedPackage *package_in(const Asking *asking, BlStr dir)
{
    for (size_t i = 0; i < asking->count; i++)
        if (bl_str_eq(bl_cstr(asking->packages[i].dir), dir))
            return &asking->packages[i];
    return NULL;
}

/* "example.com/p_test [example.com/p.test]" is about example.com/p, and so is its ".test". */
static AskedPackage *package_named(const Asking *asking, BlStr name)
{
    BlStr path, rest;
    bl_str_cut(name, ' ', &path, &rest);
    for (size_t i = 0; i < asking->count; i++) {
        BlStr own = bl_cstr(asking->packages[i].out->found->import_path);
        if (!bl_str_starts(path, own))
            continue;
        BlStr tail = bl_str_from(path, own.len);
        if (!tail.len || bl_str_eq(tail, BL_STR("_test")) || bl_str_eq(tail, BL_STR(".test")))
            return &asking->packages[i];
    }
    return NULL;
}

/* By the number in the folder "/copied.12", or "written.12". */
static AskedPackage *package_numbered(const Asking *asking, BlStr folder)
{
    size_t number = 0, scale = 1;
    for (size_t at = folder.len; at > 0 && scale <= 1000000; at--, scale *= 10) {
        char digit = folder.ptr[at - 1];
        if (digit < '0' || digit > '9')
            return scale > 1 && number < asking->count ? &asking->packages[number] : NULL;
        number += scale * (size_t)(digit - '0');
    }
    return NULL;
}

/* ---- what is said of it ---------------------------------------------------------------------- */

void answer_note(Asking *asking, AskedPackage *package, BlStr line)
{
    if (package && !package->said)
        package->said = bl_str_dup(asking->arena, bl_str_trim(line));
}

/* A row of answer_format. The file of a test's main program is a made one, and has an absolute
 * path. */
static void take_row(Answer *answer, BlStr line)
{
    BlStr path, dir, ok, file = line;
    bl_str_cut(file, '\t', &path, &file); /* the @ */
    bl_str_cut(file, '\t', &path, &file);
    bl_str_cut(file, '\t', &dir, &file);
    bl_str_cut(file, '\t', &ok, &file);
    answer->about = package_in(answer->asking, dir);
    if (answer->about && ok.len && bl_str_starts(file, BL_STR("/")) &&
        bl_str_ends(path, BL_STR(".test")))
        answer->about->compiled = true;
}

/* An error of what the package imports, as a string literal: its first line that says something. */
static BlStr first_quoted(BlStr line)
{
    static const char end[] = "\\n";
    BlStr text = bl_str(line.ptr + 3, line.len > 4 ? line.len - 4 : 0); /* !, tab, quotes */
    while (bl_str_starts(text, BL_STR("# "))) {
        const char *next = memmem(text.ptr, text.len, end, strlen(end));
        text = bl_str_from(text, next ? (size_t)(next - text.ptr) + strlen(end) : text.len);
    }
    const char *last = memmem(text.ptr, text.len, end, strlen(end));
    return last ? bl_str(text.ptr, (size_t)(last - text.ptr)) : text;
}

static void take_quoted(Answer *answer, BlStr line)
{
    BlBuf plain = {0};
    BlStr text = first_quoted(line);
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '\\' || (i + 1 < text.len && text.ptr[i + 1] == '\\'))
            bl_buf_putc(&plain, text.ptr[i]);
    if (answer->about && !answer->about->beyond)
        answer->about->beyond = bl_str_dup(answer->asking->arena, bl_str_trim(bl_buf_view(&plain)));
    bl_buf_free(&plain);
}

/* Without the folder, which is gone when somebody reads it. */
static BlStr place_and_message(const CompileError *error)
{
    const char *end = error->message.ptr + error->message.len;
    return bl_str(error->file.ptr, (size_t)(end - error->file.ptr));
}

static void take_error(Answer *answer, const CompileError *error, BlStr line)
{
    Asking *asking = answer->asking;
    BlStr folder = refused_folder(error);
    AskedPackage *package = package_numbered(asking, folder);
    bool written = package && refused_in(error, package->written);
    bool copied = package && bl_str_eq(folder, bl_cstr(package->copied));
    if (!written && !copied) {
        answer_note(asking, answer->about, line);
        return;
    }
    if (asking->blame && package->asking)
        package->changed += refused_blame(package->out->package, error, written);
    if (!asking->blame || (package->asking && !package->changed))
        answer_note(asking, package, place_and_message(error));
}

/* Anything else. The main program of the tests is a file of the go command's cache, whose name says
 * nothing. */
static void take_text(Answer *answer, BlStr line)
{
    static const char in_main[] = "cannot use _test.";
    const char *at = line.len ? memmem(line.ptr, line.len, in_main, strlen(in_main)) : NULL;
    if (at)
        line = bl_str_from(line, (size_t)(at - line.ptr));
    if (bl_str_trim(line).len)
        answer_note(answer->asking, answer->about, line);
}

void answer_take(Asking *asking, BlStr text)
{
    BlStr line;
    CompileError error;
    Answer answer = {.asking = asking};
    while (bl_next_line(&text, &line)) {
        if (bl_str_starts(line, BL_STR("@\t")))
            take_row(&answer, line);
        else if (bl_str_starts(line, BL_STR("!\t")))
            take_quoted(&answer, line);
        else if (bl_str_starts(line, BL_STR("# ")))
            answer.about = package_named(asking, bl_str_from(line, 2));
        else if (refused_parse(line, &error))
            take_error(&answer, &error, line);
        else
            take_text(&answer, line);
    }
}

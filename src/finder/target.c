/* target.c - what a build is for, and which build tags hold there.
 *
 * The tags of a build come from five places: the system and processor, the compiler, the Go
 * release, the user's -tags, and the toolchain itself (experiments, processor levels such as
 * "amd64.v1"). Only the go command knows the last ones, so it is asked first (toolchain.c); this
 * file reads its answer, makes one up when there is nobody to ask, and answers for single tags.
 */
#include "benchline/finder.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "finder/parts.h"

/* ---- names ----------------------------------------------------------------------------------- */

/* internal/syslist, Go 1.27. Go never removes a name: file names mean what they meant. */
static const char *const known_os[] = {
    "aix",   "android", "darwin", "dragonfly", "freebsd", "hurd",    "illumos", "ios",     "js",
    "linux", "nacl",    "netbsd", "openbsd",   "plan9",   "solaris", "wasip1",  "windows", "zos",
};

static const char *const known_arch[] = {
    "386",     "amd64",  "amd64p32", "arm",      "armbe",     "arm64",       "arm64be", "loong64",
    "mips",    "mipsle", "mips64",   "mips64le", "mips64p32", "mips64p32le", "ppc",     "ppc64",
    "ppc64le", "riscv",  "riscv64",  "s390",     "s390x",     "sparc",       "sparc64", "wasm",
};

static const char *const not_unix[] = {"js", "nacl", "plan9", "wasip1", "windows", "zos"};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_one_of(const char *const *names, size_t count, BlStr name)
{
    for (size_t i = 0; i < count; i++)
        if (bl_str_eq(bl_cstr(names[i]), name))
            return true;
    return false;
}

bool find_known_os(BlStr name)
{
    return is_one_of(known_os, COUNT(known_os), name);
}

bool find_known_arch(BlStr name)
{
    return is_one_of(known_arch, COUNT(known_arch), name);
}

/* ---- tags ------------------------------------------------------------------------------------ */

static bool is_unix(const char *goos)
{
    return find_known_os(bl_cstr(goos)) && !is_one_of(not_unix, COUNT(not_unix), bl_cstr(goos));
}

/* One system that counts as another: `goos` is the narrower of the two. */
static bool implies(const FindTarget *target, const char *goos, BlStr tag, const char *wider)
{
    return strcmp(target->goos, goos) == 0 && bl_str_eq(tag, bl_cstr(wider));
}

/* The N of "go1.N" as Go writes it, without leading zeros; 0 for any other tag. */
static unsigned release_minor(BlStr tag)
{
    if (!bl_str_starts(tag, BL_STR("go1.")) || tag.len == 4 || tag.len > 8 || tag.ptr[4] == '0')
        return 0;
    unsigned minor = 0;
    for (size_t i = 4; i < tag.len; i++) {
        if (tag.ptr[i] < '0' || tag.ptr[i] > '9')
            return 0;
        minor = minor * 10 + (unsigned)(tag.ptr[i] - '0');
    }
    return minor;
}

bool find_target_has(const FindTarget *target, BlStr tag)
{
    if (bl_str_eq(tag, bl_cstr(target->goos)) || bl_str_eq(tag, bl_cstr(target->goarch)) ||
        bl_str_eq(tag, bl_cstr(target->compiler)))
        return true;
    if (implies(target, "android", tag, "linux") || implies(target, "illumos", tag, "solaris") ||
        implies(target, "ios", tag, "darwin"))
        return true;
    if (target->cgo && bl_str_eq(tag, BL_STR("cgo")))
        return true;
    if (is_unix(target->goos) && bl_str_eq(tag, BL_STR("unix")))
        return true;
    if (bl_str_eq(tag, BL_STR("boringcrypto"))) /* its name from before there were experiments */
        tag = BL_STR("goexperiment.boringcrypto");
    unsigned minor = release_minor(tag);
    if (minor && minor <= target->go_minor)
        return true;
    return is_one_of(target->tags, target->tag_count, tag);
}

/* ---- reading what the go command says -------------------------------------------------------- */

typedef BL_VEC(const char *) TagList;

static void keep_tags(FindTarget *target, TagList *tags)
{
    target->tags = bl_arena_copy(&target->arena, tags->items, tags->count * sizeof *tags->items);
    target->tag_count = tags->count;
    bl_vec_free(tags);
}

static void read_line(FindTarget *target, BlStr line, TagList *tags)
{
    BlStr key, value;
    if (!bl_str_cut(bl_str_trim(line), ' ', &key, &value))
        return;
    const char *text = bl_str_dup(&target->arena, value);
    if (bl_str_eq(key, BL_STR("goos")))
        target->goos = text;
    else if (bl_str_eq(key, BL_STR("goarch")))
        target->goarch = text;
    else if (bl_str_eq(key, BL_STR("compiler")))
        target->compiler = text;
    else if (bl_str_eq(key, BL_STR("cgo")))
        target->cgo = bl_str_eq(value, BL_STR("true"));
    else if (bl_str_eq(key, BL_STR("release")) && release_minor(value) > target->go_minor)
        target->go_minor = release_minor(value);
    else if (bl_str_eq(key, BL_STR("tag")))
        bl_vec_push(tags, text);
}

bool find_target_read(FindTarget *target, BlStr output)
{
    *target = (FindTarget){0};
    TagList tags = {0};
    while (output.len) {
        BlStr line;
        bl_str_cut(output, '\n', &line, &output);
        read_line(target, line, &tags);
    }
    keep_tags(target, &tags);
    if (target->goos && target->goarch && target->compiler && target->go_minor)
        return true;
    find_target_free(target);
    return false;
}

/* ---- without a go command -------------------------------------------------------------------- */

typedef struct NamePair {
    const char *theirs, *gos;
} NamePair;

/* What uname(2) calls the systems and processors that Go has a port for. */
static const NamePair systems[] = {
    {"Linux", "linux"},   {"Darwin", "darwin"},   {"FreeBSD", "freebsd"},
    {"NetBSD", "netbsd"}, {"OpenBSD", "openbsd"}, {"DragonFly", "dragonfly"},
    {"SunOS", "solaris"}, {"AIX", "aix"},
};

static const NamePair machines[] = {
    {"x86_64", "amd64"},    {"amd64", "amd64"}, {"aarch64", "arm64"},
    {"arm64", "arm64"},     {"i386", "386"},    {"i686", "386"},
    {"armv6l", "arm"},      {"armv7l", "arm"},  {"riscv64", "riscv64"},
    {"ppc64le", "ppc64le"}, {"s390x", "s390x"}, {"loongarch64", "loong64"},
};

static const char *translate(const NamePair *pairs, size_t count, const char *theirs,
                             const char *otherwise)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(pairs[i].theirs, theirs) == 0)
            return pairs[i].gos;
    return otherwise;
}

static const char *first_of(const char *wish, const char *variable, const char *otherwise)
{
    const char *set = getenv(variable);
    if (wish)
        return wish;
    return set && set[0] ? set : otherwise;
}

static void guess_tags(FindTarget *target, const char *list)
{
    TagList tags = {0};
    BlStr rest = list ? bl_cstr(list) : BL_STR("");
    while (rest.len) {
        BlStr tag;
        bl_str_cut(rest, ',', &tag, &rest);
        tag = bl_str_trim(tag);
        if (tag.len)
            bl_vec_push(&tags, bl_str_dup(&target->arena, tag));
    }
    keep_tags(target, &tags);
}

void find_target_guess(FindTarget *target, const FindTargetWish *wish)
{
    *target = (FindTarget){.compiler = "gc", .go_minor = FIND_NEWEST_GO};
    struct utsname host = {0};
    uname(&host);
    const char *host_os = translate(systems, COUNT(systems), host.sysname, "linux");
    const char *host_arch = translate(machines, COUNT(machines), host.machine, "amd64");
    const char *goos = first_of(wish->goos, "GOOS", host_os);
    const char *goarch = first_of(wish->goarch, "GOARCH", host_arch);
    /* Go turns cgo off when it compiles for another system. */
    bool native = strcmp(goos, host_os) == 0 && strcmp(goarch, host_arch) == 0;
    target->cgo = strcmp(first_of(NULL, "CGO_ENABLED", native ? "1" : "0"), "1") == 0;
    target->goos = bl_str_dup(&target->arena, bl_cstr(goos));
    target->goarch = bl_str_dup(&target->arena, bl_cstr(goarch));
    guess_tags(target, wish->tags);
}

void find_target_init(FindTarget *target, const FindTargetWish *wish, BlDiags *diags)
{
    BlBuf said = {0};
    bool answered = find_ask_go(wish, &said) && find_target_read(target, bl_buf_view(&said));
    if (!answered) {
        BlStr reason, rest;
        bl_str_cut(bl_str_trim(bl_buf_view(&said)), '\n', &reason, &rest);
        find_target_guess(target, wish);
        bl_diag_add(diags, BL_NOTE, NULL,
                    "no answer from the go command (%.*s); build constraints are evaluated for "
                    "%s/%s, go1.%u, cgo %s",
                    (int)reason.len, reason.ptr, target->goos, target->goarch, target->go_minor,
                    target->cgo ? "on" : "off");
    }
    bl_buf_free(&said);
}

void find_target_free(FindTarget *target)
{
    bl_arena_free(&target->arena);
    *target = (FindTarget){0};
}

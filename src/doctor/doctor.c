/* doctor.c - see doctor.h. The files and what stands in them: the kernel's
 * Documentation/admin-guide/pm/cpufreq.rst, intel_pstate.rst, cgroup-v2.rst and
 * Documentation/ABI/testing/sysfs-*.
 */
#include "benchline/doctor.h"

#include <glob.h>
#include <stdlib.h>

#include "benchline/path.h"
#include "exporter/json_edit.h"

enum { FILE_MAX_BYTES = 1 << 20, HOT_MILLIDEGREES = 85000, SCHEMA_VERSION = 1 };

const char *doctor_verdict_name(DoctorVerdict verdict)
{
    static const char *const names[DOCTOR_VERDICT_COUNT] = {
#define X(name, text) [DOCTOR_##name] = text,
        DOCTOR_VERDICTS(X)
#undef X
    };
    return names[verdict];
}

/* ---- reading --------------------------------------------------------------------------------- */

typedef struct Exam {
    Doctor *doctor;
    const char *root;
} Exam;

static void add(Exam *exam, const char *what, DoctorVerdict verdict, const char *said,
                const char *advice)
{
    bl_vec_push(&exam->doctor->findings, (DoctorFinding){what, verdict, said, advice});
}

/* The text of a file, without blanks around it; NULL when it cannot be read. */
static const char *text_of(Exam *exam, const char *path)
{
    BlArena *arena = &exam->doctor->arena;
    BlBuf text = {0};
    const char *copy = NULL;
    if (bl_file_read(bl_arena_printf(arena, "%s%s", exam->root, path), FILE_MAX_BYTES, &text) == 0)
        copy = bl_str_dup(arena, bl_str_trim(bl_buf_view(&text)));
    bl_buf_free(&text);
    return copy;
}

/* The first number in a file; -1 when there is none. */
static double number_of(Exam *exam, const char *path)
{
    const char *text = text_of(exam, path);
    char *end = NULL;
    double number = text ? strtod(text, &end) : -1;
    return text && end != text ? number : -1;
}

/* Calls `look` with the number or text of every file that the pattern names; how many there are. */
static size_t each_file(Exam *exam, const char *pattern,
                        void (*look)(void *context, const char *text), void *context)
{
    glob_t files;
    size_t count = 0, root = strlen(exam->root);
    if (glob(bl_arena_printf(&exam->doctor->arena, "%s%s", exam->root, pattern), 0, NULL, &files))
        return 0;
    for (size_t i = 0; i < files.gl_pathc; i++) {
        const char *text = text_of(exam, files.gl_pathv[i] + root);
        if (text) {
            look(context, text);
            count++;
        }
    }
    globfree(&files);
    return count;
}

/* "SwapTotal:  1024 kB" of /proc/meminfo; -1 when it is not there. */
static double memory_of(Exam *exam, const char *name)
{
    const char *text = text_of(exam, "/proc/meminfo");
    size_t len = strlen(name);
    for (const char *line = text; line; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, name, len) == 0 && line[len] == ':')
            return strtod(line + len + 1, NULL);
    }
    return -1;
}

static unsigned cores_of(Exam *exam)
{
    const char *text = text_of(exam, "/proc/cpuinfo");
    unsigned count = 0;
    for (const char *at = text; at && (at = strstr(at, "processor\t")); at++)
        count++;
    return count ? count : 1;
}

/* ---- one thing after the other --------------------------------------------------------------- */

typedef struct Governors {
    const char *other; /* than "performance" */
    size_t others;
} Governors;

static void look_at_governor(void *context, const char *text)
{
    Governors *governors = context;
    if (strcmp(text, "performance") != 0) {
        governors->other = text;
        governors->others++;
    }
}

static void examine_governor(Exam *exam)
{
    Governors governors = {0};
    size_t count = each_file(exam, "/sys/devices/system/cpu/cpu[0-9]*/cpufreq/scaling_governor",
                             look_at_governor, &governors);
    if (!count)
        add(exam, "governor", DOCTOR_UNKNOWN, "the system does not say how it sets frequencies",
            NULL);
    else if (governors.others)
        add(exam, "governor", DOCTOR_BAD,
            bl_arena_printf(&exam->doctor->arena, "'%s' on %zu of %zu processors", governors.other,
                            governors.others, count),
            "as root: cpupower frequency-set --governor performance");
    else
        add(exam, "governor", DOCTOR_GOOD, "'performance'", NULL);
}

static void examine_turbo(Exam *exam)
{
    double no_turbo = number_of(exam, "/sys/devices/system/cpu/intel_pstate/no_turbo");
    double boost = number_of(exam, "/sys/devices/system/cpu/cpufreq/boost");
    if (no_turbo < 0 && boost < 0)
        add(exam, "turbo", DOCTOR_UNKNOWN, "the system does not say whether there is one", NULL);
    else if (no_turbo >= 0 && no_turbo < 1)
        add(exam, "turbo", DOCTOR_BAD, "on: the frequency depends on temperature and neighbours",
            "as root: echo 1 >/sys/devices/system/cpu/intel_pstate/no_turbo");
    else if (no_turbo < 0 && boost > 0)
        add(exam, "turbo", DOCTOR_BAD, "on: the frequency depends on temperature and neighbours",
            "as root: echo 0 >/sys/devices/system/cpu/cpufreq/boost");
    else
        add(exam, "turbo", DOCTOR_GOOD, "off", NULL);
}

static void examine_siblings(Exam *exam)
{
    double active = number_of(exam, "/sys/devices/system/cpu/smt/active");
    if (active < 0)
        add(exam, "siblings", DOCTOR_UNKNOWN, "the system does not say whether cores are shared",
            NULL);
    else if (active > 0)
        add(exam, "siblings", DOCTOR_BAD, "two processors share a core (SMT)",
            "as root: echo off >/sys/devices/system/cpu/smt/control");
    else
        add(exam, "siblings", DOCTOR_GOOD, "every processor is a core", NULL);
}

static void examine_load(Exam *exam)
{
    double load = number_of(exam, "/proc/loadavg");
    unsigned cores = cores_of(exam);
    const char *said = bl_arena_printf(&exam->doctor->arena, "%.2f on %u processor%s", load, cores,
                                       cores == 1 ? "" : "s");
    if (load < 0)
        add(exam, "load", DOCTOR_UNKNOWN, "the system does not say", NULL);
    else if (load > 0.1 * cores + 0.1)
        add(exam, "load", DOCTOR_BAD, said, "end what else runs, and wait a minute");
    else
        add(exam, "load", DOCTOR_GOOD, said, NULL);
}

static void look_at_temperature(void *context, const char *text)
{
    double *hottest = context;
    double temperature = strtod(text, NULL);
    if (temperature > *hottest)
        *hottest = temperature;
}

static void examine_temperature(Exam *exam)
{
    double hottest = -1;
    each_file(exam, "/sys/class/thermal/thermal_zone[0-9]*/temp", look_at_temperature, &hottest);
    if (hottest < 0)
        each_file(exam, "/sys/class/hwmon/hwmon[0-9]*/temp*_input", look_at_temperature, &hottest);
    const char *said =
        bl_arena_printf(&exam->doctor->arena, "%.0f degrees Celsius", hottest / 1000);
    if (hottest < 0)
        add(exam, "temperature", DOCTOR_UNKNOWN, "no sensor", NULL);
    else if (hottest > HOT_MILLIDEGREES)
        add(exam, "temperature", DOCTOR_BAD, said, "let it cool down: hot processors slow down");
    else
        add(exam, "temperature", DOCTOR_GOOD, said, NULL);
}

static void examine_swap(Exam *exam)
{
    double total = memory_of(exam, "SwapTotal"), free = memory_of(exam, "SwapFree");
    double used = (total - free) / 1024;
    if (total < 0 || free < 0)
        add(exam, "swap", DOCTOR_UNKNOWN, "the system does not say", NULL);
    else if (used >= 1)
        add(exam, "swap", DOCTOR_BAD,
            bl_arena_printf(&exam->doctor->arena, "%.0f MB of memory are swapped out", used),
            "end what needs so much memory; as root: swapoff -a");
    else
        add(exam, "swap", DOCTOR_GOOD, total > 0 ? "none is used" : "there is none", NULL);
}

static void examine_power(Exam *exam)
{
    double online = 1;
    glob_t files;
    if (glob(bl_arena_printf(&exam->doctor->arena, "%s/sys/class/power_supply/A*/online",
                             exam->root),
             0, NULL, &files) == 0) {
        online = number_of(exam, files.gl_pathv[0] + strlen(exam->root));
        globfree(&files);
    }
    if (online < 1)
        add(exam, "power", DOCTOR_BAD, "it runs on its battery", "plug it in");
    else
        add(exam, "power", DOCTOR_GOOD, "it does not run on a battery", NULL);
}

static bool is_there(Exam *exam, const char *path)
{
    return bl_path_is_file(bl_arena_printf(&exam->doctor->arena, "%s%s", exam->root, path));
}

static void examine_virtualization(Exam *exam)
{
    const char *cpu = text_of(exam, "/proc/cpuinfo");
    bool container = is_there(exam, "/.dockerenv") || is_there(exam, "/run/.containerenv");
    if (!cpu)
        add(exam, "machine", DOCTOR_UNKNOWN, "the system does not say what it runs on", NULL);
    else if (strstr(cpu, " hypervisor"))
        add(exam, "machine", DOCTOR_BAD,
            container ? "a container in a virtual machine: others use its processors too"
                      : "a virtual machine: others use its processors too",
            "measure on hardware, or repeat more often and compare on one machine only");
    else if (container)
        add(exam, "machine", DOCTOR_GOOD, "a container on hardware", NULL);
    else
        add(exam, "machine", DOCTOR_GOOD, "hardware", NULL);
}

/* "max 100000", or "150000 100000": microseconds of processor time in each period. */
static void examine_quota(Exam *exam)
{
    const char *quota = text_of(exam, "/sys/fs/cgroup/cpu.max");
    double most = 0, period = 0;
    char *end = NULL;
    if (quota)
        most = strtod(quota, &end);
    if (quota && end != quota)
        period = strtod(end, NULL);
    if (period > 0)
        add(exam, "quota", DOCTOR_BAD,
            bl_arena_printf(&exam->doctor->arena,
                            "this container gets %.2g processors, and is stopped beyond that",
                            most / period),
            "give it whole processors (--cpuset-cpus)");
    else
        add(exam, "quota", DOCTOR_GOOD, "no limit of processor time", NULL);
}

void doctor_examine(Doctor *doctor, const char *root)
{
    Exam exam = {.doctor = doctor, .root = root};
    examine_governor(&exam);
    examine_turbo(&exam);
    examine_siblings(&exam);
    examine_load(&exam);
    examine_temperature(&exam);
    examine_swap(&exam);
    examine_power(&exam);
    examine_virtualization(&exam);
    examine_quota(&exam);
}

void doctor_free(Doctor *doctor)
{
    bl_vec_free(&doctor->findings);
    bl_arena_free(&doctor->arena);
}

size_t doctor_bad(const Doctor *doctor)
{
    size_t bad = 0;
    for (size_t i = 0; i < doctor->findings.count; i++)
        bad += doctor->findings.items[i].verdict == DOCTOR_BAD;
    return bad;
}

/* ---- telling --------------------------------------------------------------------------------- */

void doctor_print(const Doctor *doctor, bool colour, FILE *out)
{
    static const char *const colours[] = {
        [DOCTOR_GOOD] = "\033[32m", [DOCTOR_BAD] = "\033[31m", [DOCTOR_UNKNOWN] = "\033[2m"};
    for (size_t i = 0; i < doctor->findings.count; i++) {
        const DoctorFinding *finding = &doctor->findings.items[i];
        fprintf(out, "%s%-7s%s  %-11s  %s\n", colour ? colours[finding->verdict] : "",
                doctor_verdict_name(finding->verdict), colour ? "\033[0m" : "", finding->what,
                finding->said);
        if (finding->advice)
            fprintf(out, "%22s%s\n", "", finding->advice);
    }
}

struct cJSON *doctor_json(const Doctor *doctor)
{
    cJSON *root = json_new_object();
    json_set_count(root, "schema_version", SCHEMA_VERSION);
    cJSON *list = json_list_in(root, "findings");
    for (size_t i = 0; i < doctor->findings.count; i++) {
        const DoctorFinding *finding = &doctor->findings.items[i];
        cJSON *item = json_add_item(list);
        json_set_text(item, "what", finding->what);
        json_set_text(item, "verdict", doctor_verdict_name(finding->verdict));
        json_set_text(item, "said", finding->said);
        json_set_optional_text(item, "advice", finding->advice);
    }
    return root;
}

/* family.c - see family.h.
 *
 * Everything is read from /proc (proc(5)), once for each look. Between the listing and a signal a
 * number may pass to another process only when all numbers were used up in that moment.
 */
#include "process/family.h"

#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    STOP_ROUNDS = 50, /* looks until nobody new is found */
    KILL_ROUNDS = 20, /* ... and until nobody is left */
    ROUND_PAUSE_US = 1000,
};

void family_adopt(bool adopt)
{
    prctl(PR_SET_CHILD_SUBREAPER, adopt ? 1 : 0);
}

/* ---- reading /proc --------------------------------------------------------------------------- */

typedef BL_VEC(FamilyMember) Everybody;

/* What fits of a file of /proc, with a NUL behind it; the length, 0 when it cannot be read. */
static size_t read_proc(const char *path, char *text, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    size_t length = 0;
    ssize_t got = 1;
    while (fd >= 0 && got > 0 && length < size - 1) {
        got = read(fd, text + length, size - 1 - length);
        length += got > 0 ? (size_t)got : 0;
    }
    if (fd >= 0)
        close(fd);
    text[length] = '\0';
    return length;
}

/* The fields of a "stat" file behind the command, which may contain anything, ')' too. */
static bool read_stat(const char *path, FamilyMember *member)
{
    char text[1024], state;
    unsigned long long user, kernel;
    long long child_user, child_kernel;
    if (!read_proc(path, text, sizeof text))
        return false;
    const char *rest = strrchr(text, ')');
    if (!rest || sscanf(rest + 1,
                        " %c %d %d %d %*s %*s %*s %*s %*s %*s %*s %llu %llu %lld %lld %*s %*s %*s "
                        "%*s %llu",
                        &state, &member->parent, &member->group, &member->session, &user, &kernel,
                        &child_user, &child_kernel, &member->born) != 9)
        return false;
    member->ended = state == 'Z' || state == 'X';
    member->cpu_seconds = ((double)(user + kernel) + (double)(child_user + child_kernel)) /
                          (double)sysconf(_SC_CLK_TCK);
    return true;
}

static int by_number(const void *a, const void *b)
{
    const FamilyMember *one = a, *other = b;
    return (one->pid > other->pid) - (one->pid < other->pid);
}

static void list_everybody(Everybody *everybody)
{
    DIR *proc = opendir("/proc");
    char path[64];
    for (const struct dirent *entry; proc && (entry = readdir(proc));) {
        if (!isdigit((unsigned char)entry->d_name[0]))
            continue;
        FamilyMember member = {.pid = (pid_t)strtol(entry->d_name, NULL, 10)};
        snprintf(path, sizeof path, "/proc/%d/stat", member.pid);
        if (read_stat(path, &member))
            bl_vec_push(everybody, member);
    }
    if (proc)
        closedir(proc);
    if (everybody->count)
        qsort(everybody->items, everybody->count, sizeof *everybody->items, by_number);
}

/* Pages that no file backs and nobody shares: what a process that is ended gives back. */
static uint64_t own_memory(pid_t pid)
{
    char path[64], text[256];
    unsigned long long size, resident = 0, shared = 0;
    snprintf(path, sizeof path, "/proc/%d/statm", pid);
    if (!read_proc(path, text, sizeof text) ||
        sscanf(text, "%llu %llu %llu", &size, &resident, &shared) != 3 || shared > resident)
        return 0;
    return (resident - shared) * (uint64_t)sysconf(_SC_PAGESIZE);
}

/* Did it inherit the leader's mark? golang/measure.go puts the leader's number there. */
static bool is_marked(pid_t pid, pid_t leader)
{
    enum { LARGEST = 256 * 1024 };
    char path[64], mark[64];
    snprintf(path, sizeof path, "/proc/%d/environ", pid);
    int length = snprintf(mark, sizeof mark, "BENCHLINE_EVENTS_FD=3:%d", leader);
    char *text = bl_alloc(LARGEST);
    size_t size = read_proc(path, text, LARGEST);
    bool found = false;
    for (const char *at = text; at < text + size && !found; at += strlen(at) + 1)
        found = strncmp(at, mark, (size_t)length + 1) == 0;
    free(text);
    return found;
}

/* ---- who belongs to it ----------------------------------------------------------------------- */

static size_t index_of(const FamilyMember *members, size_t count, pid_t pid)
{
    FamilyMember wanted = {.pid = pid};
    const FamilyMember *found =
        count ? bsearch(&wanted, members, count, sizeof *members, by_number) : NULL;
    return found ? (size_t)(found - members) : count;
}

static bool was_member(const Family *family, const FamilyMember *somebody)
{
    size_t at = index_of(family->members.items, family->members.count, somebody->pid);
    return at < family->members.count && family->members.items[at].born == somebody->born;
}

/* By what is known of it alone, without its parents. */
static bool belongs(const Family *family, const FamilyMember *somebody)
{
    pid_t leader = family->leader;
    return somebody->pid == leader || somebody->group == leader || somebody->session == leader ||
           was_member(family, somebody) ||
           (somebody->parent == getpid() && !somebody->ended && is_marked(somebody->pid, leader));
}

/* Marks those whose parents are in it until there are no more; children mostly have larger numbers,
 * so that few rounds do. */
static void mark_descendants(const Everybody *everybody, bool *in)
{
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < everybody->count; i++) {
            size_t parent =
                index_of(everybody->items, everybody->count, everybody->items[i].parent);
            if (!in[i] && parent < everybody->count && in[parent])
                in[i] = more = true;
        }
    }
}

void family_look(Family *family)
{
    Everybody everybody = {0}, members = {0};
    list_everybody(&everybody);
    bool *in = bl_alloc(everybody.count + 1);
    for (size_t i = 0; i < everybody.count; i++)
        in[i] = belongs(family, &everybody.items[i]);
    mark_descendants(&everybody, in);
    family->cpu_seconds = 0;
    family->memory = 0;
    for (size_t i = 0; i < everybody.count; i++) {
        const FamilyMember *member = &everybody.items[i];
        if (!in[i])
            continue;
        if (member->ended && member->parent == getpid() && member->pid != family->leader)
            waitpid(member->pid, NULL, WNOHANG);
        if (member->ended)
            continue;
        family->cpu_seconds += member->cpu_seconds;
        family->memory += own_memory(member->pid);
        bl_vec_push(&members, *member);
    }
    free(in);
    bl_vec_free(&everybody);
    bl_vec_free(&family->members);
    memcpy(&family->members, &members, sizeof members);
}

void family_free(Family *family)
{
    bl_vec_free(&family->members);
}

/* ---- asking for stacks ----------------------------------------------------------------------- */

static bool is_program(pid_t pid, const char *program)
{
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/%d/cmdline", pid);
    return read_proc(path, text, sizeof text) && strcmp(text, program) == 0;
}

static bool descends_from(const Family *family, const FamilyMember *member, pid_t ancestor)
{
    for (size_t steps = 0; steps < family->members.count; steps++) {
        if (member->parent == ancestor)
            return true;
        size_t at = index_of(family->members.items, family->members.count, member->parent);
        if (at == family->members.count)
            return false;
        member = &family->members.items[at];
    }
    return false;
}

static pid_t busiest_thread(pid_t pid)
{
    char path[96];
    pid_t busiest = pid;
    double most = -1;
    snprintf(path, sizeof path, "/proc/%d/task", pid);
    DIR *tasks = opendir(path);
    for (const struct dirent *entry; tasks && (entry = readdir(tasks));) {
        FamilyMember thread;
        long number = strtol(entry->d_name, NULL, 10);
        snprintf(path, sizeof path, "/proc/%d/task/%ld/stat", pid, number);
        if (number > 0 && read_stat(path, &thread) && thread.cpu_seconds > most) {
            most = thread.cpu_seconds;
            busiest = (pid_t)number;
        }
    }
    if (tasks)
        closedir(tasks);
    return busiest;
}

bool family_quit(Family *family, const char *program)
{
    family_look(family);
    size_t at = 0, count = family->members.count;
    while (at < count && !is_program(family->members.items[at].pid, program))
        at++;
    if (at == count)
        return false;
    pid_t pid = family->members.items[at].pid;
    for (size_t i = 0; i < count; i++)
        if (descends_from(family, &family->members.items[i], pid))
            kill(family->members.items[i].pid, SIGSTOP);
    /* The thread may just have ended. */
    if (syscall(SYS_tgkill, pid, busiest_thread(pid), SIGQUIT) != 0)
        kill(pid, SIGQUIT);
    return true;
}

/* ---- the end --------------------------------------------------------------------------------- */

/* Who is stopped starts nobody, and while all live it is known who came of whom. */
static void stop_all(Family *family)
{
    size_t before = 0;
    for (int round = 0; round < STOP_ROUNDS; round++) {
        family_look(family);
        size_t stopped = 0;
        for (size_t i = 0; i < family->members.count; i++)
            stopped += kill(family->members.items[i].pid, SIGSTOP) == 0;
        if (stopped == before)
            return;
        before = stopped;
    }
}

void family_end(Family *family)
{
    stop_all(family);
    for (int round = 0; round < KILL_ROUNDS && family->members.count; round++) {
        for (size_t i = 0; i < family->members.count; i++)
            kill(family->members.items[i].pid, SIGKILL);
        usleep(ROUND_PAUSE_US);
        family_look(family);
    }
}

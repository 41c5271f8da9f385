/* One child process: started, listened to, watched, and ended with all it started. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "benchline/path.h"
#include "process/family.h"
#include "process/limits.h"
#include "process/process.h"

/* ---- running something ----------------------------------------------------------------------- */

/* What was heard of a process. */
typedef struct Heard {
    unsigned exits; /* calls of on_exit */
    ProcessOutcome outcome;
    BlBuf out, err, exceeded;
    BlBuf lines; /* of descriptor 3, each with a '|' after it */
    size_t line_count, longest;
    unsigned slow_ms; /* how long the listener takes for a line */
} Heard;

static uv_loop_t loop;
static Heard heard;

static void forget(Heard *what)
{
    bl_buf_free(&what->out);
    bl_buf_free(&what->err);
    bl_buf_free(&what->exceeded);
    bl_buf_free(&what->lines);
    *what = (Heard){0};
}

static int set_up(void **state)
{
    (void)state;
    family_adopt(true);
    return uv_loop_init(&loop);
}

static int tear_down(void **state)
{
    (void)state;
    forget(&heard);
    return uv_loop_close(&loop); /* fails when a handle was left open */
}

static void on_line(void *context, BlStr line)
{
    Heard *what = context;
    what->line_count++;
    if (line.len > what->longest)
        what->longest = line.len;
    if (line.len < 1000) {
        bl_buf_str(&what->lines, line);
        bl_buf_putc(&what->lines, '|');
    }
    if (what->slow_ms)
        usleep(what->slow_ms * 1000);
}

static void on_exit_of(void *context, const ProcessOutcome *outcome)
{
    Heard *what = context;
    what->exits++;
    what->outcome = *outcome;
    bl_buf_str(&what->out, outcome->out);
    bl_buf_str(&what->err, outcome->err);
    if (outcome->exceeded)
        bl_buf_puts(&what->exceeded, outcome->exceeded);
}

/* How a script is run, unless the test says otherwise. */
typedef struct How {
    double patience; /* 0: 30 s */
    bool events;
    const char *cwd;
    const char *const *env;
    const char *program;
    RunLimits limits;
} How;

static void start(Heard *what, const char *const *argv, How how)
{
    ProcessCommand command = {
        .argv = argv,
        .cwd = how.cwd ? how.cwd : "/",
        .env = how.env,
        .patience = how.patience > 0 ? how.patience : 30,
        .events = how.events,
        .program = how.program,
        .limits = how.limits,
        .on_line = on_line,
        .on_exit = on_exit_of,
        .context = what,
    };
    process_start(&loop, &command);
    memset(&command, 0, sizeof command); /* it was copied */
}

static void start_script(Heard *what, const char *script, How how)
{
    char *text = bl_strdup(script);
    const char *const argv[] = {"sh", "-c", text, NULL};
    start(what, argv, how);
    memset(text, 'x', strlen(text));
    free(text);
}

static double now(void)
{
    return (double)uv_hrtime() / 1e9;
}

/* Runs a script to its end; `heard` tells. Returns the seconds that it took. */
static double run_script(const char *script, How how)
{
    double began = now();
    forget(&heard);
    start_script(&heard, script, how);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(heard.exits, 1);
    assert_int_equal(heard.outcome.spawn_error, 0);
    return now() - began;
}

#define run(script, ...) run_script(script, (How){__VA_ARGS__})

static const char *text_of(const BlBuf *buf)
{
    return buf->data ? buf->data : "";
}

/* ---- how it ended ---------------------------------------------------------------------------- */

static void exit_status(void **state)
{
    (void)state;
    run("exit 0", 0);
    assert_int_equal(heard.outcome.status, 0);
    assert_int_equal(heard.outcome.signal, 0);
    assert_false(heard.outcome.timed_out);
    run("exit 7", 0);
    assert_int_equal(heard.outcome.status, 7);
    assert_int_equal(heard.outcome.signal, 0);
}

static void signal_that_ended_it(void **state)
{
    (void)state;
    run("kill -TERM $$", 0);
    assert_int_equal(heard.outcome.signal, SIGTERM);
    run("kill -KILL $$", 0);
    assert_int_equal(heard.outcome.signal, SIGKILL);
    assert_false(heard.outcome.timed_out);
}

static void seconds_from_start_to_end(void **state)
{
    (void)state;
    run("sleep 0.2", 0);
    assert_true(heard.outcome.seconds >= 0.2 && heard.outcome.seconds < 5);
}

static void spawn_errors(void **state)
{
    (void)state;
    static const char *const programs[] = {"/nonexistent/program", "/"};
    static const int errors[] = {UV_ENOENT, UV_EACCES};
    for (size_t i = 0; i < 2; i++) {
        const char *const argv[] = {programs[i], NULL};
        forget(&heard);
        start(&heard, argv, (How){.events = true});
        uv_run(&loop, UV_RUN_DEFAULT);
        assert_int_equal(heard.exits, 1);
        assert_int_equal(heard.outcome.spawn_error, errors[i]);
        assert_int_equal(heard.out.len + heard.err.len, 0);
    }
}

static void a_folder_that_is_not_there(void **state)
{
    (void)state;
    forget(&heard);
    start_script(&heard, "exit 0", (How){.cwd = "/nonexistent"});
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_int_equal(heard.exits, 1);
    assert_int_equal(heard.outcome.spawn_error, UV_ENOENT);
}

/* ---- what it was given ----------------------------------------------------------------------- */

static void its_folder(void **state)
{
    (void)state;
    run("pwd -P", .cwd = "/usr");
    assert_string_equal(text_of(&heard.out), "/usr\n");
}

/* How often a variable stands in what env(1) printed, with this value. */
static unsigned count_variable(const char *variable)
{
    unsigned count = 0;
    BlStr rest = bl_buf_view(&heard.out), line;
    while (rest.len) {
        bl_str_cut(rest, '\n', &line, &rest);
        count += bl_str_eq(line, bl_cstr(variable));
    }
    return count;
}

static void its_environment(void **state)
{
    (void)state;
    static const char *const env[] = {"RUN_TEST_A=new", "RUN_TEST_B=b=c", "RUN_TEST_C=", NULL};
    static const char *const argv[] = {"env", NULL};
    assert_int_equal(setenv("RUN_TEST_A", "old", 1), 0);
    assert_int_equal(setenv("RUN_TEST_AB", "kept", 1), 0);
    assert_int_equal(setenv("RUN_TEST_C", "c", 1), 0);
    forget(&heard);
    start(&heard, argv, (How){.env = env});
    uv_run(&loop, UV_RUN_DEFAULT);
    static const char *const once[] = {"RUN_TEST_A=new", "RUN_TEST_AB=kept", "RUN_TEST_B=b=c",
                                       "RUN_TEST_C="};
    for (size_t i = 0; i < sizeof once / sizeof *once; i++)
        assert_int_equal(count_variable(once[i]), 1);
    assert_int_equal(count_variable("RUN_TEST_A=old"), 0);
    assert_int_equal(count_variable("RUN_TEST_C=c"), 0);
    assert_string_equal(getenv("RUN_TEST_A"), "old");
}

static void its_input_is_empty(void **state)
{
    (void)state;
    run("if read x; then echo read; else echo end; fi", 0);
    assert_string_equal(text_of(&heard.out), "end\n");
}

static void descriptor_3_only_when_asked_for(void **state)
{
    (void)state;
    static const char script[] = "if [ -e /proc/self/fd/3 ]; then echo yes; else echo no; fi";
    run(script, .events = true);
    assert_string_equal(text_of(&heard.out), "yes\n");
    run(script, 0);
    assert_string_equal(text_of(&heard.out), "no\n");
}

static void its_own_process_group(void **state)
{
    (void)state;
    run("echo $$; ps -o pgid= -o sid= -p $$", 0);
    long pid = 0, group = 0, session = 0;
    if (sscanf(text_of(&heard.out), "%ld %ld %ld", &pid, &group, &session) != 3)
        skip(); /* there is no ps */
    assert_int_equal(group, pid);
    assert_int_equal(session, pid);
}

/* ---- what it prints -------------------------------------------------------------------------- */

static void output_and_errors_apart(void **state)
{
    (void)state;
    run("echo one; echo two >&2; printf 'th\\000ree'", 0);
    assert_int_equal(heard.out.len, 10);
    assert_memory_equal(heard.out.data, "one\nth\0ree", 10);
    assert_string_equal(text_of(&heard.err), "two\n");
}

static void output_of_its_last_moment(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        run("head -c 60000 /dev/zero; echo end >&2; kill -KILL $$", 0);
        assert_int_equal(heard.out.len, 60000);
        assert_string_equal(text_of(&heard.err), "end\n");
    }
}

enum { HEAD = 64 * 1024, TAIL = 128 * 1024 }; /* as process.c keeps them */

static void much_output_loses_its_middle(void **state)
{
    (void)state;
    static const char *const scripts[] = {"seq 1 1000000", "seq 1 1000000 >&2"};
    for (size_t i = 0; i < 2; i++) {
        run(scripts[i], 0);
        const BlBuf *kept = i == 0 ? &heard.out : &heard.err;
        assert_true(kept->len >= HEAD + TAIL && kept->len <= HEAD + 3 * TAIL + 65536);
        assert_memory_equal(kept->data, "1\n2\n3\n4\n5\n", 10);
        const char *gap = strstr(kept->data, "\n[...]\n");
        assert_non_null(gap);
        assert_int_equal(gap - kept->data, HEAD);
        assert_null(strstr(gap + 7, "[...]"));
        assert_memory_equal(kept->data + kept->len - 15, "999999\n1000000\n", 15);
        /* What is there after the gap is whole. */
        long number = strtol(strchr(gap + 7, '\n'), NULL, 10);
        for (const char *at = strchr(gap + 7, '\n') + 1; *at; at = strchr(at, '\n') + 1)
            assert_int_equal(strtol(at, NULL, 10), number++);
        assert_int_equal(number, 1000001);
    }
}

static void not_so_much_output_is_kept_whole(void **state)
{
    (void)state;
    run("head -c 458752 /dev/zero", 0); /* HEAD + 3 * TAIL */
    assert_int_equal(heard.out.len, HEAD + 3 * TAIL);
}

static void a_flood_of_output(void **state)
{
    (void)state;
    run("head -c 100000000 /dev/zero; head -c 100000000 /dev/zero >&2", 0);
    assert_int_equal(heard.outcome.status, 0);
    assert_true(heard.out.len <= HEAD + 3 * TAIL + 65536);
    assert_true(heard.err.len <= HEAD + 3 * TAIL + 65536);
}

static void output_it_closes_does_not_end_it(void **state)
{
    (void)state;
    run("echo one; exec 1>&- 2>&- 3>&-; sleep 0.2; exit 3", .events = true);
    assert_int_equal(heard.outcome.status, 3);
    assert_string_equal(text_of(&heard.out), "one\n");
    assert_true(heard.outcome.seconds >= 0.2);
}

/* ---- lines on descriptor 3 ------------------------------------------------------------------- */

static void lines_one_by_one(void **state)
{
    (void)state;
    run("echo a >&3; echo out; printf 'b\\n\\nc d\\n' >&3; echo err >&2", .events = true);
    assert_string_equal(text_of(&heard.lines), "a|b||c d|");
    assert_string_equal(text_of(&heard.out), "out\n");
    assert_string_equal(text_of(&heard.err), "err\n");
}

static void a_line_in_pieces(void **state)
{
    (void)state;
    run("printf ab >&3; sleep 0.05; printf cd >&3; sleep 0.05; printf 'ef\\ngh\\ni' >&3; "
        "sleep 0.05; echo j >&3",
        .events = true);
    assert_string_equal(text_of(&heard.lines), "abcdef|gh|ij|");
}

static void a_line_without_its_end_is_none(void **state)
{
    (void)state;
    run("echo a >&3; printf b >&3", .events = true);
    assert_string_equal(text_of(&heard.lines), "a|");
}

static void a_line_without_measure_is_cut(void **state)
{
    (void)state;
    run("head -c 3000000 /dev/zero | tr '\\0' x >&3; echo >&3; echo next >&3", .events = true);
    assert_int_equal(heard.line_count, 2);
    assert_int_equal(heard.longest, 1 << 20);
    assert_string_equal(text_of(&heard.lines), "next|");
}

static void many_lines(void **state)
{
    (void)state;
    run("seq 1 100000 >&3", .events = true);
    assert_int_equal(heard.line_count, 100000);
    const char *at = text_of(&heard.lines);
    for (long i = 1; i <= 100000; i++) {
        assert_int_equal(strtol(at, NULL, 10), i);
        at = strchr(at, '|') + 1;
    }
}

/* ---- the watchdog ---------------------------------------------------------------------------- */

static void it_ends_what_takes_too_long(void **state)
{
    (void)state;
    double took = run("echo before; sleep 60", .patience = 0.2);
    assert_true(heard.outcome.timed_out);
    assert_int_equal(heard.outcome.signal, SIGKILL);
    assert_string_equal(text_of(&heard.out), "before\n");
    assert_true(took >= 0.2 && took < 10);
}

static void it_asks_for_stacks_first(void **state)
{
    (void)state;
    run("trap 'echo stacks >&2; exit 5' QUIT; while :; do sleep 0.05; done", .patience = 0.2,
        .events = true);
    assert_true(heard.outcome.timed_out);
    assert_int_equal(heard.outcome.status, 5);
    assert_int_equal(heard.outcome.signal, 0);
    assert_string_equal(text_of(&heard.err), "stacks\n");
}

/* It has five seconds for its answer; more lines gain it no more. */
static void who_does_not_answer_is_ended(void **state)
{
    (void)state;
    double took = run("trap '' QUIT; sleep 0.6; while :; do echo busy >&3; sleep 0.1; done",
                      .patience = 0.2, .events = true);
    assert_true(heard.outcome.timed_out);
    assert_int_equal(heard.outcome.signal, SIGKILL);
    assert_true(took >= 5 && took < 30);
}

static void lines_keep_it_quiet(void **state)
{
    (void)state;
    run("for i in 1 2 3 4 5 6 7 8; do sleep 0.1; echo $i >&3; done", .patience = 0.5,
        .events = true);
    assert_false(heard.outcome.timed_out);
    assert_int_equal(heard.line_count, 8);
}

static void other_output_does_not(void **state)
{
    (void)state;
    run("while :; do echo out; echo err >&2; sleep 0.05; done", .patience = 0.3, .events = true);
    assert_true(heard.outcome.timed_out);
}

static void lines_count_however_long_the_listener_takes(void **state)
{
    (void)state;
    forget(&heard);
    heard.slow_ms = 400; /* longer than the patience */
    start_script(&heard, "for i in 1 2 3 4 5; do echo $i >&3; sleep 0.1; done",
                 (How){.patience = 0.3, .events = true});
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_false(heard.outcome.timed_out);
    assert_int_equal(heard.line_count, 5);
}

static void be_busy(uv_handle_t *handle)
{
    (void)handle;
    usleep(600 * 1000);
}

/* A handle's closing comes at the end of a round; the next one looks at timers first. */
static void on_busy_time(uv_timer_t *timer)
{
    uv_close((uv_handle_t *)timer, be_busy);
}

static void a_loop_that_is_busy_elsewhere_is_no_reason(void **state)
{
    (void)state;
    uv_timer_t timer;
    forget(&heard);
    start_script(&heard, "for i in 1 2 3 4 5 6 7 8 9 10; do echo $i >&3; sleep 0.1; done",
                 (How){.patience = 0.4, .events = true});
    uv_timer_init(&loop, &timer);
    uv_timer_start(&timer, on_busy_time, 150, 0);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_false(heard.outcome.timed_out);
    assert_int_equal(heard.line_count, 10);
}

static void patience_begins_with_the_process(void **state)
{
    (void)state;
    forget(&heard);
    uv_update_time(&loop);
    usleep(600 * 1000); /* the loop's clock stands still meanwhile */
    start_script(&heard, "sleep 0.1", (How){.patience = 0.5});
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_false(heard.outcome.timed_out);
}

/* ---- what it leaves behind ------------------------------------------------------------------- */

/* Is the process there, and not just waiting for its parent to take notice of its end? */
static bool is_alive(long pid)
{
    char path[64], state = 'X';
    snprintf(path, sizeof path, "/proc/%ld/stat", pid);
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    if (fscanf(file, "%*d (%*[^)]) %c", &state) != 1)
        state = 'X';
    fclose(file);
    return state != 'Z' && state != 'X';
}

static void assert_dies(long pid)
{
    assert_true(pid > 1);
    for (int i = 0; i < 200 && is_alive(pid); i++)
        usleep(10000);
    assert_false(is_alive(pid));
}

static void its_children_end_with_it(void **state)
{
    (void)state;
    double took = run("sleep 60 & echo $!; exit 0", 0);
    assert_int_equal(heard.outcome.status, 0);
    assert_true(took < 10);
    assert_dies(atol(text_of(&heard.out)));
}

static void its_children_end_when_it_takes_too_long(void **state)
{
    (void)state;
    run("sleep 60 & echo $!; sleep 60", .patience = 0.2);
    assert_true(heard.outcome.timed_out);
    assert_dies(atol(text_of(&heard.out)));
}

static void who_left_its_group_cannot_hold_it_up(void **state)
{
    (void)state;
    if (system("command -v setsid >/dev/null") != 0)
        skip();
    double took = run("setsid sleep 4 & sleep 0.1; exit 0", 0);
    assert_true(took < 3.5); /* the pipes get a second more, not four */
    assert_int_equal(heard.outcome.status, 0);
}

/* ---- a stranger's program -------------------------------------------------------------------- */

#define run_stranger(script, ...) run(script, .program = "sh", .events = true, __VA_ARGS__)

/* Without limits nobody looks; its end is seen to all the same. */
static void who_left_its_group_ends_with_it(void **state)
{
    (void)state;
    run_stranger("setsid sleep 60 & echo $!; sleep 0.3; exit 0", .limits = {.processes = 100});
    assert_int_equal(heard.outcome.status, 0);
    assert_dies(atol(text_of(&heard.out)));
}

/* Nobody saw it with its parent; it has inherited the mark. */
static void who_lost_its_parent_ends_with_it(void **state)
{
    (void)state;
    run_stranger("export BENCHLINE_EVENTS_FD=3:$$; (setsid sh -c 'echo $$; exec sleep 60' &); "
                 "sleep 0.1",
                 .limits = {0});
    assert_dies(atol(text_of(&heard.out)));
}

static void who_has_another_mark_is_left_alone(void **state)
{
    (void)state;
    run_stranger("export BENCHLINE_EVENTS_FD=3:1; (setsid sh -c 'echo $$; exec sleep 60' "
                 ">&2 2>/dev/null &); sleep 0.1",
                 .limits = {0});
    long pid = atol(text_of(&heard.err));
    assert_true(is_alive(pid));
    kill((pid_t)pid, SIGKILL);
}

static void who_takes_its_time_is_not_looked_at(void **state)
{
    (void)state;
    run_stranger("sleep 0.5; exit 3", .limits = run_default_limits());
    assert_int_equal(heard.outcome.status, 3);
    assert_string_equal(text_of(&heard.exceeded), "");
}

static void too_many_processes(void **state)
{
    (void)state;
    run_stranger("for i in 1 2 3 4 5 6 7 8 9 10; do setsid sleep 60 & echo $!; done; wait",
                 .limits = {.processes = 8});
    assert_string_equal(text_of(&heard.exceeded),
                        "more than 8 processes ran at a time (--max-processes)");
    assert_false(heard.outcome.timed_out);
    for (const char *at = text_of(&heard.out); *at; at = strchr(at, '\n') + 1)
        assert_dies(atol(at));
}

static void too_much_memory(void **state)
{
    (void)state;
    run_stranger("tail /dev/zero & echo $!; wait", .limits = {.memory = 20 << 20});
    assert_string_equal(text_of(&heard.exceeded),
                        "more than 20 MiB of memory were in use (--max-memory)");
    assert_dies(atol(text_of(&heard.out)));
}

static void too_much_processor_time(void **state)
{
    (void)state;
    run_stranger("while :; do :; done", .limits = {.cpu_seconds = 0.2});
    assert_string_equal(text_of(&heard.exceeded),
                        "it took more than 0.2 s of processor time (--max-cpu)");
    assert_true(heard.outcome.timed_out);
}

/* Four tenths of a second each, with a sign of life in between. */
static void processor_time_counts_from_the_last_line(void **state)
{
    (void)state;
    run_stranger("busy() { timeout 0.4 sh -c 'while :; do :; done'; echo x >&3; sleep 0.3; }; "
                 "busy; busy; busy; busy; exit 3",
                 .limits = {.cpu_seconds = 1});
    assert_string_equal(text_of(&heard.exceeded), "");
    assert_int_equal(heard.outcome.status, 3);
}

static void too_much_output(void **state)
{
    (void)state;
    run_stranger("yes", .limits = {.output = 1500000});
    assert_string_equal(text_of(&heard.exceeded),
                        "it printed more than 1500000 bytes (--max-output)");
    run_stranger("yes >&2", .limits = {.output = 1 << 20});
    assert_string_equal(text_of(&heard.exceeded), "it printed more than 1 MiB (--max-output)");
}

static void output_counts_from_the_last_line(void **state)
{
    (void)state;
    run_stranger(
        "for i in 1 2 3; do head -c 80000 /dev/zero; sleep 0.1; echo x >&3; sleep 0.1; done",
        .limits = {.output = 100000});
    assert_string_equal(text_of(&heard.exceeded), "");
    assert_int_equal(heard.out.len, 240000);
}

static void too_long_with_signs_of_life(void **state)
{
    (void)state;
    run_stranger("while :; do echo x >&3; sleep 0.05; done", .limits = {.package_seconds = 0.3});
    assert_string_equal(text_of(&heard.exceeded),
                        "its package's time was over (--package-timeout)");
    assert_true(heard.outcome.timed_out);
}

/* A shell by another name, with a shell around it that the signal would end. */
static void its_program_is_asked_wherever_it_is(void **state)
{
    (void)state;
    BlArena arena = {0};
    const char *dir = bl_dir_temp(&arena, "process_test");
    const char *program = bl_path_join(&arena, dir, "inner");
    assert_int_equal(symlink("/bin/sh", program), 0);
    const char *script = bl_arena_printf(
        &arena, "%s -c 'trap \"echo stacks >&2; exit 5\" QUIT; while :; do :; done'; exit $?",
        program);
    run_script(script, (How){.program = program, .events = true, .patience = 0.3});
    bl_dir_remove(dir);
    bl_arena_free(&arena);
    assert_true(heard.outcome.timed_out);
    assert_int_equal(heard.outcome.status, 5);
    assert_string_equal(text_of(&heard.err), "stacks\n");
}

static void who_cannot_be_heard_is_ended(void **state)
{
    (void)state;
    run_stranger("exec 3>&-; sleep 60", .limits = {0});
    assert_string_equal(text_of(&heard.exceeded),
                        "it closed the descriptor that benchline hears of it by");
    run_stranger("exec 3>&-; exit 4", .limits = {0});
    assert_string_equal(text_of(&heard.exceeded), "");
    assert_int_equal(heard.outcome.status, 4);
}

static void what_the_kernel_watches_over(void **state)
{
    (void)state;
    BlArena arena = {0};
    RunLimits limits = {.open_files = 50, .file_size = 1 << 20};
    static const char script[] =
        "ulimit -c; ulimit -Hc; ulimit -n; ulimit -Hn; head -c 1048577 /dev/zero "
        ">/dev/stdout | wc -c; echo $0 \"$@\"; cat /proc/self/oom_score_adj";
    static const char *const argv[] = {"sh", "-c", script, "zero", "o n e", NULL};
    forget(&heard);
    start(&heard, limits_command(&arena, &limits, argv), (How){0});
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_string_equal(text_of(&heard.out), "0\n0\n50\n50\n1048577\nzero o n e\n1000\n");
    bl_arena_free(&arena);
}

static void no_file_grows_beyond_its_limit(void **state)
{
    (void)state;
    BlArena arena = {0};
    RunLimits limits = {.file_size = 1 << 20};
    static const char *const argv[] = {
        "sh", "-c", "f=$(mktemp); head -c 1100000 /dev/zero >$f; wc -c <$f; rm $f", NULL};
    forget(&heard);
    start(&heard, limits_command(&arena, &limits, argv), (How){0});
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_string_equal(text_of(&heard.out), "1048576\n");
    bl_arena_free(&arena);
}

/* ---- several --------------------------------------------------------------------------------- */

static void two_at_a_time(void **state)
{
    (void)state;
    Heard other = {0};
    double began = now();
    start_script(&heard, "sleep 0.3; echo a >&3; echo one; exit 1", (How){.events = true});
    start_script(&other, "sleep 0.3; echo b >&3; echo two; exit 2", (How){.events = true});
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_true(now() - began < 5);
    assert_int_equal(heard.outcome.status, 1);
    assert_int_equal(other.outcome.status, 2);
    assert_string_equal(text_of(&heard.lines), "a|");
    assert_string_equal(text_of(&other.lines), "b|");
    assert_string_equal(text_of(&heard.out), "one\n");
    assert_string_equal(text_of(&other.out), "two\n");
    forget(&other);
}

static void on_kill_time(uv_timer_t *timer)
{
    process_kill_all(timer->loop);
    uv_close((uv_handle_t *)timer, NULL);
}

static void all_can_be_ended_at_once(void **state)
{
    (void)state;
    Heard other = {0};
    uv_timer_t timer;
    double began = now();
    start_script(&heard, "sleep 60 & echo $!; wait", (How){.events = true});
    start_script(&other, "sleep 60", (How){0});
    uv_timer_init(&loop, &timer);
    uv_timer_start(&timer, on_kill_time, 200, 0);
    uv_run(&loop, UV_RUN_DEFAULT);
    assert_true(now() - began < 10);
    assert_int_equal(heard.outcome.signal, SIGKILL);
    assert_int_equal(other.outcome.signal, SIGKILL);
    assert_false(heard.outcome.timed_out);
    assert_dies(atol(text_of(&heard.out)));
    process_kill_all(&loop); /* nobody is left */
    forget(&other);
}

static size_t open_descriptors(void)
{
    size_t count = 0;
    for (int fd = 0; fd < 1000; fd++)
        count += fcntl(fd, F_GETFD) >= 0;
    return count;
}

static void no_descriptor_is_left_open(void **state)
{
    (void)state;
    run("exit 0", .events = true);
    size_t before = open_descriptors();
    for (int i = 0; i < 10; i++) {
        run("echo x; echo y >&3", .events = true);
        forget(&heard);
        start_script(&heard, "exit 0", (How){.cwd = "/nonexistent", .events = true});
        uv_run(&loop, UV_RUN_DEFAULT);
    }
    assert_int_equal(open_descriptors(), before);
}

#define in_a_loop(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        in_a_loop(exit_status),
        in_a_loop(signal_that_ended_it),
        in_a_loop(seconds_from_start_to_end),
        in_a_loop(spawn_errors),
        in_a_loop(a_folder_that_is_not_there),
        in_a_loop(its_folder),
        in_a_loop(its_environment),
        in_a_loop(its_input_is_empty),
        in_a_loop(descriptor_3_only_when_asked_for),
        in_a_loop(its_own_process_group),
        in_a_loop(output_and_errors_apart),
        in_a_loop(output_of_its_last_moment),
        in_a_loop(much_output_loses_its_middle),
        in_a_loop(not_so_much_output_is_kept_whole),
        in_a_loop(a_flood_of_output),
        in_a_loop(output_it_closes_does_not_end_it),
        in_a_loop(lines_one_by_one),
        in_a_loop(a_line_in_pieces),
        in_a_loop(a_line_without_its_end_is_none),
        in_a_loop(a_line_without_measure_is_cut),
        in_a_loop(many_lines),
        in_a_loop(it_ends_what_takes_too_long),
        in_a_loop(it_asks_for_stacks_first),
        in_a_loop(who_does_not_answer_is_ended),
        in_a_loop(lines_keep_it_quiet),
        in_a_loop(other_output_does_not),
        in_a_loop(lines_count_however_long_the_listener_takes),
        in_a_loop(a_loop_that_is_busy_elsewhere_is_no_reason),
        in_a_loop(patience_begins_with_the_process),
        in_a_loop(its_children_end_with_it),
        in_a_loop(its_children_end_when_it_takes_too_long),
        in_a_loop(who_left_its_group_cannot_hold_it_up),
        in_a_loop(who_left_its_group_ends_with_it),
        in_a_loop(who_lost_its_parent_ends_with_it),
        in_a_loop(who_has_another_mark_is_left_alone),
        in_a_loop(who_takes_its_time_is_not_looked_at),
        in_a_loop(too_many_processes),
        in_a_loop(too_much_memory),
        in_a_loop(too_much_processor_time),
        in_a_loop(processor_time_counts_from_the_last_line),
        in_a_loop(too_much_output),
        in_a_loop(output_counts_from_the_last_line),
        in_a_loop(too_long_with_signs_of_life),
        in_a_loop(its_program_is_asked_wherever_it_is),
        in_a_loop(who_cannot_be_heard_is_ended),
        in_a_loop(what_the_kernel_watches_over),
        in_a_loop(no_file_grows_beyond_its_limit),
        in_a_loop(two_at_a_time),
        in_a_loop(all_can_be_ended_at_once),
        in_a_loop(no_descriptor_is_left_open),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

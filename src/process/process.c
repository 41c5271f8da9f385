/* process.c - see process.h.
 *
 * A process is over when it has exited and its pipes are at their ends. Programs that it left
 * behind may hold those open for ever, so the rest of its group is ended when it exits, and the
 * pipes get only a moment more. The watchdog first asks for the stacks (SIGQUIT, which a Go program
 * answers on standard error), because where it hangs is what its owner wants to know.
 */
#include "process/process.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "process/family.h"
#include "process/limits.h"
#include "process/processors.h"

/* The child's descriptors 1, 2 and 3. */
enum { OUT, ERR, EVENTS, PIPES };

enum {
    KEEP_HEAD = 64 * 1024,  /* bytes of output kept from its beginning */
    KEEP_TAIL = 128 * 1024, /* ... and at least as many from its end */
    LINE_MAX_BYTES = 1 << 20,
    LAST_CALL_MS = 10,
    QUIT_GRACE_MS = 5000, /* a busy machine takes its time for a hundred stacks */
    DRAIN_MS = 1000,
    UNHEARD_MS = 100,
};

typedef struct Process {
    ProcessCommand command;
    uv_process_t process;
    uv_pipe_t pipes[PIPES];
    int pipe_count; /* that the child has: not EVENTS, unless they are asked for */
    uv_timer_t timer, ticker;
    Family family;
    double cpu_before; /* the family's processor time at the last sign of life */
    bool sign_of_life; /* since the last look */
    uint64_t printed;  /* bytes, since then */
    BlBuf exceeded;    /* outcome.exceeded */
    unsigned handles;  /* not closed yet */
    unsigned open_pipes;
    bool exited, closing, last_call, asked_to_quit;
    uint64_t started; /* uv_hrtime */
    ProcessOutcome outcome;
    BlBuf kept[2]; /* standard output, standard error */
    BlBuf line;    /* begun on descriptor 3 */
    char chunk[65536];
} Process;

/* ---- the end --------------------------------------------------------------------------------- */

static void on_close(uv_handle_t *handle)
{
    Process *p = handle->data;
    if (--p->handles)
        return;
    p->outcome.out = bl_buf_view(&p->kept[OUT]);
    p->outcome.err = bl_buf_view(&p->kept[ERR]);
    p->command.on_exit(p->command.context, &p->outcome);
    bl_buf_free(&p->kept[OUT]);
    bl_buf_free(&p->kept[ERR]);
    bl_buf_free(&p->line);
    bl_buf_free(&p->exceeded);
    family_free(&p->family);
    free(p);
}

static void close_all(Process *p)
{
    if (p->closing)
        return;
    p->closing = true;
    uv_close((uv_handle_t *)&p->process, on_close);
    uv_close((uv_handle_t *)&p->timer, on_close);
    uv_close((uv_handle_t *)&p->ticker, on_close);
    for (int i = 0; i < PIPES; i++)
        uv_close((uv_handle_t *)&p->pipes[i], on_close);
}

static void on_drained(uv_timer_t *timer)
{
    close_all(timer->data);
}

static void end_all(Process *p)
{
    if (p->process.pid <= 0)
        return;
    if (p->command.program)
        family_end(&p->family);
    kill(-p->process.pid, SIGKILL);
}

static const char unheard[] = "it closed the descriptor that benchline hears of it by";

static void on_exit_status(uv_process_t *process, int64_t status, int signal)
{
    Process *p = process->data;
    p->exited = true;
    p->outcome.status = status;
    p->outcome.signal = signal;
    if (p->outcome.exceeded == unheard && signal != SIGKILL)
        p->outcome.exceeded = NULL; /* it was at its end anyway */
    p->outcome.seconds = (double)(uv_hrtime() - p->started) / 1e9;
    uv_timer_stop(&p->ticker);
    end_all(p);
    if (p->open_pipes == 0)
        close_all(p);
    else
        uv_timer_start(&p->timer, on_drained, DRAIN_MS, 0);
}

/* ---- the watchdog ---------------------------------------------------------------------------- */

static void on_impatient(uv_timer_t *timer);

static void ask_for_stacks(Process *p)
{
    p->asked_to_quit = true;
    if (!p->command.program || !family_quit(&p->family, p->command.program))
        uv_process_kill(&p->process, SIGQUIT);
    uv_timer_start(&p->timer, on_impatient, QUIT_GRACE_MS, 0);
}

static void on_impatient(uv_timer_t *timer)
{
    Process *p = timer->data;
    if (p->command.events && !p->last_call) {
        /* When the loop was busy elsewhere, lines may be waiting; they are read before this comes
         * again. */
        p->last_call = true;
        uv_timer_start(timer, on_impatient, LAST_CALL_MS, 0);
        return;
    }
    if (!p->outcome.exceeded)
        p->outcome.timed_out = true;
    if (p->command.events && !p->asked_to_quit)
        ask_for_stacks(p);
    else
        end_all(p);
}

static void watch(Process *p)
{
    if (p->exited || p->asked_to_quit)
        return;
    p->last_call = false;
    p->sign_of_life = true;
    p->printed = 0;
    uv_update_time(p->timer.loop); /* the loop's clock stands still while callbacks run */
    uv_timer_start(&p->timer, on_impatient, (uint64_t)(p->command.patience * 1000), 0);
}

/* ---- limits ---------------------------------------------------------------------------------- */

static void end_for(Process *p, const char *exceeded, bool of_time)
{
    if (p->exited || p->asked_to_quit)
        return;
    p->outcome.exceeded = exceeded;
    p->outcome.timed_out = of_time;
    if (p->command.events)
        ask_for_stacks(p);
    else
        end_all(p);
}

/* While it writes its stacks other goroutines may go on; not for long, when it is memory that they
 * take. */
static void on_tick(uv_timer_t *timer)
{
    Process *p = timer->data;
    const RunLimits *limits = &p->command.limits;
    family_look(&p->family);
    if (p->sign_of_life)
        p->cpu_before = p->family.cpu_seconds;
    p->sign_of_life = false;
    if (p->outcome.exceeded && limits->memory && p->family.memory / 2 > limits->memory)
        end_all(p);
    if (p->outcome.exceeded)
        return;
    LimitsUse use = {&p->family, p->cpu_before, (double)(uv_hrtime() - p->started) / 1e9};
    bool of_time;
    const char *exceeded = limits_exceeded(limits, &use, &p->exceeded, &of_time);
    if (exceeded)
        end_for(p, exceeded, of_time);
}

static void look_after(Process *p)
{
    p->family.leader = p->process.pid;
    if (limits_to_look_at(&p->command.limits))
        uv_timer_start(&p->ticker, on_tick, LIMITS_LOOK_MS, LIMITS_LOOK_MS);
}

static void count_printed(Process *p, size_t bytes)
{
    p->printed += bytes;
    if (p->outcome.exceeded)
        return;
    const char *exceeded = limits_printed_too_much(&p->command.limits, p->printed, &p->exceeded);
    if (exceeded)
        end_for(p, exceeded, false);
}

/* Its events came to their end, and it did not: what it does from now on nobody would hear of. */
static void on_unheard(uv_timer_t *timer)
{
    Process *p = timer->data;
    p->outcome.exceeded = unheard;
    p->asked_to_quit = true;
    end_all(p);
}

/* ---- what it says ---------------------------------------------------------------------------- */

/* Output beyond what is kept loses its middle. */
static void keep(BlBuf *kept, const char *bytes, size_t length)
{
    static const char gap[] = "\n[...]\n";
    bl_buf_append(kept, bytes, length);
    if (kept->len <= KEEP_HEAD + 3 * KEEP_TAIL)
        return;
    size_t tail = kept->len - KEEP_TAIL;
    memcpy(kept->data + KEEP_HEAD, gap, sizeof gap - 1);
    memmove(kept->data + KEEP_HEAD + sizeof gap - 1, kept->data + tail, KEEP_TAIL);
    kept->len = KEEP_HEAD + sizeof gap - 1 + KEEP_TAIL;
    kept->data[kept->len] = '\0';
}

static void hear_lines(Process *p, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] != '\n') {
            if (p->line.len < LINE_MAX_BYTES)
                bl_buf_putc(&p->line, bytes[i]);
            continue;
        }
        p->command.on_line(p->command.context, bl_buf_view(&p->line));
        bl_buf_clear(&p->line);
        watch(p);
    }
}

static void on_allocate(uv_handle_t *handle, size_t suggested, uv_buf_t *buffer)
{
    (void)suggested;
    Process *p = handle->data;
    *buffer = uv_buf_init(p->chunk, sizeof p->chunk);
}

static void on_read(uv_stream_t *stream, ssize_t got, const uv_buf_t *buffer)
{
    Process *p = stream->data;
    if (got > 0 && stream == (uv_stream_t *)&p->pipes[EVENTS])
        hear_lines(p, buffer->base, (size_t)got);
    else if (got > 0) {
        keep(&p->kept[stream == (uv_stream_t *)&p->pipes[OUT] ? OUT : ERR], buffer->base,
             (size_t)got);
        count_printed(p, (size_t)got);
    }
    if (got >= 0)
        return;
    uv_read_stop(stream);
    if (stream == (uv_stream_t *)&p->pipes[EVENTS] && p->command.program && !p->exited &&
        !p->asked_to_quit)
        uv_timer_start(&p->timer, on_unheard, UNHEARD_MS, 0);
    if (--p->open_pipes == 0 && p->exited)
        close_all(p);
}

/* ---- the start ------------------------------------------------------------------------------- */

/* The environment with the command's additions; an array to free, strings borrowed. */
static const char **merged_environment(const char *const *extra)
{
    static const char *const nothing[] = {NULL};
    BL_VEC(const char *) merged = {0};
    extra = extra ? extra : nothing;
    for (char **var = environ; *var; var++) {
        bool replaced = false;
        for (const char *const *own = extra; *own; own++) {
            size_t name = (size_t)(strchr(*own, '=') - *own) + 1;
            replaced |= strncmp(*own, *var, name) == 0;
        }
        if (!replaced)
            bl_vec_push(&merged, *var);
    }
    for (const char *const *own = extra; *own; own++)
        bl_vec_push(&merged, *own);
    bl_vec_push(&merged, NULL);
    return merged.items;
}

static void init_handles(uv_loop_t *loop, Process *p)
{
    uv_timer_init(loop, &p->timer);
    p->timer.data = p;
    uv_timer_init(loop, &p->ticker);
    p->ticker.data = p;
    for (int i = 0; i < PIPES; i++) {
        uv_pipe_init(loop, &p->pipes[i], 0);
        p->pipes[i].data = p;
    }
    p->process.data = p;
    p->handles = PIPES + 3;
}

static void listen_to(Process *p, int pipe)
{
    if (uv_read_start((uv_stream_t *)&p->pipes[pipe], on_allocate, on_read) == 0)
        p->open_pipes++;
}

/* A child begins on the processors of the thread that starts it (sched_setaffinity(2)). */
static bool pin(unsigned count, cpu_set_t *usual)
{
    cpu_set_t chosen;
    return count && processors_choose(count, &chosen) &&
           sched_getaffinity(0, sizeof *usual, usual) == 0 &&
           sched_setaffinity(0, sizeof chosen, &chosen) == 0;
}

/* Starts the child, with nothing to read and with pipes to write to. 0 or a libuv error. */
static int spawn(uv_loop_t *loop, Process *p)
{
    const ProcessCommand *command = &p->command;
    uv_stdio_container_t stdio[1 + PIPES] = {{.flags = UV_IGNORE}};
    for (int i = 0; i < p->pipe_count; i++) {
        stdio[1 + i].flags = UV_CREATE_PIPE | UV_WRITABLE_PIPE;
        stdio[1 + i].data.stream = (uv_stream_t *)&p->pipes[i];
    }
    const char **environment = merged_environment(command->env);
    uv_process_options_t options = {
        .exit_cb = on_exit_status,
        .file = command->argv[0],
        .args = (char **)(uintptr_t)command->argv, /* libuv writes neither to these */
        .env = (char **)(uintptr_t)environment,    /* nor to those */
        .cwd = command->cwd,
        .flags = UV_PROCESS_DETACHED,
        .stdio_count = 1 + p->pipe_count,
        .stdio = stdio,
    };
    cpu_set_t usual;
    bool pinned = pin(command->processors, &usual);
    p->started = uv_hrtime();
    int error = uv_spawn(loop, &p->process, &options);
    if (pinned)
        sched_setaffinity(0, sizeof usual, &usual);
    free(environment);
    return error;
}

void process_start(uv_loop_t *loop, const ProcessCommand *command)
{
    Process *p = bl_alloc(sizeof *p);
    p->command = *command;
    p->pipe_count = command->events ? PIPES : EVENTS;
    init_handles(loop, p);
    p->outcome.spawn_error = spawn(loop, p);
    if (p->outcome.spawn_error) {
        close_all(p);
        return;
    }
    for (int i = 0; i < p->pipe_count; i++)
        listen_to(p, i);
    if (command->program)
        look_after(p);
    watch(p);
}

static void kill_if_process(uv_handle_t *handle, void *context)
{
    (void)context;
    if (handle->type == UV_PROCESS && !uv_is_closing(handle))
        end_all(handle->data);
}

void process_kill_all(uv_loop_t *loop)
{
    uv_walk(loop, kill_if_process, NULL);
}

/* command.c - see command.h.
 *
 * Files in memory instead of pipes: both sides may be large, and nobody waits for programs that
 * this one leaves behind with its output open.
 */
#include "benchline/command.h"

#include <errno.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "benchline/path.h"

static int memory_file(void)
{
    return memfd_create("benchline", MFD_CLOEXEC);
}

static int start(const BlCommand *command, int input, int output, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    if (command->errors_too)
        posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO);
    if (command->cwd)
        posix_spawn_file_actions_addchdir_np(&actions, command->cwd);
    int error =
        posix_spawnp(pid, command->argv[0], &actions, NULL,
                     (char *const *)(uintptr_t)command->argv, /* which it does not write to */
                     command->env ? command->env : environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

static int wait_for(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}

/* From its beginning: the program moved the offset. */
static void read_back(int fd, BlBuf *output)
{
    char chunk[65536];
    off_t at = 0;
    for (ssize_t got; (got = pread(fd, chunk, sizeof chunk, at)) > 0; at += got)
        bl_buf_append(output, chunk, (size_t)got);
}

static BlEnd run(const BlCommand *command, int input, int output_file, BlBuf *output)
{
    BlEnd end = {.status = -1};
    pid_t pid;
    if (input < 0 || output_file < 0)
        end.error = errno;
    if (!end.error)
        end.error = bl_write_all(input, command->input);
    if (!end.error && lseek(input, 0, SEEK_SET) != 0)
        end.error = errno;
    if (!end.error)
        end.error = start(command, input, output_file, &pid);
    if (!end.error) {
        end.status = wait_for(pid);
        read_back(output_file, output);
    }
    return end;
}

BlEnd bl_command_run(const BlCommand *command, BlBuf *output)
{
    int input = memory_file(), output_file = memory_file();
    BlEnd end = run(command, input, output_file, output);
    if (input >= 0)
        close(input);
    if (output_file >= 0)
        close(output_file);
    return end;
}

bool bl_end_is_fine(BlEnd end)
{
    return !end.error && end.status == 0;
}

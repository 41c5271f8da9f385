/* cli.c - see cli.h. */
#include "cli/cli.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/settings.h"

bool cli_use_colour(FILE *stream)
{
    const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
    bool dumb = !terminal || strcmp(terminal, "dumb") == 0;
    return !(no_colour && no_colour[0]) && !dumb && isatty(fileno(stream));
}

/* Why standard output could not be written; of that its stream keeps only a flag. */
static int output_error;

void cli_output_failed(int error)
{
    if (!output_error)
        output_error = error;
}

FILE *cli_messages(void)
{
    int saved = errno; /* which the message may be about */
    if (fflush(stdout) != 0)
        cli_output_failed(errno);
    errno = saved;
    return stderr;
}

void cli_print_diags(const BlDiags *diags)
{
    bl_diag_print(diags, cli_use_colour(stderr), cli_messages());
}

int cli_usage(const char *command, const char *format, ...)
{
    BlBuf message = {0};
    va_list args;
    va_start(args, format);
    bl_buf_vprintf(&message, format, args);
    va_end(args);
    if (!cli_settings_refuse(bl_buf_view(&message).ptr)) {
        const char *file = cli_settings_file();
        fprintf(cli_messages(), "benchline %s: %s\n", command, bl_buf_view(&message).ptr);
        if (file)
            fprintf(cli_messages(), "options of %s count too: 'benchline config' lists them\n",
                    file);
        fprintf(cli_messages(), "'benchline %s --help' tells more\n", command);
    }
    bl_buf_free(&message);
    return CLI_USAGE;
}

/* Of an earlier write that failed the stream keeps a flag and no reason; the pipe can be asked. */
static bool reader_has_left(void)
{
    struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
    return errno == EPIPE || (poll(&out, 1, 0) == 1 && (out.revents & POLLERR));
}

int cli_finish(int status)
{
    if (status == CLI_DONE)
        status = CLI_OK;
    errno = output_error;
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    if (reader_has_left())
        return status; /* it has seen enough */
    fprintf(stderr, "benchline: cannot write to standard output%s%s\n", errno ? ": " : "",
            errno ? strerror(errno) : "");
    return CLI_INTERNAL;
}

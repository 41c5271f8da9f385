/* inject_interrupt.c - Ctrl-C while `benchline inject` works: what a mode does before it ends so.
 *
 * The system calls that it comes into are taken up again, and the program dies of the signal in the
 * end, so that whoever started it is told.
 */
#include <signal.h>

#include "cli/inject_command.h"

void cli_inject_on_interrupt(void (*handler)(int number))
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART}, before;
        sigemptyset(&action.sa_mask);
        sigaction(numbers[i], NULL, &before);
        if (before.sa_handler != SIG_IGN) /* nohup */
            sigaction(numbers[i], &action, NULL);
    }
}

void cli_inject_die_of(int number)
{
    signal(number, SIG_DFL);
    raise(number); /* from a handler, when that has returned */
}

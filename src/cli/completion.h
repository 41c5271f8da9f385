/* completion.h - scripts that complete benchline's command lines, made of the commands' help texts
 * (help_text.h): names of commands, their options, and what these take. */
#ifndef BENCHLINE_COMPLETION_H
#define BENCHLINE_COMPLETION_H

#include "cli/help_text.h"

typedef struct CompletionCommand {
    const char *name, *summary;
    HelpText help;
} CompletionCommand;

typedef struct Completion {
    BL_VEC(CompletionCommand) commands;
} Completion;

/* Each appends a whole script. */
void completion_bash(const Completion *completion, BlBuf *out);
void completion_zsh(const Completion *completion, BlBuf *out);
void completion_fish(const Completion *completion, BlBuf *out);

#endif

/* log_file.c - a log that is a file, or comes from standard input.
 *
 * It is read into a buffer that stays in the processor's cache. Mapping a file would save the copy,
 * some tenth of all the time, and end the process when somebody cuts the file off meanwhile;
 * threads that fetch ahead take more processor time than the copy does, to get the pieces from one
 * processor to the other.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "extractor/bench_log.h"

enum { READ_SIZE = 256 * 1024 };

/* 0 or an errno value. */
static int feed_all(Extractor *extractor, int fd)
{
    char *bytes = bl_realloc(NULL, READ_SIZE);
    int error = 0;
    for (;;) {
        ssize_t got = read(fd, bytes, READ_SIZE);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            error = errno;
        if (got <= 0)
            break;
        extract_feed(extractor, bytes, (size_t)got);
    }
    free(bytes);
    return error;
}

bool extract_file(Results *results, const char *path, BlDiags *diags)
{
    return extract_file_to(results, path, NULL, diags);
}

bool extract_file_to(Results *results, const char *path, const ExtractSink *sink, BlDiags *diags)
{
    bool standard_input = strcmp(path, "-") == 0;
    const char *name = standard_input ? "<stdin>" : path;
    int fd = standard_input ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        bl_diag_add(diags, BL_ERROR, name, "cannot be opened: %s", strerror(errno));
        return false;
    }
    Extractor *extractor = extract_begin_to(results, name, sink, diags);
    int error = feed_all(extractor, fd);
    if (!standard_input)
        close(fd);
    if (error)
        bl_diag_add(diags, BL_ERROR, name, "cannot be read: %s", strerror(error));
    /* Of a folder, say, nothing was read; that it is no log either goes without saying. */
    if (error && extractor->head_length == 0) {
        log_abandon(extractor);
        return false;
    }
    return extract_finish(extractor) && !error;
}

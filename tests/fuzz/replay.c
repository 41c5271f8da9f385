/* replay.c - a fuzz target without a fuzzer: gives it each file named on the command line. With it
 * `make check` runs what the fuzzers found, and what they start from, on every machine. */
#include "fuzzing.h"

#include "benchline/path.h"

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        BlBuf input = {0};
        int error = bl_file_read(argv[i], SIZE_MAX / 2, &input);
        if (error) {
            fprintf(stderr, "%s: %s\n", argv[i], strerror(error));
            return 1;
        }
        BlStr bytes = bl_buf_view(&input);
        /* A copy of exactly this size, so that reading beyond it is an error that tools can see. */
        uint8_t *exact = malloc(bytes.len ? bytes.len : 1);
        if (!exact)
            bl_out_of_memory(bytes.len);
        memcpy(exact, bytes.ptr, bytes.len);
        LLVMFuzzerTestOneInput(exact, bytes.len);
        free(exact);
        bl_buf_free(&input);
    }
    printf("%d inputs replayed\n", argc - 1);
    return 0;
}

/* results_fuzz.c - feeds any bytes to the reader of results.
 *
 * Besides what the sanitizers find, it holds the reader to its word: what it refuses it says once
 * and with a place inside the document, and what it takes is written and read again as the same.
 */
#include "fuzzing.h"

#include "benchline/results.h"

static char *write_results(const Results *results, size_t *length)
{
    char *text = NULL;
    FILE *memory = open_memstream(&text, length);
    require(memory != NULL, "no memory");
    require(results_write_json(results, memory) == 0, "cannot write");
    fclose(memory);
    return text;
}

static void check_error(const BlDiags *diags)
{
    require(diags->errors == 1 && diags->list.count == 1, "not one error");
    require(diags->list.items[0].line > 0 && diags->list.items[0].column > 0, "no place");
    BlBuf shown = {0};
    bl_diag_format(&diags->list.items[0], true, &shown);
    bl_buf_free(&shown);
}

/* Printed for people too: whatever is read can be shown. */
static void check_shown(const Results *results)
{
    char *text = NULL;
    size_t length;
    FILE *memory = open_memstream(&text, &length);
    require(memory != NULL, "no memory");
    results_print(results, false, memory);
    fclose(memory);
    free(text);
}

static void check_same(const Results *results)
{
    size_t length, again_length;
    char *text = write_results(results, &length);
    Results read;
    BlDiags diags = {0};
    require(results_read_json(&read, "again", bl_str(text, length), &diags), "not read again");
    char *again = write_results(&read, &again_length);
    require(bl_str_eq(bl_str(text, length), bl_str(again, again_length)), "not the same again");
    free(again);
    free(text);
    results_free(&read);
    bl_diag_free(&diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *bytes = source_bytes(data, size);
    Results results;
    BlDiags diags = {0};
    if (results_read_json(&results, "fuzz.json", bl_str(bytes, size), &diags)) {
        require(diags.list.count == 0, "an error that is none");
        check_shown(&results);
        check_same(&results);
    } else {
        check_error(&diags);
    }
    results_free(&results);
    bl_diag_free(&diags);
    free(bytes);
    return 0;
}

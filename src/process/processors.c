/* processors.c - see processors.h. */
#include "process/processors.h"

#include "benchline/path.h"

enum { FILE_MAX_BYTES = 64 * 1024 };

bool processors_read(const char *text, cpu_set_t *set)
{
    CPU_ZERO(set);
    while (*text && *text != '\n') {
        char *end;
        unsigned long first = strtoul(text, &end, 10), last = first;
        if (end == text)
            return false;
        if (*end == '-') {
            text = end + 1;
            last = strtoul(text, &end, 10);
            if (end == text)
                return false;
        }
        if (last < first || last >= CPU_SETSIZE || (*end && *end != ',' && *end != '\n'))
            return false;
        for (unsigned long i = first; i <= last; i++)
            CPU_SET(i, set);
        text = *end == ',' ? end + 1 : end;
    }
    return true;
}

static bool read_isolated(cpu_set_t *set)
{
    BlBuf text = {0};
    bool able = bl_file_read("/sys/devices/system/cpu/isolated", FILE_MAX_BYTES, &text) == 0 &&
                text.len && processors_read(bl_buf_view(&text).ptr, set);
    bl_buf_free(&text);
    return able;
}

/* The last ones: the first one has the most interrupts. */
static void take_last(const cpu_set_t *from, unsigned count, cpu_set_t *chosen)
{
    CPU_ZERO(chosen);
    for (size_t i = CPU_SETSIZE; i-- > 0 && count;)
        if (CPU_ISSET(i, from)) {
            CPU_SET(i, chosen);
            count--;
        }
}

bool processors_choose(unsigned count, cpu_set_t *chosen)
{
    cpu_set_t set;
    bool isolated = read_isolated(&set) && CPU_COUNT(&set) >= (int)count;
    if (!isolated && (sched_getaffinity(0, sizeof set, &set) != 0 || CPU_COUNT(&set) <= (int)count))
        return false;
    take_last(&set, count, chosen);
    return true;
}

/* sum.h - FNV-1a, 64 bits (Fowler, Noll, Vo): tells texts apart that nobody made to look alike. */
#ifndef BENCHLINE_SUM_H
#define BENCHLINE_SUM_H

#include "benchline/base.h"

#define INJECT_SUM_START 0xCBF29CE484222325u

/* Goes on from `sum` with one byte, with a text. */
static inline uint64_t inject_sum_byte(uint64_t sum, char byte)
{
    return (sum ^ (unsigned char)byte) * 0x100000001B3u;
}

static inline uint64_t inject_sum(uint64_t sum, BlStr text)
{
    for (size_t i = 0; i < text.len; i++)
        sum = inject_sum_byte(sum, text.ptr[i]);
    return sum;
}

#endif

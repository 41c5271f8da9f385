/* sum.h - FNV-1a, 64 bits (Fowler, Noll, Vo): tells texts apart that nobody made to look alike. */
#ifndef BENCHLINE_SUM_H
#define BENCHLINE_SUM_H

#include "benchline/base.h"

#define INJECT_SUM_START 0xCBF29CE484222325u

/* Goes on from `sum` with a text. */
static inline uint64_t inject_sum(uint64_t sum, BlStr text)
{
#pragma GCC unroll 8
    for (size_t i = 0; i < text.len; i++)
        sum = (sum ^ (unsigned char)text.ptr[i]) * 0x100000001B3u;
    return sum;
}

#endif

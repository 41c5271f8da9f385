/* vectors.h - several bytes of text at once: eight in a word on any machine, 32 where the processor
 * has the vectors, which is asked when the program runs.
 */
#ifndef EXTRACTOR_VECTORS_H
#define EXTRACTOR_VECTORS_H

#include "benchline/base.h"

/* Bytes of every word below are in the order of the text: the first is the lowest. */
BL_INLINE uint64_t load(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap64(word);
#endif
    return word;
}

static inline uint64_t all_bytes(unsigned char byte)
{
    return UINT64_C(0x0101010101010101) * byte;
}

/* The lowest `count` bytes, fewer than 8. */
static inline uint64_t low_bytes(unsigned count)
{
    return (UINT64_C(1) << 8 * count) - 1;
}

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define AVX2 __attribute__((target("avx2,bmi,bmi2")))

static inline bool has_avx2(void)
{
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
           __builtin_cpu_supports("bmi2");
}

AVX2 static inline __m256i bytes_at(const char *at)
{
    return _mm256_loadu_si256((const __m256i *)(const void *)at);
}

#endif

#endif

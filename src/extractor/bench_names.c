/* bench_names.c - see bench_names.h. */
#include "extractor/bench_names.h"

#include <stdlib.h>

#include "extractor/bench_line.h"

enum { CPU_LIST_MAX = 64 }; /* more different numbers than this are no list of -cpu */

/* A name without its number, and the number; 0 when it has none. */
typedef struct Split {
    BlStr base;
    uint64_t suffix;
} Split;

typedef BL_VEC(Split) Splits;

typedef struct Names {
    Splits bare;      /* of sub-benchmarks */
    Splits numbered;  /* of sub-benchmarks */
    bool sorted;      /* both are */
    ProcsSet procs;   /* GOMAXPROCS of this run */
    ProcsSet numbers; /* all that names end in */
    bool sure;        /* rules 1 and 2 found something */
} Names;

static bool contains(const ProcsSet *set, uint64_t procs)
{
    for (size_t i = 0; i < set->count; i++)
        if (set->items[i] == procs)
            return true;
    return false;
}

static void insert(ProcsSet *set, uint64_t procs)
{
    if (set->count < CPU_LIST_MAX + 1 && !contains(set, procs))
        bl_vec_push(set, procs);
}

static void replace(ProcsSet *set, const ProcsSet *with)
{
    set->count = 0;
    for (size_t i = 0; i < with->count; i++)
        insert(set, with->items[i]);
}

static int compare_splits(const void *left, const void *right)
{
    const Split *a = left, *b = right;
    size_t shorter = a->base.len < b->base.len ? a->base.len : b->base.len;
    int order = shorter ? memcmp(a->base.ptr, b->base.ptr, shorter) : 0;
    if (order == 0)
        order = (a->base.len > b->base.len) - (a->base.len < b->base.len);
    return order ? order : (a->suffix > b->suffix) - (a->suffix < b->suffix);
}

/* Mostly nobody asks for their order. */
static void sort(Names *names)
{
    if (!names->sorted && names->bare.count)
        qsort(names->bare.items, names->bare.count, sizeof(Split), compare_splits);
    if (!names->sorted && names->numbered.count)
        qsort(names->numbered.items, names->numbered.count, sizeof(Split), compare_splits);
    names->sorted = true;
}

/* Whether it is among those of `splits`, which are sorted. */
static bool stands_among(const Splits *splits, BlStr base, uint64_t suffix)
{
    Split wanted = {base, suffix};
    return splits->count &&
           bsearch(&wanted, splits->items, splits->count, sizeof wanted, compare_splits);
}

/* Whether a row was printed under exactly this name, which may itself end in a number. */
static bool was_printed(Names *names, BlStr name)
{
    uint64_t suffix;
    size_t base_length;
    sort(names);
    return stands_among(&names->bare, name, 0) ||
           (bench_suffix(name, &suffix, &base_length) &&
            stands_among(&names->numbered, bl_str(name.ptr, base_length), suffix));
}

/* ---- what the run itself says (rules 1 to 3) ------------------------------------------------ */

static void settle(RunName *name, uint64_t procs)
{
    name->settled = true;
    name->procs = procs;
    name->length = procs > 1 && procs == name->suffix ? name->base_length : name->printed;
}

static bool is_last(const Splits *splits, BlStr base, uint64_t suffix)
{
    if (!splits->count)
        return false;
    const Split *last = &splits->items[splits->count - 1];
    return last->suffix == suffix && bl_str_eq(last->base, base);
}

/* The rules ask what there is, not how often: rows of -count are one. */
static void add_split(Splits *splits, BlStr base, uint64_t suffix)
{
    if (!is_last(splits, base, suffix))
        bl_vec_push(splits, (Split){base, suffix});
}

static void look_at(RunName *name, Names *names)
{
    BlStr text = bl_str(name->text, name->printed);
    if (name->settled) { /* by rule 1; a failure before the first result has no procs to tell */
        names->sure |= name->procs != 0;
        if (name->procs)
            insert(&names->procs, name->procs);
        return;
    }
    size_t base_length = text.len;
    if (!bench_suffix(text, &name->suffix, &base_length))
        name->suffix = 0;
    name->base_length = base_length;
    if (!memchr(text.ptr, '/', text.len)) {
        settle(name, name->suffix ? name->suffix : 1);
        insert(&names->procs, name->procs);
        names->sure = true;
    } else if (name->suffix) {
        insert(&names->numbers, name->suffix);
        add_split(&names->numbered, bl_str(text.ptr, base_length), name->suffix);
    } else {
        settle(name, 1);
        insert(&names->procs, 1);
        add_split(&names->bare, text, 0);
    }
}

/* ---- only sub-benchmarks (rules 4 and 5) ---------------------------------------------------- */

static void infer_from_bare(Names *names)
{
    sort(names);
    for (size_t i = 0; i < names->numbers.count; i++) {
        uint64_t procs = names->numbers.items[i];
        bool at_all = true;
        for (size_t j = 0; at_all && j < names->bare.count; j++)
            at_all = stands_among(&names->numbered, names->bare.items[j].base, procs);
        if (at_all)
            insert(&names->procs, procs);
    }
}

/* Whether every base occurs with every number, as it certainly does with a single one. Sorted,
 * equal pairs are neighbours. */
static bool is_full_product(Names *names)
{
    size_t bases = 0, pairs = 0;
    if (names->numbers.count == 1)
        return true;
    sort(names);
    for (size_t i = 0; i < names->numbered.count; i++) {
        const Split *split = &names->numbered.items[i];
        bool new_pair = i == 0 || compare_splits(split - 1, split) != 0;
        bases += i == 0 || !bl_str_eq(split[-1].base, split->base);
        pairs += new_pair;
    }
    return pairs == bases * names->numbers.count;
}

static void infer_from_numbers(Names *names, const ProcsSet *known)
{
    bool seen_before = false;
    for (size_t i = 0; i < names->numbers.count; i++)
        seen_before |= contains(known, names->numbers.items[i]);
    if (seen_before || contains(known, 1))
        replace(&names->procs, known);
    else if (is_full_product(names))
        replace(&names->procs, &names->numbers);
    else
        insert(&names->procs, 1);
}

/* ---- settling ------------------------------------------------------------------------------- */

static void settle_numbered(RunName *name, Names *names)
{
    bool one = contains(&names->procs, 1);
    BlStr base = bl_str(name->text, name->base_length);
    if (contains(&names->procs, name->suffix) && (!one || was_printed(names, base)))
        settle(name, name->suffix);
    else
        settle(name, one ? 1 : 0);
}

static void infer(Names *names, const ProcsSet *known)
{
    if (names->numbers.count > CPU_LIST_MAX)
        insert(&names->procs, 1);
    else if (names->bare.count)
        infer_from_bare(names);
    else
        infer_from_numbers(names, known);
}

void names_settle(RunNames *all, ProcsSet *known)
{
    Names names = {0};
    for (size_t i = 0; i < all->count; i++)
        look_at(&all->items[i], &names);
    if (names.numbered.count && !names.sure)
        infer(&names, known);
    for (size_t i = 0; i < all->count; i++)
        if (!all->items[i].settled)
            settle_numbered(&all->items[i], &names);
    if (names.sure)
        replace(known, &names.procs);
    bl_vec_free(&names.bare);
    bl_vec_free(&names.numbered);
    bl_vec_free(&names.procs);
    bl_vec_free(&names.numbers);
}

#include "text/align.h"

#include <stdlib.h>
#include <string.h>

/* Two stretches that are to be compared: [a, a_end) of one and [b, b_end) of the other. */
struct window {
    uint32_t a, a_end, b, b_end;
    unsigned depth; /* windows around this one */
};

struct aligning {
    struct arena *scratch;
    struct sequence a, b;
    uint32_t *match;
    struct place_of *sorted; /* room for as many as both have */
    uint32_t *places;        /* of what stands once: partners in b, by place in a; room for a */
};

/* The longest common part of windows up to so many cells is found exactly; text made for it could nest windows by the thousand. */
enum { CELLS_MOST = 1 << 16, DEPTH_MOST = 32 };

/* An element with where it stands. */
struct place_of {
    uint32_t element, at;
    bool is_b;
};

static int by_element(const void *left, const void *right)
{
    const struct place_of *a = left, *b = right;

    if (a->element != b->element)
        return a->element < b->element ? -1 : 1;
    if (a->is_b != b->is_b)
        return a->is_b ? 1 : -1;
    return a->at < b->at ? -1 : a->at > b->at;
}

/* Pairs what is equal at both ends, and leaves the rest. */
static struct window trim(struct aligning *job, struct window w)
{
    while (w.a < w.a_end && w.b < w.b_end && job->a.at[w.a] == job->b.at[w.b])
        job->match[w.a++] = w.b++;
    while (w.a < w.a_end && w.b < w.b_end && job->a.at[w.a_end - 1] == job->b.at[w.b_end - 1])
        job->match[--w.a_end] = --w.b_end;
    return w;
}

/* ---- short windows: the longest common part */

static void align_short(struct aligning *job, struct window w)
{
    uint32_t rows = w.a_end - w.a + 1, columns = w.b_end - w.b + 1;
    uint16_t *length = arena_new_array(job->scratch, uint16_t, (size_t)rows * columns);

    for (uint32_t i = rows - 1; i-- > 0;) {
        for (uint32_t k = columns - 1; k-- > 0;) {
            uint16_t *here = &length[i * columns + k];

            if (job->a.at[w.a + i] == job->b.at[w.b + k])
                *here = (uint16_t)(here[columns + 1] + 1);
            else
                *here = here[columns] >= here[1] ? here[columns] : here[1];
        }
    }
    for (uint32_t i = 0, k = 0; i + 1 < rows && k + 1 < columns;) {
        const uint16_t *here = &length[i * columns + k];

        if (job->a.at[w.a + i] == job->b.at[w.b + k])
            job->match[w.a + i++] = w.b + k++;
        else if (here[columns] >= here[1])
            i++;
        else
            k++;
    }
}

/* ---- long windows: what stands once in both */

/* Sets places[] for the window: where in b the partner stands of what both have once. Gives how many do. */
static uint32_t find_single(struct aligning *job, struct window w)
{
    uint32_t n = 0, found = 0;

    for (uint32_t i = w.a; i < w.a_end; i++) {
        job->places[i] = ALIGN_NONE;
        job->sorted[n++] = (struct place_of){job->a.at[i], i, false};
    }
    for (uint32_t i = w.b; i < w.b_end; i++)
        job->sorted[n++] = (struct place_of){job->b.at[i], i, true};
    qsort(job->sorted, n, sizeof *job->sorted, by_element);
    for (uint32_t i = 0, next; i < n; i = next) {
        for (next = i + 1; next < n && job->sorted[next].element == job->sorted[i].element;)
            next++;
        if (next - i == 2 && !job->sorted[i].is_b && job->sorted[i + 1].is_b) {
            job->places[job->sorted[i].at] = job->sorted[i + 1].at;
            found++;
        }
    }
    return found;
}

/* Pairs the longest run of single elements whose places grow in b too (patience sorting). */
static void pair_single(struct aligning *job, struct window w, uint32_t found)
{
    uint32_t *tops = arena_new_array(job->scratch, uint32_t, found); /* places in a of the piles' tops */
    uint32_t *below = arena_new_array(job->scratch, uint32_t, w.a_end - w.a); /* what a top stands on */
    uint32_t piles = 0, last;

    for (uint32_t i = w.a; i < w.a_end; i++) {
        uint32_t low = 0, high = piles;

        if (job->places[i] == ALIGN_NONE)
            continue;
        while (low < high) {
            uint32_t middle = (low + high) / 2;

            if (job->places[tops[middle]] < job->places[i])
                low = middle + 1;
            else
                high = middle;
        }
        below[i - w.a] = low ? tops[low - 1] : ALIGN_NONE;
        tops[low] = i;
        piles += low == piles;
    }
    for (last = tops[piles - 1]; last != ALIGN_NONE; last = below[last - w.a])
        job->match[last] = job->places[last];
}

/* Compares the stretches before, between and after the pairs that the window has. */
static void align_window(struct aligning *job, struct window w);

static void align_between(struct aligning *job, struct window w)
{
    struct window part = w;

    part.depth++;
    for (uint32_t i = w.a; i < w.a_end; i++) {
        if (job->match[i] == ALIGN_NONE)
            continue;
        part.a_end = i;
        part.b_end = job->match[i];
        align_window(job, part);
        part.a = i + 1;
        part.b = part.b_end + 1;
    }
    part.a_end = w.a_end;
    part.b_end = w.b_end;
    align_window(job, part);
}

/* Each step down has fewer elements to pair, and those that are single within it stood several times above. */
static void align_window(struct aligning *job, struct window w)
{
    uint32_t found;

    w = trim(job, w);
    if (w.a == w.a_end || w.b == w.b_end)
        return;
    if ((uint64_t)(w.a_end - w.a + 1) * (w.b_end - w.b + 1) <= CELLS_MOST) {
        align_short(job, w);
        return;
    }
    found = w.depth < DEPTH_MOST ? find_single(job, w) : 0;
    if (!found)
        return;
    pair_single(job, w, found);
    align_between(job, w);
}

void align(struct arena *scratch, struct sequence a, struct sequence b, uint32_t *match)
{
    struct aligning job = {.scratch = scratch, .a = a, .b = b, .match = match};

    for (uint32_t i = 0; i < a.n; i++)
        match[i] = ALIGN_NONE;
    job.sorted = arena_new_array(scratch, struct place_of, (size_t)a.n + b.n);
    job.places = arena_new_array(scratch, uint32_t, a.n);
    align_window(&job, (struct window){0, a.n, 0, b.n, 0});
}

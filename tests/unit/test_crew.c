/* Threads that share work: each thing is done once, whoever does it, and no more of them than there is work for. */
#include "unit.h"

#include <time.h>

#include "base/crew.h"

enum { MOST = 1000 };

struct shared {
    struct crew_queue queue;
    atomic_uint done[MOST]; /* how often each thing was */
};

struct worker {
    struct shared *shared;
    size_t largest; /* piece that it took */
};

static void work(void *context)
{
    struct worker *worker = context;
    size_t from, to;

    while (crew_take(&worker->shared->queue, &from, &to)) {
        if (to - from > worker->largest)
            worker->largest = to - from;
        for (size_t i = from; i < to; i++)
            atomic_fetch_add(&worker->shared->done[i], 1);
    }
}

static void each_thing_is_done_once(void **state)
{
    static const size_t counts[] = {0, 1, 7, 8, 9, 999, 1000}, chunks[] = {1, 8, 2000};
    static struct shared shared;

    (void)state;
    for (size_t i = 0; i < COUNT(counts) * COUNT(chunks) * (CREW_MOST + 1); i++) {
        size_t count = counts[i % COUNT(counts)], chunk = chunks[i / COUNT(counts) % COUNT(chunks)];
        unsigned threads = (unsigned)(i / COUNT(counts) / COUNT(chunks));
        struct worker workers[CREW_MOST] = {{0}};

        shared = (struct shared){.queue = {.count = count, .chunk = chunk}};
        threads = crew_size(&shared.queue, threads);
        for (unsigned k = 0; k < threads; k++)
            workers[k].shared = &shared;
        crew_run(workers, sizeof *workers, threads, work);
        for (size_t k = 0; k < MOST; k++)
            assert_int_equal(atomic_load(&shared.done[k]), k < count);
        for (unsigned k = 0; k < threads; k++)
            assert_true(workers[k].largest <= chunk);
    }
}

static void no_more_work_than_there_is_work_for(void **state)
{
    static const struct {
        size_t count, chunk, taken;
        unsigned threads, size;
    } cases[] = {
        {0, 8, 0, 4, 1},     {8, 8, 0, 4, 1},
        {9, 8, 0, 4, 2},     {100, 8, 0, 0, 1},
        {100, 8, 0, 1, 1},   {100, 8, 0, 13, 13},
        {100, 8, 0, 14, 13}, {100, 8, 92, 4, 1},
        {100, 8, 91, 4, 2},  {1000, 1, 0, 99, CREW_MOST},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct crew_queue queue = {.count = cases[i].count, .chunk = cases[i].chunk, .next = cases[i].taken};

        assert_int_equal(crew_size(&queue, cases[i].threads), cases[i].size);
    }
}

/* Two things to be done: the order in which they were, and whether each met the other meanwhile. */
struct pair {
    atomic_uint begun, met;
    unsigned patience; /* seconds to wait for the other */
    atomic_uint order[2];
    atomic_uint done;
};

static void meet(struct pair *pair, unsigned which)
{
    time_t end = time(NULL) + pair->patience;

    atomic_fetch_add(&pair->begun, 1);
    while (atomic_load(&pair->begun) < 2 && time(NULL) < end)
        ;
    atomic_fetch_add(&pair->met, atomic_load(&pair->begun) == 2);
    atomic_store(&pair->order[atomic_fetch_add(&pair->done, 1)], which);
}

static void be_first(void *context)
{
    meet(context, 1);
}

static void be_second(void *context)
{
    meet(context, 2);
}

static void two_things_are_done_side_by_side_or_in_turn(void **state)
{
    (void)state;
    for (unsigned threads = 0; threads < 4; threads++) {
        struct pair pair = {.patience = threads > 1 ? 60 : 0};
        const struct crew_task first = {be_first, &pair}, second = {be_second, &pair};

        crew_both(threads, &first, &second);
        assert_int_equal(atomic_load(&pair.done), 2);
        assert_int_equal(atomic_load(&pair.order[0]) + atomic_load(&pair.order[1]), 3);
        assert_int_equal(atomic_load(&pair.met), threads > 1 ? 2 : 1);
        if (threads < 2)
            assert_int_equal(atomic_load(&pair.order[0]), 1);
    }
}

static void count_up(void *context)
{
    atomic_fetch_add((atomic_uint *)context, 1);
}

static void what_is_aside_is_done_once(void **state)
{
    (void)state;
    for (unsigned threads = 0; threads < 4; threads++) {
        atomic_uint times = 0;
        const struct crew_task task = {count_up, &times};
        struct crew_aside aside = {0};

        crew_end(&aside); /* nothing was begun */
        crew_begin(&aside, threads, &task);
        crew_end(&aside);
        assert_int_equal(atomic_load(&times), 1);
        crew_end(&aside);
        assert_int_equal(atomic_load(&times), 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_thing_is_done_once),
        cmocka_unit_test(no_more_work_than_there_is_work_for),
        cmocka_unit_test(two_things_are_done_side_by_side_or_in_turn),
        cmocka_unit_test(what_is_aside_is_done_once),
    };

    return unit_run(tests);
}

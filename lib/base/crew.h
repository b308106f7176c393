/*
 * Several threads that do the same work side by side: each has memory of its own, and takes pieces of what is to be done
 * until none is left.
 */
#ifndef BASE_CREW_H
#define BASE_CREW_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

enum { CREW_MOST = 16 };

/* What is to be done: `count` things, handed out in their order, `chunk` (at least 1) of them at a time. */
struct crew_queue {
    size_t count, chunk;
    atomic_size_t next; /* the first that nobody has taken */
};

/* Something to be done. */
struct crew_task {
    void (*work)(void *context);
    void *context;
};

/* Takes the next things, [*from, *to); false where none is left. */
bool crew_take(struct crew_queue *queue, size_t *from, size_t *to);

/* How many may work on the queue: no more than `threads`, than it has chunks left, and than CREW_MOST; at least 1. */
unsigned crew_size(const struct crew_queue *queue, unsigned threads);

/*
 * Calls `work` with each of the `count` workers, which lie side by side in an array and are `size` bytes long (0: they are one and the
 * same), and returns when all are done. The first one works in the calling thread. A thread that cannot be started is done without: its
 * worker is left as it was, so that work must be taken from a queue, never be split between the workers.
 */
void crew_run(void *workers, size_t size, unsigned count, void (*work)(void *worker));

/*
 * Calls `one` and `other`, each with its own, and returns when both are done: side by side where there may be two threads and
 * the second can be started.
 */
void crew_both(unsigned threads, const struct crew_task *one, const struct crew_task *other);

#endif

/*
 * Several threads that do the same work side by side: each has memory of its own, and takes pieces of what is to be done
 * until none is left.
 */
#ifndef BASE_CREW_H
#define BASE_CREW_H

#include <pthread.h>
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

/* Something that is done beside what goes on: begun by crew_begin, done when crew_end returns. */
struct crew_aside {
    struct crew_task task;
    pthread_t member;
    enum { CREW_DONE, CREW_LEFT, CREW_BESIDE } state; /* zeroed: there is nothing to do */
};

/* Begins the task in a thread of its own, where there may be two and it can be started. The aside must stay where it is until its end. */
void crew_begin(struct crew_aside *aside, unsigned threads, const struct crew_task *task);

/* Returns when the task is done, which is done now where it was not begun; at once where it has come to its end before. */
void crew_end(struct crew_aside *aside);

/*
 * Calls `one` and `other`, each with its own, and returns when both are done: side by side where there may be two threads and
 * the second can be started.
 */
void crew_both(unsigned threads, const struct crew_task *one, const struct crew_task *other);

#endif

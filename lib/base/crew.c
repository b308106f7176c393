#include "base/crew.h"

#include <pthread.h>

bool crew_take(struct crew_queue *queue, size_t *from, size_t *to)
{
    *from = atomic_fetch_add(&queue->next, queue->chunk);
    if (*from >= queue->count)
        return false;
    *to = queue->count - *from < queue->chunk ? queue->count : *from + queue->chunk;
    return true;
}

unsigned crew_size(const struct crew_queue *queue, unsigned threads)
{
    size_t left = queue->count - atomic_load(&queue->next);
    size_t chunks = left / queue->chunk + (left % queue->chunk > 0);
    unsigned size = threads < CREW_MOST ? threads : CREW_MOST;

    if (size > chunks)
        size = (unsigned)chunks;
    return size ? size : 1;
}

struct member {
    pthread_t thread;
    void (*work)(void *worker);
    void *worker;
};

static void *start(void *context)
{
    const struct member *member = context;

    member->work(member->worker);
    return NULL;
}

void crew_run(void *workers, size_t size, unsigned count, void (*work)(void *worker))
{
    struct member members[CREW_MOST];
    unsigned started = 1;

    for (; started < count && started < CREW_MOST; started++) {
        members[started].work = work;
        members[started].worker = (char *)workers + size * started;
        if (pthread_create(&members[started].thread, NULL, start, &members[started]))
            break;
    }
    work(workers);
    for (unsigned i = 1; i < started; i++)
        pthread_join(members[i].thread, NULL);
}

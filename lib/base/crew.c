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

static void *start(void *context)
{
    const struct crew_task *task = context;

    task->work(task->context);
    return NULL;
}

void crew_run(void *workers, size_t size, unsigned count, void (*work)(void *worker))
{
    struct crew_task tasks[CREW_MOST];
    pthread_t members[CREW_MOST];
    unsigned started = 1;

    for (; started < count && started < CREW_MOST; started++) {
        tasks[started] = (struct crew_task){work, (char *)workers + size * started};
        if (pthread_create(&members[started], NULL, start, &tasks[started]))
            break;
    }
    work(workers);
    for (unsigned i = 1; i < started; i++)
        pthread_join(members[i], NULL);
}

void crew_both(unsigned threads, const struct crew_task *one, const struct crew_task *other)
{
    struct crew_task task = *other;
    pthread_t member;
    bool is_beside = threads > 1 && pthread_create(&member, NULL, start, &task) == 0;

    one->work(one->context);
    if (is_beside)
        pthread_join(member, NULL);
    else
        other->work(other->context);
}

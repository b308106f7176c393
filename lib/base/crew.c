#include "base/crew.h"

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

void crew_begin(struct crew_aside *aside, unsigned threads, const struct crew_task *task)
{
    *aside = (struct crew_aside){.task = *task, .state = CREW_LEFT};
    if (threads > 1 && pthread_create(&aside->member, NULL, start, &aside->task) == 0)
        aside->state = CREW_BESIDE;
}

void crew_end(struct crew_aside *aside)
{
    if (aside->state == CREW_BESIDE)
        pthread_join(aside->member, NULL);
    else if (aside->state == CREW_LEFT)
        aside->task.work(aside->task.context);
    aside->state = CREW_DONE;
}

void crew_both(unsigned threads, const struct crew_task *one, const struct crew_task *other)
{
    struct crew_aside aside;

    crew_begin(&aside, threads, other);
    one->work(one->context);
    crew_end(&aside);
}

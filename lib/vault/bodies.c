#include "vault/bodies.h"

#include "base/crew.h"

enum { CHUNK = 32 };

struct reading {
    struct vault *vault;
    const struct vault_options *options;
    const struct bodies_visitor *visitor;
    const struct records *records; /* of the kind that is being read */
    struct crew_queue queue;
};

struct worker {
    struct reading *reading;
    struct arena keep, scratch;
    struct diags findings;
};

static void read_one(struct worker *worker, struct record *record)
{
    const struct reading *reading = worker->reading;
    struct record_reader reader = {&worker->keep, &worker->scratch, &worker->findings,
                                   &reading->options->want};
    struct md_job job = {.scratch = &worker->scratch};
    struct md_document document;
    struct record_source *source = record->source;
    struct buf room;
    struct body body = {record, &document, &room, &worker->keep, &worker->scratch};

    if (!record_body(record).n)
        return;
    room = (struct buf){.p = source->body, .cap = source->body_size, .is_lent = true};
    document = md_parse(&job, record_body(record));
    record_read_body(&reader, &document, record);
    reading->visitor->visit(reading->visitor->context, &body);
    source->body = NULL;
    source->body_size = 0;
    arena_reset(&worker->scratch);
}

static void work(void *context)
{
    struct worker *worker = context;
    struct reading *reading = worker->reading;
    size_t from, to;

    while (crew_take(&reading->queue, &from, &to))
        for (size_t i = from; i < to; i++)
            read_one(worker, &reading->records->at[i]);
}

static void take_over(struct vault *vault, struct worker *worker)
{
    for (uint32_t i = 0; i < worker->findings.n; i++)
        *vec_add(&vault->findings, &vault->arena) = worker->findings.at[i];
    arena_adopt(&vault->arena, &worker->keep);
    arena_free(&worker->scratch);
}

void bodies_read(struct vault *vault, const struct vault_options *options,
                 const struct bodies_visitor *visitor)
{
    struct reading reading = {.vault = vault, .options = options, .visitor = visitor};
    struct worker workers[CREW_MOST] = {{0}};

    for (unsigned i = 0; i < CREW_MOST; i++) {
        workers[i].reading = &reading;
        workers[i].findings.arena = &workers[i].keep;
    }
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++) {
        reading.records = &vault->records[kind];
        reading.queue = (struct crew_queue){.count = reading.records->n, .chunk = CHUNK};
        crew_run(workers, sizeof *workers, crew_size(&reading.queue, options->threads), work);
    }
    for (unsigned i = 0; i < CREW_MOST; i++)
        take_over(vault, &workers[i]);
    diags_sort(&vault->findings);
}

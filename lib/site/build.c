#include "site/build.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "site/model.h"
#include "site/unchanged.h"

enum { MOST_THREADS = 16, CHUNK = 8 };

/* A page that is to be made. */
struct planned {
    struct page page;
    struct str file;
};

struct job {
    const struct build *build;
    struct build_result *result;
    const struct build_sink *sink; /* NULL: the output folder */
    struct output output;
    struct output_names names;
    struct {
        VEC(struct planned);
    } planned;
    size_t from, to; /* of these the ones that are being made: each can be made without the others */
    atomic_size_t next, made,
        failed; /* the first that no thread has taken; how many are made; the first that is wrong */
};

/* ---- templates */

static struct str stem_of(struct str name)
{
    return str_ends(name, STR(".html")) ? str_slice(name, 0, name.n - 5) : (struct str){0};
}

static int wrong(struct job *job, struct err *err)
{
    const struct diag *problem = &job->result->problem;

    return err_set(err, ERR_USAGE, "%.*s:%u: %.*s", STR_ARGS(problem->path), problem->place.line,
                   STR_ARGS(problem->message));
}

/* Compiles all templates in an arena, which then owns what is said of them too. -1 with the problem. */
static int compile(const struct build *build, struct arena *arena, struct tmpl_partials *partials,
                   struct diag *problem)
{
    struct tmpl_partial *at = arena_new_array(arena, struct tmpl_partial, (size_t)build->source_count + 1);

    for (uint32_t i = 0; i < build->source_count; i++) {
        const struct build_source *own = &build->sources[i];
        struct tmpl_source source = {.name = own->path, .text = own->text, .mode = TMPL_HTML};
        struct tmpl *tmpl;

        if (!stem_of(own->name).n)
            continue;
        tmpl = tmpl_parse(arena, &source, problem);
        if (!tmpl)
            return -1;
        at[partials->count++] = (struct tmpl_partial){stem_of(own->name), tmpl};
    }
    partials->at = at;
    return 0;
}

static const struct tmpl *template_of(const struct tmpl_partials *partials, const struct page_kind *kind)
{
    for (uint32_t i = 0; i < partials->count; i++)
        if (str_equal(partials->at[i].name, str_from(kind->name)))
            return partials->at[i].tmpl;
    return NULL;
}

/* Holds each template to the data that its page may have, so that no name is wrong in what is not reached today. */
static int check_names(struct job *job, const struct tmpl_partials *partials, struct err *err)
{
    size_t count;
    const struct page_kind *kinds = page_kinds(&count);

    for (size_t i = 0; i < count; i++) {
        struct tmpl_value sample = model_sample(str_from(kinds[i].name), job->output.arena);
        const struct tmpl *tmpl = template_of(partials, &kinds[i]);

        if (!tmpl)
            return err_set(err, ERR_USAGE, "there is no template '%s.html'", kinds[i].name);
        if (tmpl_check(tmpl, &sample, partials, &job->result->problem) != 0)
            return wrong(job, err);
    }
    return 0;
}

/* ---- which pages */

/* Calls `visit` for each page of the site, in the order in which they are made; stops where that returns -1. */
static int each_page(const struct site *site, int (*visit)(void *context, struct page *page), void *context)
{
    size_t count;
    const struct page_kind *kinds = page_kinds(&count);
    int status = 0;

    for (size_t i = 0; i < count && status == 0; i++) {
        const struct records *records = &site->view->vault->records[kinds[i].records];
        struct page page = {.site = site, .view = *site->view, .kind = &kinds[i]};

        if (kinds[i].file)
            status = visit(context, &page);
        for (; kinds[i].part && kinds[i].part(site, page.part).n && status == 0; page.part++)
            status = visit(context, &page);
        for (uint32_t k = 0; !kinds[i].file && !kinds[i].part && k < records->n && status == 0; k++) {
            page.record = &records->at[k];
            if (site_has_page(site, page.record) && (!kinds[i].has || kinds[i].has(site, page.record)))
                status = visit(context, &page);
        }
    }
    return status;
}

/* "p/ana-lima.html" */
static struct str file_of(const struct page *page, struct arena *arena)
{
    const struct page_kind *kind = page->kind;
    struct buf text = {0};

    if (kind->file)
        return str_from(kind->file);
    if (kind->part)
        return kind->part(page->site, page->part);
    buf_printf(&text, "%s/", kind->folder);
    buf_put(&text, page->site->names[kind->records][site_number(page->site, page->record)].file);
    return data_kept(arena, &text);
}

static int plan_page(void *context, struct page *page)
{
    struct job *job = context;
    struct str file = file_of(page, job->output.arena);

    *vec_add(&job->planned, job->output.arena) = (struct planned){*page, file};
    *vec_add(&job->names, job->output.arena) = file;
    return 0;
}

static int by_bytes(const void *left, const void *right)
{
    return str_compare(*(const struct str *)left, *(const struct str *)right);
}

static void name_files(struct job *job)
{
    each_page(job->build->site, plan_page, job);
    for (uint32_t i = 0; i < job->build->source_count; i++)
        if (!stem_of(job->build->sources[i].name).n)
            *vec_add(&job->names, job->output.arena) = job->build->sources[i].name;
    qsort(job->names.at, job->names.n, sizeof *job->names.at, by_bytes);
}

/* ---- making them */

/* Makes pages in a thread. Of several that are wrong the first one counts, whatever thread met it. */
struct worker {
    struct job *job;
    pthread_t thread;
    struct arena
        lasting; /* templates, since what is said of a wrong one goes there; what several pages show */
    struct tmpl_partials partials;
    struct arena arena; /* reset for each page */
    struct buf text, scratch;
    size_t wrong_at; /* the page of `err` and `problem`, from 1; 0: none */
    struct err err;
    struct diag problem;
    bool is_caller; /* it runs in the calling thread */
};

/* Where there is a sink, all that it is given it is given by one thread at a time. */
static int put_file(struct job *job, struct str file, struct str bytes, struct buf *scratch, struct err *err)
{
    int status;

    if (!job->sink)
        return output_put(&job->output, file, bytes, scratch, err);
    pthread_mutex_lock(&job->output.mutex);
    status = job->sink->put(job->sink->context, file, bytes, err);
    pthread_mutex_unlock(&job->output.mutex);
    return status;
}

static int make_page(struct worker *worker, const struct planned *planned)
{
    struct job *job = worker->job;
    struct page page = planned->page;
    const struct tmpl *tmpl = template_of(&worker->partials, page.kind);
    struct tmpl_value data;

    arena_reset(&worker->arena);
    buf_reset(&worker->text);
    page.arena = page.view.arena = &worker->arena;
    page.lasting = &worker->lasting;
    data = page_make(&page);
    if (tmpl_render(tmpl, &data, &worker->partials, &worker->text, &worker->problem) != 0)
        return err_set(&worker->err, ERR_USAGE, "a template is wrong");
    return put_file(job, planned->file, buf_str(&worker->text), &worker->scratch, &worker->err);
}

static void tell(const struct worker *worker)
{
    const struct job *job = worker->job;

    if (worker->is_caller && job->build->progress)
        job->build->progress(job->build->context, atomic_load(&job->made), job->names.n);
}

static void note_wrong(struct job *job, struct worker *worker, size_t at)
{
    size_t first = atomic_load(&job->failed);

    worker->wrong_at = at + 1;
    while (at < first && !atomic_compare_exchange_weak(&job->failed, &first, at))
        ;
}

/* Pages are taken in their order, so that each one before the first that is wrong is made. */
static void *work(void *context)
{
    struct worker *worker = context;
    struct job *job = worker->job;
    size_t from;

    if (compile(job->build, &worker->lasting, &worker->partials, &worker->problem) != 0)
        return NULL; /* it went well before */
    while ((from = atomic_fetch_add(&job->next, CHUNK)) < job->to)
        for (size_t i = from; i < from + CHUNK && i < job->to && i < atomic_load(&job->failed); i++) {
            if (make_page(worker, &job->planned.at[i]) != 0) {
                note_wrong(job, worker, i);
                return NULL;
            }
            atomic_fetch_add(&job->made, 1);
            tell(worker);
        }
    return NULL;
}

/* Takes over what went wrong at the page `failed`. */
static void take_over(struct worker *worker, struct err *err)
{
    if (worker->wrong_at && worker->wrong_at == atomic_load(&worker->job->failed) + 1) {
        worker->job->result->problem = worker->problem;
        *err = worker->err;
        if (worker->problem.message.n)
            wrong(worker->job, err);
    }
    arena_adopt(worker->job->output.arena, &worker->lasting);
    arena_free(&worker->arena);
    buf_free(&worker->text);
    buf_free(&worker->scratch);
}

/* The calling thread works too; a thread that cannot be started is done without. */
static int make_some(struct job *job, size_t to, struct err *err)
{
    struct worker workers[MOST_THREADS] = {{0}};
    unsigned started = 1, threads = job->build->threads < MOST_THREADS ? job->build->threads : MOST_THREADS;

    job->from = job->to;
    atomic_store(&job->next, job->to);
    job->to = to;
    workers[0] = (struct worker){.job = job, .is_caller = true};
    for (; started < threads && job->from + started * (size_t)CHUNK < to; started++) {
        workers[started].job = job;
        if (pthread_create(&workers[started].thread, NULL, work, &workers[started]))
            break;
    }
    work(&workers[0]);
    for (unsigned i = 1; i < started; i++)
        pthread_join(workers[i].thread, NULL);
    for (unsigned i = 0; i < started; i++)
        take_over(&workers[i], err);
    return err->kind ? -1 : 0;
}

/* Pages that others lead to come first, those that lead to all of them last: the first page at the very end. */
static int make_all(struct job *job, struct err *err)
{
    size_t to = 0;

    atomic_store(&job->failed, SIZE_MAX);
    while (to < job->planned.n && !job->planned.at[to].page.kind->file)
        to++;
    if (make_some(job, to, err) != 0)
        return -1;
    while (job->to < job->planned.n)
        if (make_some(job, job->to + 1, err) != 0)
            return -1;
    for (uint32_t i = 0; i < job->build->source_count; i++) {
        const struct build_source *source = &job->build->sources[i];

        if (!stem_of(source->name).n &&
            put_file(job, source->name, source->text, &job->output.scratch, err) != 0)
            return -1;
    }
    return 0;
}

/* What is wrong with the templates comes before the first file. */
static int begin(struct job *job, struct err *err)
{
    struct tmpl_partials partials = {0};

    if (compile(job->build, job->output.arena, &partials, &job->result->problem) != 0)
        return wrong(job, err);
    if (check_names(job, &partials, err) != 0)
        return -1;
    name_files(job);
    return 0;
}

static int write_all(struct job *job, int folder, struct err *err)
{
    if (begin(job, err) != 0 || output_open(&job->output, folder, err) != 0 ||
        output_claim(&job->output, &job->names, err) != 0)
        return -1;
    job->output.made.source = unchanged_source(job->build);
    if (unchanged_is(&job->output, &job->names, job->build->threads))
        job->output.unchanged = job->names.n;
    else if (make_all(job, err) != 0)
        return -1;
    return output_end(&job->output, &job->names, err);
}

static void job_init(struct job *job, const struct build *build, struct build_result *result)
{
    *result = (struct build_result){0};
    *job = (struct job){.build = build,
                        .result = result,
                        .output = {.arena = build->site->view->arena,
                                   .is_trial = build->is_trial,
                                   .is_anonymous = build->site->is_anonymous}};
    pthread_mutex_init(&job->output.mutex, NULL);
}

int build_write(const struct build *build, int folder, struct build_result *result, struct err *err)
{
    struct job job;
    int status;

    job_init(&job, build, result);
    status = write_all(&job, folder, err);
    output_close(&job.output);
    result->written = job.output.written;
    result->removed = job.output.removed;
    result->unchanged = job.output.unchanged;
    return status;
}

int build_make(const struct build *build, const struct build_sink *sink, struct build_result *result,
               struct err *err)
{
    struct job job;
    int status;

    job_init(&job, build, result);
    job.sink = sink;
    status = begin(&job, err);
    if (status == 0)
        status = make_all(&job, err);
    pthread_mutex_destroy(&job.output.mutex);
    return status;
}

/* ---- the data alone */

struct dumping {
    struct str name;
    struct buf *out;
    bool is_done;
};

static int dump_page(void *context, struct page *page)
{
    struct dumping *dumping = context;
    struct json json = {.out = dumping->out};
    struct arena arena = {0};
    struct str file = file_of(page, &arena);

    if (str_equal(dumping->name, file) || str_equal(dumping->name, stem_of(file)) ||
        (page->kind->file && str_equal(dumping->name, str_from(page->kind->name)))) {
        struct tmpl_value data;

        page->arena = page->view.arena = &arena;
        page->lasting = page->site->view->arena;
        data = page_make(page);
        data_json(&json, NULL, &data);
        dumping->is_done = true;
    }
    arena_free(&arena);
    return dumping->is_done ? -1 : 0;
}

bool build_dump(const struct site *site, struct str name, struct buf *out)
{
    struct dumping dumping = {.name = name, .out = out};

    each_page(site, dump_page, &dumping);
    return dumping.is_done;
}

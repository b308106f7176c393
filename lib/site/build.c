#include "site/build.h"

#include <stdlib.h>

#include "base/crew.h"
#include "site/model.h"
#include "site/unchanged.h"

enum { CHUNK = 8 };

/* A page that is to be made. */
struct planned {
    const struct page_kind *kind;
    const struct record *record;
    uint32_t part;
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
    struct crew_queue queue;    /* of these */
    struct buf first;           /* the first one, as it was made: it is put last */
    atomic_size_t made, failed; /* how many are made; the first that is wrong */
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
    struct str parts[] = {str_from(kind->folder), STR("/"), {0}};

    if (kind->file)
        return str_from(kind->file);
    if (kind->part)
        return kind->part(page->site, page->part);
    parts[2] = page->site->names[kind->records][site_number(page->site, page->record)].file;
    return str_join(arena, parts, 3);
}

static int plan_page(void *context, struct page *page)
{
    struct job *job = context;
    struct str file = file_of(page, job->output.arena);

    *vec_add(&job->planned, job->output.arena) = (struct planned){page->kind, page->record, page->part, file};
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
    struct arena lasting; /* templates, since what is said of a wrong one goes there */
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
    const struct site *site = job->build->site;
    struct page page = {site, *site->view, &worker->arena, planned->kind, planned->record, planned->part};
    const struct tmpl *tmpl = template_of(&worker->partials, page.kind);
    struct tmpl_value data;

    arena_reset(&worker->arena);
    buf_reset(&worker->text);
    page.view.arena = &worker->arena;
    data = page_make(&page);
    if (tmpl_render(tmpl, &data, &worker->partials, &worker->text, &worker->problem) != 0)
        return err_set(&worker->err, ERR_USAGE, "a template is wrong");
    if (planned > job->planned.at)
        return put_file(job, planned->file, buf_str(&worker->text), &worker->scratch, &worker->err);
    buf_put(&job->first, buf_str(&worker->text));
    return 0;
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
static void work(void *context)
{
    struct worker *worker = context;
    struct job *job = worker->job;
    size_t from, to;

    if (compile(job->build, &worker->lasting, &worker->partials, &worker->problem) != 0)
        return; /* it went well before */
    while (!worker->wrong_at && crew_take(&job->queue, &from, &to))
        for (size_t i = from; i < to && i < atomic_load(&job->failed); i++) {
            if (make_page(worker, &job->planned.at[i]) != 0) {
                note_wrong(job, worker, i);
                break;
            }
            atomic_fetch_add(&job->made, 1);
            tell(worker);
        }
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

static int make_pages(struct job *job, struct err *err)
{
    struct worker workers[CREW_MOST] = {{0}};
    unsigned count;

    job->queue = (struct crew_queue){.count = job->planned.n, .chunk = CHUNK};
    atomic_store(&job->failed, SIZE_MAX);
    count = crew_size(&job->queue, job->build->threads);
    for (unsigned i = 0; i < count; i++)
        workers[i].job = job;
    workers[0].is_caller = true;
    crew_run(workers, sizeof *workers, count, work);
    for (unsigned i = 0; i < count; i++)
        take_over(&workers[i], err);
    return err->kind ? -1 : 0;
}

/* The first page of the site, which leads to all others, is put behind them. */
static int make_all(struct job *job, struct err *err)
{
    int status = make_pages(job, err);

    if (status == 0)
        status = put_file(job, job->planned.at[0].file, buf_str(&job->first), &job->output.scratch, err);
    buf_free(&job->first);
    for (uint32_t i = 0; i < job->build->source_count && status == 0; i++) {
        const struct build_source *source = &job->build->sources[i];

        if (!stem_of(source->name).n)
            status = put_file(job, source->name, source->text, &job->output.scratch, err);
    }
    return status;
}

/* What is wrong with the templates comes before the first file. */
static int check_templates(struct job *job, struct err *err)
{
    struct tmpl_partials partials = {0};

    if (compile(job->build, job->output.arena, &partials, &job->result->problem) != 0)
        return wrong(job, err);
    return check_names(job, &partials, err);
}

static void take_commits(struct job *job)
{
    const struct crew_task *commits = &job->build->commits;

    if (commits->work)
        commits->work(commits->context);
    job->output.made.source = unchanged_with_commits(job->output.made.source, job->build->site);
}

/* Commits are waited for as late as can be: before a site is held to the last one, or before pages are made. */
static int write_all(struct job *job, int folder, struct err *err)
{
    bool is_first;

    if (check_templates(job, err) != 0 || output_open(&job->output, folder, err) != 0)
        return -1;
    is_first = !job->output.was_made.n;
    job->output.made.source = unchanged_source(job->build);
    if (!is_first)
        take_commits(job);
    if (unchanged_is(&job->output, job->build->threads)) {
        output_keep(&job->output);
        return 0;
    }
    site_read(job->build->site, job->build->threads);
    if (is_first)
        take_commits(job);
    name_files(job);
    if (output_claim(&job->output, &job->names, err) != 0 || make_all(job, err) != 0)
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
    status = check_templates(&job, err);
    if (status == 0) {
        site_read(build->site, build->threads);
        take_commits(&job);
        name_files(&job);
        status = make_all(&job, err);
    }
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

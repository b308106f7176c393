#include "vault/load.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/crew.h"
#include "base/die.h"
#include "base/digest.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "vault/id.h"

/* Files are handed out to threads in chunks of this many. */
enum { CHUNK = 64 };

static void copy_diag(struct diags *into, struct str path, const struct diag *diag)
{
    struct diag *copy = diag_add(into, diag->rule, path, diag->place, "%.*s", STR_ARGS(diag->message));

    if (diag->hint.n)
        diag_hint(into, copy, "%.*s", STR_ARGS(diag->hint));
    copy->fix = str_copy(into->arena, diag->fix);
}

void load_row(struct vault *vault, struct str path, const struct diag *problem)
{
    copy_diag(&vault->unreadable, path, problem);
}

void load_rewrite(const struct vault *vault, enum kind kind, struct buf *bytes)
{
    struct buf other = {0};

    if (!vault->rewrite)
        return;
    vault->rewrite->bytes(vault->rewrite->context, kind, buf_str(bytes), &other);
    buf_free(bytes);
    *bytes = other;
}

/* The path that a file or folder is known by, in the vault's arena where that is another one. */
static struct str known_path(struct vault *vault, struct str path)
{
    struct buf other = {0};
    struct str copy;

    if (!vault->rewrite || !vault->rewrite->path)
        return path;
    vault->rewrite->path(vault->rewrite->context, path, &other);
    copy = str_copy(&vault->arena, buf_str(&other));
    buf_free(&other);
    return copy;
}

/* ---- which files there are */

static bool is_record_name(void *context, struct str name, bool is_folder)
{
    (void)context;
    return name.p[0] != '.' && name.p[0] != '_' && (is_folder || str_ends(name, STR(".md")));
}

bool load_is_sync_copy(struct str name)
{
    size_t open = str_index(name, '(', 0);

    return str_find(name, STR(".sync-conflict-"), 0) < name.n ||
           str_find(name, STR(".conflict-"), 0) < name.n ||
           str_find_nocase(name, STR("conflicted copy"), open) < name.n;
}

static bool is_below(struct str path, struct str folder)
{
    return path.n > folder.n && path.p[folder.n] == '/' && str_starts(path, folder);
}

/* Two kinds may live in one another's folder: a file belongs to the innermost one, then to the first kind. */
static bool kind_of(const struct vault *vault, struct str path, enum kind *best)
{
    size_t length = 0;

    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++) {
        struct str folder = settings_folder(&vault->settings, (enum kind)kind);

        if (is_below(path, folder) && folder.n > length) {
            *best = (enum kind)kind;
            length = folder.n;
        }
    }
    return length > 0;
}

/* False where the folder is, or lies in, one that is walked already. */
static bool is_walked_alone(const struct vault *vault, int kind)
{
    struct str folder = settings_folder(&vault->settings, (enum kind)kind);

    for (int other = 0; other < (int)KIND_FOLDERS; other++) {
        struct str outer = settings_folder(&vault->settings, (enum kind)other);

        if (is_below(folder, outer) || (other < kind && str_equal(folder, outer)))
            return false;
    }
    return true;
}

/* A folder that could not be listed is a visible row: what lies in it may be people. */
static void add_folder_row(struct vault *vault, const struct fs_passed *folder)
{
    struct diag problem = {.rule = RULE_UNREADABLE, .place = {1, 1}};
    struct err err = {0};

    if (folder->number == ENAMETOOLONG) {
        problem.message = STR("folders are nested more than 64 deep here");
        problem.hint = STR("move what lies in it up");
    } else if (folder->number == ENOTDIR || folder->number == ELOOP) {
        problem.message = STR("this is a file or a symbolic link, not a folder");
        problem.hint = STR("links are not followed: put a folder here, or name another one in infoview.yaml");
    } else {
        err_errno(&err, folder->number, "the folder cannot be read");
        problem.message = str_from(err.message);
    }
    load_row(vault, known_path(vault, folder->path), &problem);
}

/* What stands in the folder of each kind: the kinds are handed out to threads. */
struct walking {
    const struct vault *vault;
    struct {
        struct arena paths;
        struct fs_tree tree;
    } kinds[KIND_FOLDERS];
    struct crew_queue queue;
};

static void walk_some(void *context)
{
    struct walking *walking = context;
    const struct vault *vault = walking->vault;
    size_t kind, to;

    while (crew_take(&walking->queue, &kind, &to)) {
        struct fs_tree *tree = &walking->kinds[kind].tree;

        *tree = (struct fs_tree){.arena = &walking->kinds[kind].paths, .root = vault->root};
        if (is_walked_alone(vault, (int)kind))
            fs_walk(tree, settings_folder(&vault->settings, (enum kind)kind), is_record_name, NULL);
        fs_sort(tree);
    }
}

/* Lists the folders of the settings and their files; a folder that cannot be listed becomes a row. */
static void walk(struct vault *vault)
{
    struct walking walking = {.vault = vault, .queue = {.count = KIND_FOLDERS, .chunk = 1}};

    vault->tree = (struct fs_tree){.arena = &vault->arena, .root = vault->root};
    crew_run(&walking, 0, crew_size(&walking.queue, vault->threads), walk_some);
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++) {
        fs_join(&vault->tree, &walking.kinds[kind].tree);
        arena_adopt(&vault->arena, &walking.kinds[kind].paths);
    }
    fs_sort(&vault->tree);
    for (uint32_t i = 0; i < vault->tree.passed.n; i++)
        if (vault->tree.passed.at[i].number)
            add_folder_row(vault, &vault->tree.passed.at[i]);
}

/* ---- which file is which record */

/* A file, and the path that it is known by. */
struct named {
    const struct fs_file *file;
    struct str path;
};

static struct str stem_of(const struct named *named)
{
    struct str name = named->path;

    for (size_t at; (at = str_index(name, '/', 0)) < name.n;)
        name = str_skip(name, at + 1);
    return str_slice(name, 0, name.n - strlen(".md"));
}

static int by_path(const void *left, const void *right)
{
    return str_compare(((const struct named *)left)->path, ((const struct named *)right)->path);
}

/* The files in the order of the paths that they are known by; freed by the caller. */
static struct named *name_files(struct vault *vault)
{
    uint32_t n = vault->tree.files.n;
    struct named *files = calloc(n + 1, sizeof *files);

    if (!files)
        die_out_of_memory();
    for (uint32_t i = 0; i < n; i++)
        files[i] = (struct named){&vault->tree.files.at[i], known_path(vault, vault->tree.files.at[i].path)};
    if (!vault->rewrite || !vault->rewrite->path)
        return files;
    for (uint32_t i = 0; i < n; i++) {
        struct str *own = arena_new(&vault->arena, struct str);

        *own = files[i].file->path;
        map_set(&vault->files, &vault->arena, files[i].path, own);
    }
    if (n)
        qsort(files, n, sizeof *files, by_path);
    return files;
}

/* Whether the file's name lets it be a record; else adds the row or the warning that says why not. */
static bool is_named_well(struct vault *vault, const struct named *named)
{
    const struct fs_file *file = named->file;
    struct place top = {1, 1};

    if (load_is_sync_copy(str_skip(file->path, file->name_at))) {
        diag_hint(&vault->findings,
                  diag_add(&vault->findings, RULE_SYNC_COPY, named->path, top,
                           "a sync program's second copy is passed over"),
                  "take over what is missing in the other one, then delete it");
        return false;
    }
    if (id_is_good(stem_of(named)))
        return true;
    diag_hint(&vault->unreadable,
              diag_add(&vault->unreadable, RULE_BAD_ID, named->path, top, "the file's name cannot be an id"),
              "rename it without \\ / : * ? \" < > | # ^ [ ], control characters or a leading -");
    return false;
}

/* Makes the record of a file, still to be read, and enters its id. NULL, with a row, where the id is taken. */
static struct record *add_record(struct vault *vault, const struct named *file, enum kind kind)
{
    struct records *records = &vault->records[kind];
    struct record *record = &records->at[records->n], *first;
    struct str key;

    *record = (struct record){.kind = kind, .id = utf8_nfc(&vault->arena, stem_of(file)), .path = file->path};
    key = utf8_fold(&vault->arena, record->id);
    first = map_set(&vault->ids[kind], &vault->arena, key, record);
    if (!first) {
        records->n++;
        return record;
    }
    map_set(&vault->ids[kind], &vault->arena, key, first);
    diag_hint(&vault->unreadable,
              diag_add(&vault->unreadable, RULE_DUPLICATE_ID, file->path, (struct place){1, 1},
                       "'%.*s' has this id already", STR_ARGS(first->path)),
              "rename one of the two");
    return NULL;
}

/* ---- reading them */

/* A record to be read and the file it is in. */
struct job {
    const struct fs_file *file;
    struct record *record;
};

struct reading {
    const struct vault *vault;
    const struct vault_options *options;
    struct job *jobs;
    struct crew_queue queue;
};

struct worker {
    struct reading *reading;
    struct arena keep;
    struct diags findings, unreadable;
    bool is_caller; /* it runs in the calling thread */
};

/* Why a file could not be read: one that is too large has been read up to the limit and one byte more. */
static void set_problem(struct diag *problem, const struct buf *bytes, const struct err *err)
{
    problem->message = str_from(err->message);
    if (bytes->n <= LIMIT_FILE)
        return;
    problem->rule = RULE_SIZE;
    problem->message = STR("the file is over 4 MiB");
    problem->hint = STR("split it, or move it out of the vault");
}

/* Past white space and quotes. */
static struct str skip_marks(struct str text)
{
    while (text.n && (text.p[0] == ' ' || text.p[0] == '\t' || text.p[0] == '"' || text.p[0] == '\''))
        text = str_skip(text, 1);
    return text;
}

/* Whether a file that is no YAML seems to have `private:` with anything but a no: what cannot be read is told of nowhere then. */
static bool seems_private(struct str bytes)
{
    struct str word = STR("private");

    for (size_t at = 0; (at = str_find(bytes, word, at)) < bytes.n; at += word.n) {
        struct str value = skip_marks(str_skip(bytes, at + word.n));

        if (!str_starts(value, STR(":")))
            continue;
        value = skip_marks(str_skip(value, 1));
        if (!str_starts_nocase(value, STR("n")) && !str_starts_nocase(value, STR("f")))
            return true;
    }
    return false;
}

static void read_job(struct worker *worker, struct job *job, struct buf *bytes, struct arena *scratch)
{
    struct record_reader reader = {&worker->keep, scratch, &worker->findings,
                                   &worker->reading->options->want};
    struct diag problem = {.rule = RULE_UNREADABLE, .place = {1, 1}};
    struct record *record = job->record;
    struct err err = {0};

    if (fs_tree_read(&worker->reading->vault->tree, job->file, LIMIT_FILE, bytes, &err)) {
        record->is_unreadable = true;
        set_problem(&problem, bytes, &err);
    } else {
        load_rewrite(worker->reading->vault, record->kind, bytes);
        if (reader.want->digest)
            record->digest = digest_of(buf_str(bytes), 0);
        record->is_unreadable = !record_read(&reader, buf_str(bytes), record, &problem);
    }
    if (record->is_unreadable) {
        record->name = record->id;
        record->is_private = seems_private(buf_str(bytes));
    }
    if (record->is_unreadable || record->body_unread)
        copy_diag(&worker->unreadable, record->path, &problem);
    arena_reset(scratch);
}

static void tell(const struct worker *worker, size_t handed_out)
{
    const struct vault_options *options = worker->reading->options;

    if (worker->is_caller && options->progress)
        options->progress(options->context, handed_out, worker->reading->queue.count);
}

static void work(void *context)
{
    struct worker *worker = context;
    struct reading *reading = worker->reading;
    struct arena scratch = {0};
    struct buf bytes = {0};
    size_t from, to;

    while (crew_take(&reading->queue, &from, &to)) {
        tell(worker, from);
        for (size_t i = from; i < to; i++)
            read_job(worker, &reading->jobs[i], &bytes, &scratch);
    }
    buf_free(&bytes);
    arena_free(&scratch);
}

static void take_over(struct vault *vault, struct worker *worker)
{
    for (uint32_t i = 0; i < worker->unreadable.n; i++)
        *vec_add(&vault->unreadable, &vault->arena) = worker->unreadable.at[i];
    for (uint32_t i = 0; i < worker->findings.n; i++)
        *vec_add(&vault->findings, &vault->arena) = worker->findings.at[i];
    arena_adopt(&vault->arena, &worker->keep);
}

static void read_all(struct vault *vault, struct reading *reading)
{
    struct worker workers[CREW_MOST] = {{0}};
    bool is_alone = vault->rewrite && vault->rewrite->is_alone;
    unsigned count = crew_size(&reading->queue, is_alone ? 1 : vault->threads);

    for (unsigned i = 0; i < count; i++) {
        workers[i].reading = reading;
        workers[i].findings.arena = workers[i].unreadable.arena = &workers[i].keep;
    }
    workers[0].is_caller = true;
    crew_run(workers, sizeof *workers, count, work);
    for (unsigned i = 0; i < count; i++)
        take_over(vault, &workers[i]);
}

static uint32_t count_names(const struct record *record)
{
    const struct value *aliases = record_find(record, KEY_ALIASES);

    return (record->name.n > 0) + (aliases ? aliases->texts.n : 0);
}

static void add_name(struct vault *vault, enum kind kind, struct str name, struct record *record)
{
    struct map *names = &vault->names[kind];
    struct record *there;

    name = utf8_nfc(&vault->arena, name);
    there = map_set(names, &vault->arena, name, record);
    if (there && there != record)
        map_set(names, &vault->arena, name, &vault->ambiguous);
}

static void add_names(struct vault *vault, struct record *record)
{
    const struct value *aliases = record_find(record, KEY_ALIASES);

    if (record->name.n)
        add_name(vault, record->kind, record->name, record);
    for (uint32_t i = 0; aliases && i < aliases->texts.n; i++)
        add_name(vault, record->kind, aliases->texts.at[i], record);
}

/* Puts the readable records of a kind before the others, which stand only for links, and enters all ids anew. */
static void part(struct vault *vault, struct records *records, uint32_t unreadable)
{
    struct arena scratch = {0};
    struct record *others = arena_new_array(&scratch, struct record, unreadable);
    struct map *ids = &vault->ids[records->at[0].kind];
    uint32_t total = records->n, count = 0;

    records->n = 0;
    for (uint32_t i = 0; i < total; i++) {
        if (records->at[i].is_unreadable)
            others[count++] = records->at[i];
        else
            records->at[records->n++] = records->at[i];
    }
    for (uint32_t i = 0; i < count; i++)
        records->at[records->n + i] = others[i];
    records->unreadable = count;
    for (uint32_t i = 0; i < total; i++)
        map_set(ids, &vault->arena, utf8_fold(&vault->arena, records->at[i].id), &records->at[i]);
    arena_free(&scratch);
}

static void finish_kind(struct vault *vault, enum kind kind)
{
    struct records *records = &vault->records[kind];
    uint32_t unreadable = 0;
    size_t names = 0;

    for (uint32_t i = 0; i < records->n; i++)
        unreadable += records->at[i].is_unreadable;
    if (unreadable)
        part(vault, records, unreadable);
    for (uint32_t i = 0; i < records->n; i++)
        names += count_names(&records->at[i]);
    map_reserve(&vault->names[kind], &vault->arena, names);
    for (uint32_t i = 0; i < records->n; i++)
        add_names(vault, &records->at[i]);
}

/* Makes room for as many records as there are files in each kind's folder. */
static void make_room(struct vault *vault)
{
    uint32_t total[KIND_FOLDERS] = {0};
    enum kind kind;

    for (uint32_t i = 0; i < vault->tree.files.n; i++)
        if (kind_of(vault, vault->tree.files.at[i].path, &kind))
            total[kind]++;
    for (int k = 0; k < (int)KIND_FOLDERS; k++) {
        vault->records[k].at = arena_new_array(&vault->arena, struct record, total[k]);
        map_reserve(&vault->ids[k], &vault->arena, total[k]);
    }
}

/* Which files make records, in the order of their paths. */
static void make_jobs(struct vault *vault, struct reading *reading)
{
    struct named *files = name_files(vault);

    make_room(vault);
    for (uint32_t i = 0; i < vault->tree.files.n; i++) {
        const struct fs_file *file = files[i].file;
        enum kind kind = KIND_CONTACT;
        struct record *record = NULL;

        must(file); /* as many as there are files */
        if (kind_of(vault, file->path, &kind) && is_named_well(vault, &files[i]))
            record = add_record(vault, &files[i], kind);
        if (record)
            reading->jobs[reading->queue.count++] = (struct job){file, record};
    }
    free(files);
}

void load_records(struct vault *vault, const struct vault_options *options)
{
    struct reading reading = {.vault = vault, .options = options, .queue = {.chunk = CHUNK}};

    walk(vault);
    reading.jobs = calloc(vault->tree.files.n + 1, sizeof *reading.jobs);
    if (!reading.jobs)
        die_out_of_memory();
    make_jobs(vault, &reading);
    read_all(vault, &reading);
    free(reading.jobs);
    fs_close(&vault->tree);
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        finish_kind(vault, (enum kind)kind);
}

void load_plan(struct vault *vault)
{
    struct record_want want = {0};
    struct arena scratch = {0};
    struct record_reader reader = {&vault->arena, &scratch, &vault->findings, &want};
    struct record *plan = arena_new(&vault->arena, struct record);
    struct diag problem = {.rule = RULE_UNREADABLE, .place = {1, 1}};
    struct buf bytes = {0};
    struct err err = {0};

    *plan = (struct record){.kind = KIND_PLAN, .id = STR("plan"), .path = STR(VAULT_PLAN_FILE)};
    if (vault_read(vault, plan->path, KIND_PLAN, &bytes, &err)) {
        set_problem(&problem, &bytes, &err);
        if (err.kind != ERR_NOT_FOUND)
            load_row(vault, plan->path, &problem);
    } else if (!record_read(&reader, buf_str(&bytes), plan, &problem)) {
        load_row(vault, plan->path, &problem);
    } else {
        plan->digest = digest_of(buf_str(&bytes), 0);
        vault->plan = plan;
    }
    buf_free(&bytes);
    arena_free(&scratch);
}

#include "site/unchanged.h"

#include "base/crew.h"
#include "base/digest.h"
#include "vault/bank.h"

enum { CHUNK = 32 };

/* ---- what pages are made from */

static void add(uint64_t *sum, struct str text)
{
    *sum = digest_of(text, *sum);
}

static void add_number(uint64_t *sum, uint64_t number)
{
    char bytes[sizeof number];

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(number >> 8 * i);
    add(sum, (struct str){bytes, sizeof bytes});
}

static void add_diags(uint64_t *sum, const struct diags *diags)
{
    add_number(sum, diags->n);
    for (uint32_t i = 0; i < diags->n; i++) {
        const struct diag *diag = &diags->at[i];

        add_number(sum, diag->rule);
        add_number(sum, (uint64_t)diag->place.line << 32 | diag->place.column);
        add(sum, diag->path);
        add(sum, diag->message);
        add(sum, diag->hint);
    }
}

static void add_records(uint64_t *sum, const struct records *records)
{
    uint32_t count = records->n + records->unreadable;

    add_number(sum, count);
    for (uint32_t i = 0; i < count; i++) {
        add(sum, records->at[i].path);
        add_number(sum, records->at[i].digest);
    }
}

/* A file that pages read on their own, or why it cannot be read. */
static void add_file(uint64_t *sum, const struct vault *vault, const char *path)
{
    struct buf bytes = {0};
    struct err err = {0};

    if (vault_read(vault, str_from(path), (enum kind)KIND_COUNT, &bytes, &err) == 0)
        add(sum, buf_str(&bytes));
    else
        add_number(sum, err.kind);
    add(sum, str_from(err.message));
    buf_free(&bytes);
}

static void add_vault(uint64_t *sum, const struct vault *vault)
{
    add_number(sum, vault->settings_digest);
    for (size_t kind = 0; kind < KIND_FOLDERS; kind++)
        add_records(sum, &vault->records[kind]);
    add_number(sum, vault->plan ? vault->plan->digest : 0);
    add_diags(sum, &vault->unreadable);
    add_diags(sum, &vault->findings);
    add_file(sum, vault, VAULT_QUESTIONS_FILE);
    add_file(sum, vault, VAULT_PITCH_FILE);
}

/* What was handed to each person: those that no page may tell of are not among them. And the last one, of which help tells. */
uint64_t unchanged_with_commits(uint64_t source, const struct site *site)
{
    uint32_t people = site->commits ? site->view->vault->records[KIND_CONTACT].n : 0;
    uint64_t *sum = &source;

    if (!source)
        return 0;
    add(sum, site->commit);
    add_number(sum, people);
    for (uint32_t i = 0; i < people; i++) {
        add_number(sum, site->commits[i].n);
        for (uint32_t k = 0; k < site->commits[i].n; k++) {
            add(sum, site->commits[i].at[k].hash);
            add(sum, site->commits[i].at[k].date);
            add(sum, site->commits[i].at[k].subject);
        }
    }
    return source;
}

/* No Markdown has a picture without this, whatever it is written with. */
static bool may_have_picture(const struct record *record)
{
    struct str body = record_body(record);

    return str_find(body, STR("!["), 0) < body.n;
}

/* Whether pages depend on the way to the vault, and on what lies there. */
static bool may_look_further(const struct site *site)
{
    const struct records *records = site->view->vault->records;

    for (int kind = KIND_CONTACT; site->to_vault.n && kind <= KIND_INTERVIEW; kind++)
        for (uint32_t i = 0; i < records[kind].n; i++)
            if (may_have_picture(&records[kind].at[i]))
                return true;
    return false;
}

uint64_t unchanged_source(const struct build *build)
{
    const struct site *site = build->site;
    uint64_t sum = build->maker;

    if (!build->maker || site->is_anonymous || may_look_further(site))
        return 0;
    add(&sum, str_from(md_library_version()));
    add_number(&sum, (uint64_t)site->view->today);
    add_vault(&sum, site->view->vault);
    add_number(&sum, build->checked);
    add_number(&sum, build->source_count);
    for (uint32_t i = 0; i < build->source_count; i++) {
        add(&sum, build->sources[i].name);
        add(&sum, build->sources[i].text);
    }
    return sum;
}

/* ---- what was made */

struct look {
    struct output *output;
    const struct output_names *names;
    struct crew_queue queue;
    atomic_bool has_failed;
};

struct looker {
    struct look *look;
    uint64_t files;
};

static void look_at_some(void *context)
{
    struct looker *looker = context;
    struct look *look = looker->look;
    struct buf scratch = {0};
    size_t from, to;

    while (!atomic_load(&look->has_failed) && crew_take(&look->queue, &from, &to))
        for (size_t i = from; i < to; i++)
            if (!output_look(look->output, look->names->at[i], &scratch, &looker->files))
                atomic_store(&look->has_failed, true);
    buf_free(&scratch);
}

/* What all files hold, in one number. False where one cannot be read. */
static bool look_at_all(struct look *look, unsigned threads, uint64_t *files)
{
    struct looker lookers[CREW_MOST] = {{0}};
    unsigned count = crew_size(&look->queue, threads);

    for (unsigned i = 0; i < count; i++)
        lookers[i].look = look;
    crew_run(lookers, sizeof *lookers, count, look_at_some);
    *files = 0;
    for (unsigned i = 0; i < count; i++)
        *files += lookers[i].files;
    return !atomic_load(&look->has_failed);
}

bool unchanged_is(struct output *output, unsigned threads)
{
    struct output_made made = {.source = output->made.source};
    struct look look = {
        .output = output, .names = &output->old, .queue = {.count = output->old.n, .chunk = CHUNK}};

    if (!output_has_source(output, made.source) || !look_at_all(&look, threads, &made.files) ||
        !output_has_made(output, &made))
        return false;
    output->made = made;
    return true;
}

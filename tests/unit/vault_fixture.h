/*
 * A vault on disk for a test: files given as {path, text} are written into a temporary
 * folder under $TMPDIR, opened with everything that bodies say, and removed again.
 *
 *     fixture_load(fixture, files, NULL);       files end at a path that is NULL
 *
 * A program's main is `unit_run_with(tests, fixture_set_up, fixture_tear_down)`; each
 * test gets the fixture in `*state`. What is left of a failed test goes with the next load.
 */
#ifndef VAULT_FIXTURE_H
#define VAULT_FIXTURE_H

#include "unit.h"

#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "vault/vault.h"

/* A file of a test's vault. Without text: the file is taken away. */
struct vault_file {
    const char *path, *text;
};

/* A record with its front matter, whose first line is line 2 of the file, and its body. */
#define RECORD(folder, id, front, body)                 \
    {                                                   \
        folder "/" id ".md", "---\n" front "---\n" body \
    }
#define CONTACT(id, front, body) RECORD("contacts", id, front, body)
#define MEETING(id, front, body) RECORD("interviews", id, front, body)
#define SETTINGS(lines)        \
    {                          \
        "infoview.yaml", lines \
    }

enum {
    FIXTURE_BODY = MD_WANT_TASKS | MD_WANT_LOG | MD_WANT_QUESTIONS | MD_WANT_REFERRALS | MD_WANT_SKILLS |
                   MD_WANT_NOTES | MD_WANT_LINKS
};

struct fixture {
    char *path;
    int fd;
    struct vault_options options;
    struct vault vault;
    struct arena arena; /* emptied by each load */
    struct buf out;     /* for what a test shows; emptied by each load */
};

static inline int fixture_set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    const char *above = getenv("TMPDIR");
    struct buf path = {0};

    assert_non_null(fixture);
    buf_printf(&path, "%s/infoview-test-vault-XXXXXX", above ? above : "/tmp");
    buf_putc(&path, '\0');
    fixture->path = mkdtemp(path.p);
    assert_non_null(fixture->path);
    fixture->fd = open(fixture->path, O_RDONLY | O_DIRECTORY);
    assert_true(fixture->fd >= 0);
    fixture->options.want =
        (struct record_want){.contact_body = FIXTURE_BODY, .interview_body = FIXTURE_BODY};
    *state = fixture;
    return 0;
}

static inline int fixture_remove_below(const char *path, const struct stat *found, int kind, struct FTW *ftw)
{
    (void)found;
    (void)kind;
    return ftw->level ? remove(path) : 0;
}

/* Closes the vault and removes all files. */
static inline void fixture_clear(struct fixture *fixture)
{
    vault_close(&fixture->vault);
    arena_free(&fixture->arena);
    buf_free(&fixture->out);
    fixture->out = (struct buf){0};
    nftw(fixture->path, fixture_remove_below, 80, FTW_DEPTH | FTW_PHYS);
}

static inline int fixture_tear_down(void **state)
{
    struct fixture *fixture = *state;

    fixture_clear(fixture);
    close(fixture->fd);
    rmdir(fixture->path);
    free(fixture->path);
    free(fixture);
    return 0;
}

/* Writes a file and the folders above it, in the place of one that is there. */
static inline void fixture_write(struct fixture *fixture, const char *path, struct str bytes)
{
    char folder[256];
    int fd;

    for (const char *slash = strchr(path, '/'); slash; slash = strchr(slash + 1, '/')) {
        assert_true((size_t)snprintf(folder, sizeof folder, "%.*s", (int)(slash - path), path) <
                    sizeof folder);
        mkdirat(fixture->fd, folder, 0777);
    }
    fd = openat(fixture->fd, path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (fd < 0)
        fail_msg("cannot write %s", path);
    assert_int_equal(write(fd, bytes.p, bytes.n), bytes.n);
    close(fd);
}

static inline void fixture_write_all(struct fixture *fixture, const struct vault_file *files)
{
    for (; files && files->path; files++) {
        if (files->text)
            fixture_write(fixture, files->path, str_from(files->text));
        else
            unlinkat(fixture->fd, files->path, 0);
    }
}

/* Closes the vault that is open and reads the folder as it is now. */
static inline void fixture_open(struct fixture *fixture)
{
    struct err err = {0};

    vault_close(&fixture->vault);
    if (vault_open(&fixture->vault, fixture->path, &fixture->options, &err))
        fail_msg("%s", err.message);
}

/* A vault of `files`, then `changed` over them (may be NULL), with an empty infoview.yaml unless they hold one. */
static inline void fixture_load(struct fixture *fixture, const struct vault_file *files,
                                const struct vault_file *changed)
{
    fixture_clear(fixture);
    fixture_write(fixture, VAULT_SETTINGS_FILE, STR(""));
    fixture_write_all(fixture, files);
    fixture_write_all(fixture, changed);
    fixture_open(fixture);
}

static inline const struct record *fixture_record(const struct fixture *fixture, enum kind kind,
                                                  const char *id)
{
    const struct record *record = vault_find(&fixture->vault, kind, str_from(id));

    if (!record)
        fail_msg("there is no %s '%s'", kind_name(kind), id);
    return record;
}

/* The day of an ISO date; 0 for NULL and "". */
static inline int32_t day_of(const char *iso)
{
    struct stamp stamp = {0};

    if (iso && *iso && !date_iso_parse(str_from(iso), &stamp))
        fail_msg("'%s' is no date", iso);
    return stamp.day;
}

/* Shows findings, one a line: "rule path:line:column". */
static inline void fixture_show_diag(struct buf *out, const struct diag *diag)
{
    buf_printf(out, "%s %.*s:%u:%u\n", rule_id(diag->rule), STR_ARGS(diag->path), (unsigned)diag->place.line,
               (unsigned)diag->place.column);
}

static inline void fixture_show_diags(struct buf *out, const struct diags *diags)
{
    for (uint32_t i = 0; i < diags->n; i++)
        fixture_show_diag(out, &diags->at[i]);
}

/* What was shown in fixture->out is `expected`, which `what` is about; empties it. */
static inline void fixture_expect(struct fixture *fixture, const char *expected, const char *what)
{
    if (!str_equal(buf_str(&fixture->out), str_from(expected)))
        fail_msg("%s\n--- expected\n%s\n--- got\n%.*s\n---", what, expected,
                 STR_ARGS(buf_str(&fixture->out)));
    buf_reset(&fixture->out);
}

static inline void assert_str(struct str got, const char *wanted)
{
    if (!str_equal(got, str_from(wanted)))
        fail_msg("got \"%.*s\", wanted \"%s\"", STR_ARGS(got), wanted);
}

#endif

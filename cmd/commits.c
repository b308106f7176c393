#include "commits.h"

#include <stdlib.h>

#include "gitenv.h"

/* The vault's folder without links; NULL where that cannot be said. */
static const char *real_folder(const struct app *app, struct arena *arena)
{
    char *path = realpath(app->vault_path.p, NULL);
    const char *copy = path ? str_copy(arena, str_from(path)).p : NULL;

    free(path);
    return copy;
}

/* Nothing that goes wrong with git keeps a card or a page from being shown. */
static void read_log(const struct app *app, const struct view_files *files, struct repo_log *log)
{
    struct repo_environment environment = gitenv_read();
    struct repo_request request = {.folder = real_folder(app, log->arena),
                                   .paths = files ? files->at : NULL,
                                   .count = files ? files->n : 0,
                                   .environment = &environment};
    struct err ignored = {0};

    if (request.folder && repo_log(&request, log, &ignored) != 0)
        log->n = 0;
}

const struct view_commits *commits_of(struct app *app, const struct record *record)
{
    enum { FEW = 5, FILES_MOST = 500 };
    struct view_files files = view_files_of(&app->vault, record, &app->arena);
    struct view_commits *commits = arena_new(&app->arena, struct view_commits);
    struct repo_log log = {.arena = &app->arena, .most = FEW};

    if (files.n > FILES_MOST)
        files.n = FILES_MOST;
    read_log(app, &files, &log);
    *commits = (struct view_commits){0};
    for (uint32_t i = 0; i < log.n; i++)
        *vec_add(commits, &app->arena) =
            (struct view_commit){log.at[i].hash, log.at[i].date, log.at[i].subject};
    return commits;
}

/*
 * How many commits are worth a look: what one costs grows with the number of files beside those that it changed. About a tenth
 * of a second, however large the vault.
 */
static uint32_t how_far(const struct vault *vault)
{
    enum { LEAST = 50, MOST = 1000, FILES = 2000000 };
    uint32_t files = 1, most;

    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        files += vault->records[kind].n;
    most = FILES / files;
    return most < LEAST ? LEAST : most > MOST ? MOST : most;
}

static void hand_out(struct commits_asked *asked, const struct repo_log *log)
{
    struct site_commit *commits = arena_new_array(&asked->arena, struct site_commit, (size_t)log->n + 1);

    for (uint32_t i = 0; i < log->n; i++)
        commits[i] = (struct site_commit){{log->at[i].hash, log->at[i].date, log->at[i].subject},
                                          log->at[i].changed,
                                          log->at[i].changed_count};
    site_take_commits(asked->site, &asked->arena, commits, log->n);
    if (log->n)
        asked->site->commit = log->at[0].hash;
}

static void ask(void *context)
{
    struct commits_asked *asked = context;
    struct repo_log log = {.arena = &asked->arena, .most = how_far(&asked->app->vault), .is_of_all = true};

    read_log(asked->app, NULL, &log);
    hand_out(asked, &log);
}

void commits_ask(struct commits_asked *asked, struct app *app, struct site *site)
{
    struct crew_task task = {ask, asked};

    *asked = (struct commits_asked){.app = app, .site = site};
    crew_begin(&asked->aside, app->vault.threads, &task);
}

void commits_wait(void *context)
{
    struct commits_asked *asked = context;

    if (asked->aside.state == CREW_DONE)
        return;
    crew_end(&asked->aside);
    arena_adopt(&asked->app->arena, &asked->arena);
}

#include <string.h>
#include <time.h>

#include "doctor.h"
#include "gitenv.h"

const char *doctor_git_state(const struct doctor *doctor)
{
    if (!doctor->git.is_there)
        return "none";
    return doctor->git.operation ? doctor->git.operation : "clean";
}

static void put_age(struct buf *out, int64_t seconds)
{
    static const struct {
        int64_t seconds;
        const char *name;
    } units[] = {{86400, "day"}, {3600, "hour"}, {60, "minute"}};

    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (seconds >= units[i].seconds) {
            long count = (long)(seconds / units[i].seconds);

            buf_printf(out, "%ld %s%s ago", count, units[i].name, count == 1 ? "" : "s");
            return;
        }
    buf_puts(out, "a moment ago");
}

/* A lock from before the start of the machine cannot be anybody's. */
static void judge_lock(struct doctor *doctor, int64_t boot_time)
{
    const struct repo_look *git = &doctor->git;
    int64_t now = time(NULL);
    struct buf age = {0};

    if (!git->lock.n)
        return;
    put_age(&age, now - git->lock_time);
    if (git->lock_time < boot_time)
        doctor_add(doctor,
                   "git's index has been locked since before this machine was started\n"
                   "no program can hold that lock any more: infoview doctor --fix, or rm '%.*s'",
                   STR_ARGS(git->lock));
    else if (git->is_lock_stale)
        doctor_add(doctor,
                   "git's index is locked by an infoview that was killed %.*s\n"
                   "the next one removes that lock; so does infoview doctor --fix, or rm '%.*s'",
                   STR_ARGS(buf_str(&age)), STR_ARGS(git->lock));
    else
        doctor_add(doctor,
                   "git's index is locked: %s took the lock %.*s\n"
                   "wait for it to end; if none runs, it was killed: rm '%.*s'",
                   git->is_lock_ours ? "an infoview" : "a program", STR_ARGS(buf_str(&age)),
                   STR_ARGS(git->lock));
    buf_free(&age);
}

/* What keeps git from recording anything here. */
static void judge_repository(struct doctor *doctor)
{
    const struct repo_look *git = &doctor->git;

    if (git->is_foreign)
        doctor_add(doctor,
                   "the git repository belongs to another user, so git leaves it alone\n"
                   "if you trust them: git config --global --add safe.directory '%.*s'",
                   STR_ARGS(git->root));
    if (git->problem.n)
        doctor_add(doctor, "%.*s\n'git status' and 'git fsck' in that folder say more",
                   STR_ARGS(git->problem));
    if (git->is_bare)
        doctor_add(doctor,
                   "the vault lies in a bare git repository, which has no files of its own\n"
                   "move the vault out of '%.*s'",
                   STR_ARGS(git->root));
    if (git->is_outside)
        doctor_add(doctor,
                   "the vault is no part of the git repository's files, which are in '%.*s'\n"
                   "'git config core.worktree' names that folder",
                   STR_ARGS(git->root));
    if (git->is_ignored)
        doctor_add(doctor, "git ignores the vault's folder, so nothing in it has a history\n"
                           "'git check-ignore -v .' in the vault names the line that says so");
}

static void judge_state(struct doctor *doctor)
{
    const struct repo_look *git = &doctor->git;

    if (git->operation)
        doctor_add(doctor,
                   "a %s is under way in the git repository\n'git status' says how to finish or to leave it",
                   git->operation);
    else if (git->has_conflicts)
        doctor_add(doctor, "git's index holds files with conflicts\n'git status' names them");
    else if (git->is_detached)
        doctor_add(doctor, "git is on no branch: what is committed now belongs to none\n"
                           "'git switch -c NAME' makes one here, 'git switch BRANCH' goes back to one");
    if (git->is_there && (!git->name.n || !git->email.n))
        doctor_add(doctor, "git does not know your name and address, so nothing can be committed\n"
                           "git config --global user.name \"Your Name\"\n"
                           "git config --global user.email you@example.org");
}

/* Whether there is something for --fix to look at: a vault, and a repository that has it among its files. */
static bool can_fix(const struct doctor *doctor)
{
    const struct repo_look *git = &doctor->git;

    return doctor->has_vault && git->is_there && !git->is_bare && !git->is_outside;
}

int doctor_fix(struct doctor *doctor)
{
    struct app *app = doctor->app;
    struct repo_environment environment = gitenv_read();
    struct repo_request request = {.folder = doctor->path.p, .environment = &environment};
    struct err err = {0};
    int status = 0;

    doctor->git.arena = &app->arena;
    if (!doctor->fixes ||
        repo_look(doctor->has_folder ? doctor->path.p : NULL, &environment, &doctor->git, &err))
        return 0;
    doctor->mended = (struct repo_mended){.arena = &app->arena, .is_trial = app->dry_run};
    if (can_fix(doctor) && repo_mend(&request, &doctor->mended, &err) != 0)
        status = app_fail(app, STATUS_CANNOT, "cannot set all of it right: %s", err.message);
    for (uint32_t i = 0; i < doctor->mended.left.n; i++)
        doctor_add(doctor, "%.*s", STR_ARGS(doctor->mended.left.at[i]));
    doctor->git = (struct repo_look){0};
    return status;
}

/* What infoview has to do with the repository. */
static void judge_ours(struct doctor *doctor)
{
    const struct repo_look *git = &doctor->git;

    if (git->is_index_damaged)
        doctor_add(doctor,
                   "git's index cannot be read, so nothing can be committed\n"
                   "infoview doctor --fix makes it anew from the last commit, and keeps the old file");
    if (git->journal)
        doctor_add(doctor, "a %s was cut off, and is not ended yet\n%s", git->journal,
                   strcmp(git->journal, "sync") == 0 ? "'infoview sync' goes on with it"
                                                     : "the next command that writes here ends it");
    if (!can_fix(doctor) || git->is_ignored)
        return;
    if (git->merging == REPO_MERGING_LINES)
        doctor_add(doctor, "git merges notes line by line here, not by their fields as sync does\n"
                           "infoview doctor --fix tells it to, in this repository alone");
    else if (git->merging == REPO_MERGING_NOTES && str_starts(git->driver, STR("infoview ")) &&
             !doctor_has_program(doctor, STR("infoview")))
        doctor_add(doctor, "git is to merge notes with 'infoview', which is in no folder of PATH\n"
                           "put its folder there: until then git takes one side of a note that both changed");
}

void doctor_git(struct doctor *doctor)
{
    struct repo_environment environment = gitenv_read();
    struct err err = {0};

    doctor->git.arena = &doctor->app->arena;
    if (repo_look(doctor->has_folder ? doctor->path.p : NULL, &environment, &doctor->git, &err)) {
        doctor_add(doctor, "%s", err.message);
        return;
    }
    judge_repository(doctor);
    judge_lock(doctor, environment.boot_time);
    judge_state(doctor);
    judge_ours(doctor);
}

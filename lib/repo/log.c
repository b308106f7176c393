#include "repo/log.h"

#include <git2.h>
#include <string.h>
#include <sys/stat.h>

#include "base/date.h"
#include "base/utf8.h"
#include "repo/delegate.h"
#include "repo/read.h"

/* ---- by git */

/* A path, or a line "HASH DATE SUBJECT", and the NUL behind it. */
static struct str next_part(struct str *rest)
{
    size_t end = str_index(*rest, '\0', 0);
    struct str part = str_slice(*rest, 0, end);

    *rest = str_skip(*rest, end + 1);
    return part;
}

/* As people may see it: whoever wrote it may have meant it for a terminal. */
static struct str clean_subject(struct arena *arena, struct str subject)
{
    enum { LONGEST = 300 };
    struct buf text = {0};
    struct str copy;

    struct str rest = subject;

    while (rest.n && subject.n - rest.n < LONGEST)
        utf8_next_grapheme(&rest);
    utf8_clean(&text, str_slice(subject, 0, subject.n - rest.n));
    copy = str_copy(arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

/* What follows up to a space. */
static struct str next_word(struct str *line)
{
    size_t end = str_index(*line, ' ', 0);
    struct str word = str_slice(*line, 0, end);

    *line = str_skip(*line, end + 1);
    return word;
}

struct paths {
    VEC(struct str);
};

/* Up to the empty part that stands before the next commit: no file has an empty name. */
static void take_changed(struct repo_log *log, struct str *rest, struct repo_logged *entry)
{
    struct paths paths = {0};

    while (rest->n && rest->p[0] != '\0') {
        struct str path = next_part(rest);

        if (str_starts(path, STR("\n"))) /* ends the line of the commit */
            path = str_skip(path, 1);
        *vec_add(&paths, log->arena) = path;
    }
    entry->changed = paths.at;
    entry->changed_count = paths.n;
}

/*
 * A NUL before each commit, one behind its line, one behind each path. Of what was cut off at the end the last commit is not
 * taken: it may have changed more than stands there.
 */
static void parse(struct repo_log *log, struct str out)
{
    struct str rest = str_copy(log->arena, out);

    while (rest.n && rest.p[rest.n - 1] != '\0')
        rest.n--;
    while (rest.n) {
        struct repo_logged entry = {0};
        struct stamp day;
        struct str line;

        rest = str_skip(rest, 1);
        line = next_part(&rest);
        entry.hash = next_word(&line);
        entry.date = next_word(&line);
        entry.subject = clean_subject(log->arena, line);
        if (!date_iso_parse(entry.date, &day))
            entry.date = (struct str){0};
        take_changed(log, &rest, &entry);
        if (entry.hash.n)
            *vec_add(log, log->arena) = entry;
    }
    if (log->n && out.n >= DELEGATE_MOST)
        log->n--;
}

/*
 * Nothing of the user's configuration may change what is printed; a name is no pattern. No protocol is allowed (git(1), GIT_ALLOW_PROTOCOL):
 * in a partial clone git would fetch what is missing, and a card or page reaches nobody. It fails then, and no commits are told of.
 */
static int ask_git(struct repo *repo, const struct repo_request *request, struct repo_log *log)
{
    const char *most = session_text(repo, "--max-count=%u", log->most);
    const char *const words[] = {"log",
                                 "-z",
                                 "--no-color",
                                 "--no-notes",
                                 "--no-show-signature",
                                 "--no-ext-diff",
                                 "--encoding=UTF-8",
                                 "--date=short",
                                 "--format=%x00%H %ad %s",
                                 most,
                                 log->is_of_all ? "--name-only" : "--no-patch",
                                 log->is_of_all ? "--no-renames" : NULL,
                                 log->is_of_all ? "--relative" : NULL,
                                 NULL};
    static const char *const no_network[] = {"GIT_ALLOW_PROTOCOL=", "GIT_NO_LAZY_FETCH=1", NULL};
    const struct str all = STR(".");
    struct child_result result = {0};
    int status;

    repo->extra = no_network;
    status = delegate_run_paths(repo, words, log->is_of_all ? &all : request->paths,
                                log->is_of_all ? 1 : request->count, &result);

    if (status == 0 && result.status == 0)
        parse(log, buf_str(&result.out));
    child_free(&result);
    return status;
}

/* ---- by libgit2 */

/* Entries of folders that are looked through before it gives up: a second's worth. */
enum { ENTRIES_MOST = 4000000 };

struct walk {
    struct repo *repo;
    const struct repo_request *request;
    struct repo_log *log;
    long left; /* of the entries */
};

/* The folder at `path` ("" or with `/` at its end) of a commit's tree; NULL: it has none. To be freed. */
static git_tree *open_folder(struct walk *walk, git_tree *top, const char *path)
{
    git_tree_entry *entry = NULL;
    git_tree *folder = NULL;
    size_t n = strlen(path);

    if (!n || !top)
        return top && git_tree_dup(&folder, top) == 0 ? folder : NULL;
    path = str_copy(walk->repo->arena, (struct str){path, n - 1}).p;
    if (read_tolerated(git_tree_entry_bypath(&entry, top, path)) == 0)
        read_tolerated(git_tree_lookup(&folder, walk->repo->git, git_tree_entry_id(entry)));
    git_tree_entry_free(entry);
    walk->left -= folder ? (long)git_tree_entrycount(folder) : 0;
    return folder;
}

static bool is_same(const git_tree *before, const git_tree *after, const char *name)
{
    const git_tree_entry *a = before ? git_tree_entry_byname(before, name) : NULL;
    const git_tree_entry *b = after ? git_tree_entry_byname(after, name) : NULL;

    return a && b ? git_oid_equal(git_tree_entry_id(a), git_tree_entry_id(b)) : a == b;
}

/* Whether one of the paths differs: folder by folder, since paths of one stand together. */
static bool differs(struct walk *walk, git_tree *before, git_tree *after)
{
    git_tree *here = NULL, *there = NULL;
    const char *open = NULL;
    bool is_other = false;

    for (size_t i = 0; i < walk->request->count && !is_other; i++) {
        const char *path = read_joined(walk->repo->arena, walk->repo->prefix, walk->request->paths[i]);
        const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
        const char *folder = str_copy(walk->repo->arena, (struct str){path, (size_t)(name - path)}).p;

        if (!open || strcmp(open, folder) != 0) {
            git_tree_free(here);
            git_tree_free(there);
            here = open_folder(walk, before, folder);
            there = open_folder(walk, after, folder);
            open = folder;
        }
        is_other = !is_same(here, there, name);
    }
    git_tree_free(here);
    git_tree_free(there);
    return is_other;
}

/* A merge touched what is like none of those that it merged. */
static bool touches(struct walk *walk, git_commit *commit)
{
    git_tree *after = NULL;
    unsigned count = git_commit_parentcount(commit);
    bool is_other = read_tolerated(git_commit_tree(&after, commit)) == 0;

    for (unsigned i = 0; i < (count ? count : 1) && is_other; i++) {
        git_commit *parent = NULL;
        git_tree *before = NULL;

        if (count && read_tolerated(git_commit_parent(&parent, commit, i)) == 0)
            read_tolerated(git_commit_tree(&before, parent));
        is_other = !(before && git_oid_equal(git_tree_id(before), git_tree_id(after))) &&
                   differs(walk, before, after);
        git_tree_free(before);
        git_commit_free(parent);
    }
    git_tree_free(after);
    return is_other;
}

static struct repo_logged entry_of(struct walk *walk, git_commit *commit)
{
    enum { DAY = 86400, DAYS_MOST = 80000 };
    struct arena *arena = walk->log->arena;
    const git_time when = git_commit_author(commit)->when;
    const char *subject = git_commit_summary(commit);
    char hash[GIT_OID_HEXSZ + 1];
    struct buf date = {0};
    int64_t seconds = when.time + (int64_t)when.offset * 60;
    struct repo_logged entry = {
        .hash = str_copy(arena, str_from(git_oid_tostr(hash, sizeof hash, git_commit_id(commit)))),
        .subject = clean_subject(arena, str_from(subject))};

    if (seconds >= 0 && seconds / DAY < DAYS_MOST)
        date_iso_write(&date, date_of(1970, 1, 1) + (int32_t)(seconds / DAY));
    entry.date = str_copy(arena, buf_str(&date));
    buf_free(&date);
    return entry;
}

static int walk_back(struct walk *walk, git_revwalk *revwalk)
{
    git_oid id;
    int rc = 0;

    while (walk->log->n < walk->log->most && walk->left > 0 && (rc = git_revwalk_next(&id, revwalk)) == 0) {
        git_commit *commit = NULL;

        if (git_commit_lookup(&commit, walk->repo->git, &id) < 0)
            return (int)session_failed(walk->repo, "a commit cannot be read");
        walk->left--;
        if (touches(walk, commit))
            *vec_add(walk->log, walk->log->arena) = entry_of(walk, commit);
        git_commit_free(commit);
    }
    return rc == 0 || rc == GIT_ITEROVER ? 0 : (int)session_failed(walk->repo, "the history cannot be read");
}

static int walk_all(struct walk *walk)
{
    struct repo *repo = walk->repo;
    git_revwalk *revwalk = NULL;
    int status = 0;

    if (read_tolerated(git_repository_head_unborn(repo->git)) != 0)
        return 0;
    if (git_revwalk_new(&revwalk, repo->git) < 0 || git_revwalk_sorting(revwalk, GIT_SORT_NONE) < 0 ||
        git_revwalk_push_head(revwalk) < 0)
        status = (int)session_failed(repo, "the history cannot be read");
    else
        status = walk_back(walk, revwalk);
    git_revwalk_free(revwalk);
    return status;
}

/* Whether the folder or one around it has a `.git`: else nobody is asked for the history of nothing. */
static bool may_have_history(const struct repo_request *request, struct arena *arena)
{
    struct str folder = str_from(request->folder);
    struct stat found;

    while (lstat(read_joined(arena, str_copy(arena, folder).p, STR("/.git")), &found) != 0) {
        if (!folder.n)
            return false;
        do
            folder.n--;
        while (folder.n && folder.p[folder.n] != '/');
    }
    return true;
}

int repo_log(const struct repo_request *request, struct repo_log *log, struct err *err)
{
    struct repo repo = session_of(log->arena, request, err);
    struct walk walk = {.repo = &repo, .request = request, .log = log, .left = ENTRIES_MOST};
    int status;

    if ((!log->is_of_all && !request->count) || !may_have_history(request, log->arena))
        return 0;
    if (delegate_can(&repo))
        return ask_git(&repo, request, log);
    if (log->is_of_all)
        return 0;
    status = session_look(&repo, request);
    if (status == 0 && repo.git)
        status = walk_all(&walk);
    session_end(&repo);
    return status;
}

#include "repo/session.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/lock.h"
#include "base/utf8.h"
#include "repo/read.h"

const char *session_joined(struct repo *repo, const char *a, const char *b)
{
    return read_joined(repo->arena, a, str_from(b));
}

enum step session_failed(struct repo *repo, const char *doing)
{
    int number = errno;
    const git_error *last = git_error_last();

    if (last && last->message && last->message[0])
        err_set(repo->err, ERR_SYSTEM, "%s: %s", doing, last->message);
    else if (number == ENOSPC || number == EIO)
        err_errno(repo->err, number, "%s", doing);
    else
        err_set(repo->err, ERR_SYSTEM, "%s: git gave no reason", doing);
    git_error_clear();
    return STEP_FAILED;
}

ATTR_PRINTF(2, 0) static struct str written(struct repo *repo, const char *format, va_list args)
{
    struct buf text = {0};
    struct str copy;

    buf_vprintf(&text, format, args);
    copy = str_copy(repo->arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

const char *session_text(struct repo *repo, const char *format, ...)
{
    va_list args;
    struct str text;

    va_start(args, format);
    text = written(repo, format, args);
    va_end(args);
    return text.p;
}

enum step session_refused(struct repo *repo, const char *advice, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    repo->ready->why = written(repo, format, args);
    va_end(args);
    repo->ready->state = REPO_NOT_NOW;
    repo->ready->advice = str_from(advice);
    git_error_clear();
    return STEP_SETTLED;
}

void session_leave(struct repo *repo, struct repo_path *path, const char *why)
{
    path->is_left = true;
    *vec_add(&repo->ready->left, repo->arena) = (struct repo_left){path->name, why};
}

/* ---- what a commit is called */

static void put_edits(struct buf *text, const struct repo_path *const *paths, size_t count)
{
    buf_puts(text, "edit: ");
    utf8_clean(text, paths[0]->name);
    if (count > 1)
        buf_printf(text, " and %zu more", count - 1);
    buf_puts(text, "\n\n");
    for (size_t i = 0; count > 1 && i < count; i++) {
        buf_puts(text, "- ");
        utf8_clean(text, paths[i]->name);
        buf_puts(text, i + 1 < count ? "\n" : "\n\n");
    }
    buf_puts(text, "Infoview-Op: edit\n");
}

const char *session_message(struct repo *repo, const struct session_message *message,
                            const struct repo_path *const *paths, size_t count)
{
    struct buf text = {0};
    const char *copy;

    if (message->title) {
        utf8_clean(&text, str_from(message->title));
        buf_puts(&text, "\n\nInfoview-Op: ");
        utf8_clean(&text, str_from(message->op));
        buf_putc(&text, '\n');
    } else {
        put_edits(&text, paths, count);
    }
    copy = str_copy(repo->arena, buf_str(&text)).p;
    buf_free(&text);
    return copy;
}

/* ---- the lock among us */

enum step session_lock(struct repo *repo)
{
    enum { PATIENCE = 10 };
    const char *path = session_joined(repo, repo->home, "infoview.lock");
    bool is_taken = false;

    repo->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (repo->lock < 0 && (errno == EACCES || errno == EROFS || errno == EPERM))
        return session_refused(
            repo, session_text(repo, "nothing was written; 'ls -ld %s' shows whose it is", repo->home),
            "the git repository cannot be written to");
    if (repo->lock < 0)
        return (enum step)err_errno(repo->err, errno, "cannot lock the git repository");
    if (lock_take(repo->lock, PATIENCE, &is_taken) != 0 || is_taken)
        return STEP_GO_ON; /* a file system without locks: git's own lock on the index is left */
    return session_refused(repo, "nothing was written; try again when that one has ended",
                           "another infoview is at work in the git repository");
}

/* ---- opening it to look */

struct repo session_of(struct arena *arena, const struct repo_request *request, struct err *err)
{
    return (struct repo){.arena = arena,
                         .environment = request->environment,
                         .err = err,
                         .folder = request->folder,
                         .lock = -1};
}

int session_look(struct repo *repo, const struct repo_request *request)
{
    const char *ceiling = read_first(request->environment->ceiling, NULL, NULL);
    const char *root;
    struct str below;
    int rc;

    if (read_start() < 0)
        return (int)session_failed(repo, "cannot start libgit2");
    rc = git_repository_open_ext(&repo->git, request->folder, 0, ceiling);
    if (rc == GIT_ENOTFOUND) /* asked twice, since an error of the disk looks the same */
        rc = git_repository_open_ext(&repo->git, request->folder, 0, ceiling);
    if (rc == GIT_ENOTFOUND && !read_is_distrust(rc)) {
        git_error_clear();
        return 0;
    }
    if (rc < 0 || git_repository_config(&repo->config, repo->git) < 0 ||
        read_global(repo->config, repo->git, repo->environment) < 0)
        return (int)session_failed(repo, "cannot read the git repository");
    root = git_repository_workdir(repo->git);
    below = str_from(session_joined(repo, request->folder, "/"));
    if (str_ends(below, STR("//"))) /* the folder is the file system's root */
        below.n--;
    if (!root || !str_starts(below, str_from(root)))
        return err_set(repo->err, ERR_SYSTEM, "the folder is no part of the git repository's files");
    repo->root = root;
    repo->prefix = str_copy(repo->arena, str_skip(below, strlen(root))).p;
    return 0;
}

void session_end(struct repo *repo)
{
    git_signature_free(repo->author);
    git_signature_free(repo->committer);
    git_config_free(repo->config);
    git_repository_free(repo->git);
    if (repo->lock >= 0)
        close(repo->lock);
    git_libgit2_shutdown();
}

#include "repo/maintain.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "repo/delegate.h"

/* The modification time of the file `stamp` says when it was done last. */
static bool is_due(const char *stamp, int64_t now)
{
    enum { DAY = 24 * 60 * 60 };
    struct stat found;

    return stat(stamp, &found) != 0 || now - found.st_mtim.tv_sec >= DAY || found.st_mtim.tv_sec > now;
}

/* False where nothing may be written there: then it would be done again and again. */
static bool put_stamp(const char *stamp)
{
    int fd = open(stamp, O_WRONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    bool is_put = fd >= 0 && futimens(fd, NULL) == 0;

    if (fd >= 0)
        close(fd);
    return is_put;
}

void maintain(struct repo *repo)
{
    static const char *const words[] = {"maintenance", "run", "--auto", "--quiet", NULL};
    const char *stamp = session_joined(repo, repo->home, "infoview-maintenance");
    struct child_result result = {0};
    struct err err = {0}, *before = repo->err;

    if (!repo->environment->now || !delegate_can(repo) || !is_due(stamp, repo->environment->now) ||
        !put_stamp(stamp))
        return;
    repo->err = &err;
    if (delegate_run(repo, words, &result) == 0)
        child_free(&result);
    repo->err = before;
}

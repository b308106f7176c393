#include "repo/driver.h"

#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <unistd.h>

#include "base/fs.h"
#include "repo/read.h"
#include "repo/session.h"

#define NAME_KEY "merge.infoview.name"
#define DRIVER_KEY "merge.infoview.driver"
#define DRIVER "infoview merge-driver %O %A %B %L %P"
#define ATTRIBUTE "*.md merge=infoview"

enum { ATTRIBUTES_MOST = 1024 * 1024 };

/* The attributes of this clone alone: gitattributes(5), "$GIT_DIR/info/attributes". */
static const char *attributes_path(struct repo *repo)
{
    return session_joined(repo, git_repository_commondir(repo->git), "info/attributes");
}

/* Whether a line of the text speaks of merging notes, in our way or the user's. */
static bool has_attribute(struct str text)
{
    while (text.n) {
        size_t end = str_index(text, '\n', 0);
        struct str line = str_trim(str_slice(text, 0, end));

        if (str_starts(line, STR("*.md")) && str_find(line, STR("merge"), 0) < line.n)
            return true;
        text = str_skip(text, end + 1);
    }
    return false;
}

static int read_attributes(struct repo *repo, struct buf *text)
{
    struct err err = {0};

    if (fs_read(AT_FDCWD, attributes_path(repo), ATTRIBUTES_MOST, text, &err) == 0 ||
        err.kind == ERR_NOT_FOUND)
        return 0;
    *repo->err = err;
    return -1;
}

static int add_attribute(struct repo *repo)
{
    const char *folder = session_joined(repo, git_repository_commondir(repo->git), "info");
    const char *path = attributes_path(repo);
    struct buf before = {0}, after = {0};
    bool is_made = true;
    int status = read_attributes(repo, &before);

    if (status == 0 && !has_attribute(buf_str(&before))) {
        buf_put(&after, buf_str(&before));
        if (after.n && after.p[after.n - 1] != '\n')
            buf_putc(&after, '\n');
        buf_puts(&after, ATTRIBUTE "\n");
        if (fs_exists(AT_FDCWD, path))
            status = fs_replace(AT_FDCWD, path, buf_str(&before), buf_str(&after), repo->err);
        else if ((status = fs_make_folders(folder, repo->err)) == 0)
            status = fs_create(AT_FDCWD, path, buf_str(&after), &is_made, repo->err);
    }
    buf_free(&before);
    buf_free(&after);
    return status;
}

static int set(struct repo *repo)
{
    git_config *own = NULL;
    int rc = 0;

    if (!read_config(repo->arena, repo->config, DRIVER_KEY)) {
        rc = git_config_open_level(&own, repo->config, GIT_CONFIG_LEVEL_LOCAL);
        if (rc == 0)
            rc = git_config_set_string(own, NAME_KEY, "infoview: by fields, list items and paragraphs");
        if (rc == 0)
            rc = git_config_set_string(own, DRIVER_KEY, DRIVER);
        git_config_free(own);
    }
    return rc < 0 ? (int)session_failed(repo, "git's configuration cannot be written") : add_attribute(repo);
}

int repo_driver_set(const struct repo_request *request, struct err *err)
{
    struct arena arena = {0};
    struct repo repo = session_of(&arena, request, err);
    int status = session_look(&repo, request);

    if (status == 0 && repo.git)
        status = set(&repo);
    session_end(&repo);
    arena_free(&arena);
    return status;
}

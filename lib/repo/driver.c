#include "repo/driver.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "repo/read.h"
#include "repo/session.h"

#define NAME_KEY "merge.infoview.name"
#define DRIVER_KEY "merge.infoview.driver"
#define DRIVER "infoview merge-driver %O %A %B %L %P"
#define MERGING "infoview"

enum { ATTRIBUTES_MOST = 1024 * 1024 };

/* The attributes of this clone alone: gitattributes(5), "$GIT_DIR/info/attributes". */
static const char *attributes_path(struct repo *repo)
{
    return session_joined(repo, git_repository_commondir(repo->git), "info/attributes");
}

static bool has_blank(const char *path)
{
    for (; *path; path++)
        if ((unsigned char)*path <= ' ' || *path == 0x7f)
            return true;
    return false;
}

/* Appends a path as a pattern that matches nothing else, in quotes: a C string, with `\` before what would match more. */
static void put_quoted(struct buf *line, const char *path)
{
    buf_puts(line, "\"/");
    for (const char *p = path; *p; p++) {
        if (strchr("*?[]", *p))
            buf_puts(line, "\\\\");
        if (*p == '\\')
            buf_puts(line, "\\\\\\");
        if (*p == '"')
            buf_putc(line, '\\');
        if ((unsigned char)*p < ' ' || *p == 0x7f)
            buf_printf(line, "\\%03o", (unsigned)*p);
        else
            buf_putc(line, *p);
    }
    buf_puts(line, "**/*.md\"");
}

/* The line for the notes of the folder: of a vault in a larger repository only what lies below it is ours. */
static const char *attribute_line(struct repo *repo)
{
    struct buf line = {0};
    const char *copy;

    if (!*repo->prefix)
        buf_puts(&line, "*.md");
    else if (strpbrk(repo->prefix, "*?[]\\\"") || has_blank(repo->prefix))
        put_quoted(&line, repo->prefix);
    else
        buf_printf(&line, "/%s**/*.md", repo->prefix);
    buf_puts(&line, " merge=" MERGING);
    copy = str_copy(repo->arena, buf_str(&line)).p;
    buf_free(&line);
    return copy;
}

/* Whether a line of the text speaks of merging notes, in our way or the user's. */
static bool has_attribute(struct str text, const char *own)
{
    while (text.n) {
        size_t end = str_index(text, '\n', 0);
        struct str line = str_trim(str_slice(text, 0, end));

        if (str_equal(line, str_from(own)) ||
            (str_starts(line, STR("*.md")) && str_find(line, STR("merge"), 0) < line.n))
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

/* ---- looking */

const char *driver_command(struct repo *repo)
{
    return read_config(repo->arena, repo->config, DRIVER_KEY);
}

/* Whether our line stands there: libgit2 does not know patterns in quotes. */
static bool is_written(struct repo *repo)
{
    struct err ignored = {0}, *err = repo->err;
    struct buf text = {0};
    bool is_there;

    repo->err = &ignored;
    is_there = read_attributes(repo, &text) == 0 && has_attribute(buf_str(&text), attribute_line(repo));
    repo->err = err;
    buf_free(&text);
    return is_there;
}

/* What git's attributes say of a file. */
static enum repo_merging look_at_path(struct repo *repo, const char *path)
{
    const char *value = NULL;

    if (read_tolerated(git_attr_get(&value, repo->git, GIT_ATTR_CHECK_FILE_THEN_INDEX, path, "merge")) < 0 ||
        git_attr_value(value) == GIT_ATTR_VALUE_UNSPECIFIED)
        return REPO_MERGING_LINES;
    return git_attr_value(value) == GIT_ATTR_VALUE_STRING && strcmp(value, MERGING) == 0 ? REPO_MERGING_NOTES
                                                                                         : REPO_MERGING_OWN;
}

/* Whether they have a way of the user's own for a note in one of the folders that are there: ours would overrule it. */
static bool is_own_in_folder(struct repo *repo)
{
    const char *root = git_repository_workdir(repo->git);
    DIR *names = root ? opendir(session_joined(repo, root, repo->prefix)) : NULL;
    const struct dirent *entry;
    bool is_own = false;

    while (names && !is_own && (entry = readdir(names)))
        is_own = entry->d_name[0] != '.' &&
                 look_at_path(repo, session_text(repo, "%s%s/note.md", repo->prefix, entry->d_name)) ==
                     REPO_MERGING_OWN;
    if (names)
        closedir(names);
    return is_own;
}

/* The same of the notes that git knows, as many as take no time that anybody notices. */
static bool is_own_in_index(struct repo *repo)
{
    enum { MOST = 20000 };
    struct str prefix = str_from(repo->prefix);
    git_index *index = NULL;
    size_t at = 0;
    bool is_own = false;

    if (read_tolerated(git_repository_index(&index, repo->git)) == 0 && prefix.n)
        read_tolerated(git_index_find_prefix(&at, index, repo->prefix));
    for (size_t i = 0; index && i < MOST && at < git_index_entrycount(index) && !is_own; i++, at++) {
        struct str path = str_from(git_index_get_byindex(index, at)->path);

        if (!str_starts(path, prefix))
            break;
        is_own = str_ends(path, STR(".md")) && look_at_path(repo, path.p) == REPO_MERGING_OWN;
    }
    git_index_free(index);
    return is_own;
}

/* What git's attributes say of notes: where they name a way of the user's own for any, nothing is to come before that. */
static enum repo_merging look_at_attributes(struct repo *repo)
{
    enum repo_merging top = look_at_path(repo, session_joined(repo, repo->prefix, "note.md"));

    if (top == REPO_MERGING_LINES && is_written(repo))
        top = REPO_MERGING_NOTES;
    if (top == REPO_MERGING_LINES && (is_own_in_folder(repo) || is_own_in_index(repo)))
        return REPO_MERGING_OWN;
    return top;
}

enum repo_merging driver_look(struct repo *repo)
{
    enum repo_merging merging = look_at_attributes(repo);

    return merging == REPO_MERGING_NOTES && !driver_command(repo) ? REPO_MERGING_LINES : merging;
}

/* ---- telling */

/* Puts the line behind what stands there. */
static int append_attribute(struct repo *repo, const char *line)
{
    const char *folder = session_joined(repo, git_repository_commondir(repo->git), "info");
    struct buf before = {0}, after = {0};
    bool is_made = true;
    int fd = -1, status = fs_make_folders(folder, repo->err);

    if (status == 0)
        fd = fs_open_folder(folder, repo->err);
    status = fd >= 0 ? read_attributes(repo, &before) : -1;
    if (status == 0) {
        buf_put(&after, buf_str(&before));
        if (after.n && after.p[after.n - 1] != '\n')
            buf_putc(&after, '\n');
        buf_printf(&after, "%s\n", line);
        status = fs_exists(fd, "attributes")
                     ? fs_replace(fd, "attributes", buf_str(&before), buf_str(&after), repo->err)
                     : fs_create(fd, "attributes", buf_str(&after), &is_made, repo->err);
    }
    if (fd >= 0)
        close(fd);
    buf_free(&before);
    buf_free(&after);
    return status;
}

static int add_attribute(struct repo *repo, bool is_trial, struct driver_written *written)
{
    const char *line = attribute_line(repo);

    if (look_at_attributes(repo) != REPO_MERGING_LINES)
        return 0;
    if (!is_trial && append_attribute(repo, line) != 0)
        return -1;
    written->attributes = attributes_path(repo);
    written->line = line;
    return 0;
}

static int add_command(struct repo *repo)
{
    git_config *own = NULL;
    int rc = git_config_open_level(&own, repo->config, GIT_CONFIG_LEVEL_LOCAL);

    if (rc == 0)
        rc = git_config_set_string(own, NAME_KEY, "infoview: by fields, list items and paragraphs");
    if (rc == 0)
        rc = git_config_set_string(own, DRIVER_KEY, DRIVER);
    git_config_free(own);
    return rc < 0 ? (int)session_failed(repo, "git's configuration cannot be written") : 0;
}

int driver_write(struct repo *repo, bool is_trial, struct driver_written *written)
{
    *written = (struct driver_written){0};
    if (!driver_command(repo)) {
        if (!is_trial && add_command(repo) != 0)
            return -1;
        written->configuration = session_joined(repo, git_repository_commondir(repo->git), "config");
    }
    return add_attribute(repo, is_trial, written);
}

int repo_driver_set(const struct repo_request *request, struct err *err)
{
    struct arena arena = {0};
    struct repo repo = session_of(&arena, request, err);
    struct driver_written written;
    int status = session_look(&repo, request);

    if (status == 0 && repo.git)
        status = driver_write(&repo, false, &written);
    session_end(&repo);
    arena_free(&arena);
    return status;
}

#include "init.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "text/json.h"
#include "text/node.h"

enum { FOR_ME_ONLY = 077 };

/* The user's configuration as it stands. */
struct config {
    const char *path;
    struct buf bytes;
    struct node *top;
    mode_t mode;
    bool is_there;
};

/* The line that names the vault: plain where YAML cannot mistake it, else quoted as JSON, which YAML reads. */
static void put_line(struct buf *out, struct str folder)
{
    struct json json = {.out = out, .is_compact = true, .depth = 1};
    bool is_plain = true;

    for (size_t i = 0; i < folder.n; i++)
        is_plain &= is_alnum(folder.p[i]) || (folder.p[i] && strchr("/._-", folder.p[i]));
    buf_puts(out, "vault: ");
    if (is_plain)
        buf_put(out, folder);
    else
        json_text(&json, NULL, folder);
    buf_putc(out, '\n');
}

/* Whether these bytes of a configuration name the folder, and nothing else of it changed. */
static bool names_folder(struct init *init, struct str bytes, const struct config *old)
{
    struct diag problem = {0};
    struct node *top = node_parse(&init->app->arena, bytes, 1, &problem);
    struct node *vault = top ? node_find(top, STR("vault")) : NULL;

    return vault && vault->kind == NODE_SCALAR && str_equal(vault->text, init->root) &&
           top->count == (old->top ? old->top->count : 0) + 1;
}

/* Reads the file. False, said, where it is there and cannot be read. */
static bool read_config(struct init *init, struct config *config)
{
    struct diag problem = {0};
    struct err err = {0};
    struct stat found;

    if (lstat(config->path, &found) != 0)
        return true;
    config->is_there = true;
    config->mode = found.st_mode & 0777;
    if (fs_read(AT_FDCWD, config->path, LIMIT_FRONT_MATTER, &config->bytes, &err) != 0) {
        app_say(init->app, "your configuration stays as it is: %s", err.message);
        return false;
    }
    config->top = node_parse(&init->app->arena, buf_str(&config->bytes), 1, &problem);
    if (!config->top)
        app_say(init->app, "your configuration stays as it is: '%s', line %u: %.*s", config->path,
                problem.place.line, STR_ARGS(problem.message));
    return config->top != NULL;
}

static int sync_above(const char *path)
{
    struct str folder = str_from(path);
    struct buf name = {0};
    int fd;

    while (folder.n > 1 && folder.p[folder.n - 1] != '/')
        folder.n--;
    buf_put(&name, folder);
    buf_putc(&name, '\0');
    fd = open(name.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    buf_free(&name);
    if (fd < 0)
        return -1;
    fsync(fd);
    return close(fd);
}

/* Puts new bytes in the place of the file: all of them or none. */
static int replace(const struct config *config, struct str bytes, struct err *err)
{
    struct buf name = {0};
    bool made = false;
    int status;

    buf_printf(&name, "%s.%ld.tmp", config->path, (long)getpid());
    buf_putc(&name, '\0');
    status = fs_create(AT_FDCWD, name.p, bytes, &made, err);
    if (status == 0 && !made)
        status = err_set(err, ERR_SYSTEM, "'%s' is in the way", name.p);
    if (status == 0 && (chmod(name.p, config->mode) != 0 || rename(name.p, config->path) != 0)) {
        status = err_errno(err, errno, "cannot write '%s'", config->path);
        unlink(name.p);
    }
    if (status == 0)
        sync_above(config->path);
    buf_free(&name);
    return status;
}

static int write_config(const struct config *config, struct str bytes, struct err *err)
{
    mode_t before = umask(FOR_ME_ONLY);
    bool made = false;
    int status;

    if (config->is_there)
        status = replace(config, bytes, err);
    else
        status = fs_create(AT_FDCWD, config->path, bytes, &made, err);
    if (status == 0 && !config->is_there && !made)
        status = err_set(err, ERR_SYSTEM, "'%s' was made by another program just now", config->path);
    umask(before);
    return status;
}

static void add_line(struct init *init, const struct config *config)
{
    struct app *app = init->app;
    struct buf text = {0};
    struct err err = {0};
    size_t line;

    buf_put(&text, buf_str(&config->bytes));
    if (text.n && text.p[text.n - 1] != '\n')
        buf_putc(&text, '\n');
    line = text.n;
    put_line(&text, init->root);
    if (!names_folder(init, buf_str(&text), config))
        app_say(app, "your configuration stays as it is; to use this vault from anywhere, add to '%s':\n%.*s",
                config->path, STR_ARGS(str_trim(str_skip(buf_str(&text), line))));
    else if (app->dry_run)
        app_say(app, "would be your vault from anywhere, by '%s'", config->path);
    else if (write_config(config, buf_str(&text), &err) != 0)
        app_say(app, "your configuration stays as it is: %s", err.message);
    else
        app_say(app, "this is your vault from anywhere now: 'vault:' in '%s'", config->path);
    buf_free(&text);
}

/* Says which vault is meant without -C, where that is another one. */
static void say_other(struct init *init, const struct config *config, const struct node *vault)
{
    struct str folder = vault->kind == NODE_SCALAR ? vault->text : (struct str){0};

    if (!folder.n)
        app_say(init->app, "your configuration stays as it is: 'vault:' in '%s' names no folder",
                config->path);
    else if (!str_equal(folder, init->root))
        app_say(init->app, "from anywhere else, your vault stays '%.*s': 'vault:' in '%s'", STR_ARGS(folder),
                config->path);
}

void init_configure(struct init *init)
{
    struct config config = {0};
    struct buf path = {0};
    struct node *vault;

    if (!app_config_path(&path))
        return;
    buf_putc(&path, '\0');
    config.path = path.p;
    if (read_config(init, &config)) {
        vault = config.top ? node_find(config.top, STR("vault")) : NULL;
        if (vault)
            say_other(init, &config, vault);
        else
            add_line(init, &config);
    }
    buf_free(&config.bytes);
    buf_free(&path);
}

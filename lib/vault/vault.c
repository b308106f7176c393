#include "vault/vault.h"

#include <unistd.h>

#include "base/digest.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "vault/link.h"
#include "vault/load.h"

int vault_read(const struct vault *vault, struct str path, enum kind kind, struct buf *out, struct err *err)
{
    const struct str *own = map_find(&vault->files, path);
    int status = fs_read(vault->root, own ? own->p : path.p, LIMIT_FILE, out, err);

    if (status == 0)
        load_rewrite(vault, kind, out);
    return status;
}

static void read_settings(struct vault *vault, const struct buf *bytes)
{
    struct diag problem = {0};
    struct str path = STR(VAULT_SETTINGS_FILE);

    if (!settings_read(&vault->settings, path, buf_str(bytes), &vault->findings, &problem))
        load_row(vault, path, &problem);
}

/* Opens the folder, with settings that hold until they are read. */
static int begin(struct vault *vault, const char *path, struct err *err)
{
    vault->unreadable.arena = vault->findings.arena = &vault->arena;
    vault->root = fs_open_folder(path, err);
    if (vault->root < 0)
        return -1;
    settings_init(&vault->settings, &vault->arena);
    return 0;
}

static bool is_no_dot_name(void *context, struct str name, bool is_folder)
{
    (void)context;
    (void)is_folder;
    return name.p[0] != '.';
}

int vault_list(struct vault *vault, const char *path, struct err *err)
{
    struct err ignored = {0};
    struct buf bytes = {0};

    if (begin(vault, path, err) != 0)
        return -1;
    if (vault_read(vault, STR(VAULT_SETTINGS_FILE), KIND_SETTINGS, &bytes, &ignored) == 0)
        read_settings(vault, &bytes);
    vault->tree = (struct fs_tree){.arena = &vault->arena, .root = vault->root};
    fs_walk(&vault->tree, STR(""), is_no_dot_name, NULL);
    buf_free(&bytes);
    return 0;
}

int vault_open(struct vault *vault, const char *path, const struct vault_options *options, struct err *err)
{
    struct buf bytes = {0};
    int status = -1;

    if (begin(vault, path, err) != 0)
        return -1;
    vault->rewrite = options->rewrite;
    vault->threads = options->threads;
    if (vault_read(vault, STR(VAULT_SETTINGS_FILE), KIND_SETTINGS, &bytes, err))
        goto out;
    if (options->want.digest)
        vault->settings_digest = digest_of(buf_str(&bytes), 0);
    read_settings(vault, &bytes);
    load_records(vault, options);
    load_plan(vault);
    link_all(vault);
    diags_sort(&vault->unreadable);
    diags_sort(&vault->findings);
    status = 0;
out:
    buf_free(&bytes);
    return status;
}

void vault_close(struct vault *vault)
{
    fs_close(&vault->tree);
    if (vault->root > 0)
        close(vault->root);
    arena_free(&vault->arena);
    *vault = (struct vault){0};
}

const struct record *vault_find(const struct vault *vault, enum kind kind, struct str id)
{
    struct arena scratch = {0};
    const struct record *record = map_find(&vault->ids[kind], utf8_fold(&scratch, id));

    arena_free(&scratch);
    return record;
}

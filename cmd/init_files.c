#include "init.h"

#include <fcntl.h>
#include <stdlib.h>

#include "base/limits.h"
#include "embedded.h"
#include "vault/schema_json.h"

#define SCHEMA_FILE ".infoview.schema.json"
#define NOTES_FOLDER "notes"

/* ---- what is there */

/* A look through a folder that ends at the first Markdown file, or after a while. */
struct look {
    unsigned names;
    bool has_markdown, has_readme;
};

enum { LOOK_AT_MOST = 20000 };

static bool is_readme(struct str name)
{
    return str_starts_nocase(name, STR("readme"));
}

/* A read-me file alone, as a fresh repository has it, makes no folder of notes. */
static bool look_at(void *context, struct str name, bool is_folder)
{
    struct look *look = context;

    if (look->has_markdown || ++look->names > LOOK_AT_MOST || name.p[0] == '.' || name.p[0] == '_')
        return false;
    look->has_markdown = !is_folder && str_ends(name, STR(".md")) && !is_readme(name);
    return is_folder;
}

/* Only the names of the folder itself. */
static bool look_for_readme(void *context, struct str name, bool is_folder)
{
    struct look *look = context;

    look->has_readme |= !is_folder && is_readme(name);
    return false;
}

static struct look look(const struct init *init, struct str folder, fs_filter *filter)
{
    struct arena scratch = {0};
    struct fs_tree tree = {.arena = &scratch, .root = init->fd};
    struct look found = {0};

    if (init->fd >= 0)
        fs_walk(&tree, folder, filter, &found);
    fs_close(&tree);
    arena_free(&scratch);
    return found;
}

static void look_around(struct init *init)
{
    init->has_markdown = !init->is_vault && look(init, (struct str){0}, look_at).has_markdown;
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        init->has_records |=
            look(init, settings_folder(&init->settings, (enum kind)kind), look_at).has_markdown;
}

/* ---- what a file is called, and what stands in it */

/*
 * Reads `@DAY-3@` at the start of `s`: three days before today. Its length, and the day;
 * 0 where it is no such mark.
 */
static size_t day_mark(struct str s, int32_t today, int32_t *day)
{
    size_t end = str_index(s, '@', 1);
    struct str inner = str_slice(s, 1, end);
    uint32_t distance = 0;

    if (end >= s.n || !str_starts(inner, STR("DAY")))
        return 0;
    inner = str_skip(inner, 3);
    if (inner.n) {
        if ((inner.p[0] != '-' && inner.p[0] != '+') || !str_number(str_skip(inner, 1), 100000, &distance))
            return 0;
    }
    *day = inner.n && inner.p[0] == '-' ? today - (int32_t)distance : today + (int32_t)distance;
    return end + 1;
}

static struct str with_days(struct init *init, struct str s)
{
    struct buf text = {0};
    struct str copy;

    for (size_t i = 0; i < s.n;) {
        int32_t day;
        size_t mark = s.p[i] == '@' ? day_mark(str_skip(s, i), init->app->today, &day) : 0;

        if (mark)
            date_iso_write(&text, day);
        else
            buf_putc(&text, s.p[i]);
        i += mark ? mark : 1;
    }
    copy = str_copy(&init->app->arena, buf_str(&text));
    buf_free(&text);
    return copy;
}

/* `contacts/ana-lima.md` in the folder that the settings name for contacts. */
static struct str in_own_folder(struct init *init, struct str path)
{
    struct buf own = {0};
    struct str copy = path;

    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++) {
        struct str usual = str_from(kind_plural((enum kind)kind));

        if (!str_starts(path, usual) || str_index(path, '/', 0) != usual.n)
            continue;
        buf_put(&own, settings_folder(&init->settings, (enum kind)kind));
        buf_put(&own, str_skip(path, usual.n));
        copy = str_copy(&init->app->arena, buf_str(&own));
    }
    buf_free(&own);
    return copy;
}

/* The path in the vault of a file below templates/FOLDER/. */
static struct str target_path(struct init *init, struct str path)
{
    if (str_equal(path, STR("gitignore")))
        return STR(".gitignore");
    if (str_equal(path, STR("gitattributes")))
        return STR(".gitattributes");
    return in_own_folder(init, path);
}

/* ---- the list */

static struct init_file *find(struct init *init, struct str path)
{
    for (uint32_t i = 0; i < init->files.n; i++)
        if (str_equal(init->files.at[i].path, path))
            return &init->files.at[i];
    return NULL;
}

/* Adds a file, or puts it in the place of the one that has its path. */
static void add(struct init *init, struct init_file file)
{
    struct init_file *old = find(init, file.path);

    if (old)
        *old = file;
    else
        *vec_add(&init->files, &init->app->arena) = file;
}

static void add_embedded(struct init *init, struct str top, bool is_demo)
{
    for (size_t i = 0; i < embedded_count; i++) {
        const struct embedded_file *source = &embedded_files[i];
        struct init_file file = {.bytes = {(const char *)source->data, source->size}, .is_demo = is_demo};

        if (!str_starts(str_from(source->path), top))
            continue;
        file.path = target_path(init, str_skip(str_from(source->path), top.n));
        if (is_demo) {
            file.path = with_days(init, file.path);
            file.bytes = with_days(init, file.bytes);
        }
        add(init, file);
    }
}

static void add_schema(struct init *init)
{
    struct buf text = {0};

    schema_json_write(&text, KIND_SETTINGS);
    add(init,
        (struct init_file){.path = STR(SCHEMA_FILE), .bytes = str_copy(&init->app->arena, buf_str(&text))});
    buf_free(&text);
}

static void compare(struct init *init, struct init_file *file)
{
    struct buf bytes = {0};
    struct err err = {0};

    file->is_there = init->fd >= 0 && fs_exists(init->fd, file->path.p);
    file->is_same = file->is_there && fs_read(init->fd, file->path.p, LIMIT_FILE, &bytes, &err) == 0 &&
                    str_equal(buf_str(&bytes), file->bytes);
    buf_free(&bytes);
}

static int by_path(const void *a, const void *b)
{
    const struct init_file *left = a, *right = b;

    return str_compare(left->path, right->path);
}

/* Takes out what must not be added: made-up people among real ones, a second README. */
static void leave_out(struct init *init)
{
    bool has_readme = look(init, (struct str){0}, look_for_readme).has_readme;
    uint32_t kept = 0;

    for (uint32_t i = 0; i < init->files.n; i++) {
        struct init_file file = init->files.at[i];
        bool is_missing_demo = file.is_demo && init->has_records && !file.is_there;

        init->left_out += is_missing_demo;
        if (is_missing_demo || (has_readme && !file.is_there && str_equal(file.path, STR("README.md"))))
            continue;
        init->files.at[kept++] = file;
    }
    init->files.n = kept;
}

void init_plan(struct init *init)
{
    look_around(init);
    add_embedded(init, STR("init/"), false);
    add_schema(init);
    if (init->demo)
        add_embedded(init, STR("demo/"), true);
    for (uint32_t i = 0; i < init->files.n; i++)
        compare(init, &init->files.at[i]);
    leave_out(init);
    if (init->files.n)
        qsort(init->files.at, init->files.n, sizeof *init->files.at, by_path);
}

/* ---- writing */

static int make_folder(struct init *init, struct str name, struct err *err)
{
    struct buf path = {0};
    int status;

    buf_printf(&path, "%.*s/%.*s", STR_ARGS(init->root), STR_ARGS(name));
    buf_putc(&path, '\0');
    status = fs_make_folders(path.p, err);
    buf_free(&path);
    return status;
}

/* Not among somebody's own Markdown, whose folders the settings may name. */
static int make_record_folders(struct init *init, struct err *err)
{
    int status = 0;

    if (init->has_markdown)
        return 0;
    for (int kind = 0; kind < (int)KIND_FOLDERS && status == 0; kind++)
        status = make_folder(init, settings_folder(&init->settings, (enum kind)kind), err);
    return status == 0 ? make_folder(init, STR(NOTES_FOLDER), err) : status;
}

int init_write(struct init *init, struct err *err)
{
    if (init->fd < 0) {
        if (fs_make_folders(init->root.p, err) != 0)
            return -1;
        init->fd = fs_open_folder(init->root.p, err);
        if (init->fd < 0)
            return -1;
    }
    for (uint32_t i = 0; i < init->files.n; i++) {
        struct init_file *file = &init->files.at[i];
        bool is_made = false;

        if (file->is_there)
            continue;
        if (fs_create(init->fd, file->path.p, file->bytes, &is_made, err) != 0) {
            init->files.n = i; /* what was not written is not reported */
            return -1;
        }
        file->is_there = !is_made;
    }
    return make_record_folders(init, err);
}

#include <stdlib.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "vault/check_part.h"

static bool is_listed(void *context, struct str name, bool is_folder)
{
    (void)context;
    return !(is_folder && str_equal(name, STR(".git")));
}

static struct str folder_of(struct str path)
{
    size_t slash = path.n;

    while (slash > 0 && path.p[slash - 1] != '/')
        slash--;
    return str_slice(path, 0, slash);
}

/* A clash of two folders is said once, of the folders; a record whose id is taken has its row already. */
static void report_clash(struct check_job *job, struct str first, struct str path)
{
    if (!str_equal(folder_of(first), folder_of(path)) || map_find(&job->rows, path))
        return;
    diag_hint(&job->found,
              diag_add(&job->found, RULE_CASE_CLASH, path, (struct place){1, 1},
                       "only case tells it from '%.*s': where case does not count one of the two is lost",
                       STR_ARGS(first)),
              "rename one of the two");
}

static int compare_clashes(const void *left, const void *right)
{
    const struct clash *a = left, *b = right;
    int order = str_compare(a->key, b->key);

    return order ? order : str_compare(a->path, b->path);
}

/* Of the paths of one key each but the first clashes with that, in whatever order they were found. */
static void report_clashes(struct check_job *job)
{
    struct clash *at = job->paths.clashes.at;
    uint32_t first = 0;

    if (job->paths.clashes.n)
        qsort(at, job->paths.clashes.n, sizeof *at, compare_clashes);
    for (uint32_t i = 1; i < job->paths.clashes.n; i++) {
        if (!str_equal(at[i].key, at[first].key))
            first = i;
        else if (!str_equal(at[i].path, at[i - 1].path))
            report_clash(job, at[first].path, at[i].path);
    }
}

static void add_path(struct check_job *job, struct str path, struct str key)
{
    struct str *kept = arena_new(job->arena, struct str), *other;

    *kept = path;
    other = map_set(&job->paths.folded, job->arena, key, kept);
    if (!other)
        return;
    *vec_add(&job->paths.clashes, job->arena) = (struct clash){key, *other};
    *vec_add(&job->paths.clashes, job->arena) = (struct clash){key, path};
}

/* Enters the file under each end of its folded path; of several that end alike the first by path counts. */
static void add_ends(struct check_job *job, struct str folded, struct fs_file *file)
{
    for (size_t at = 0; at < folded.n; at = str_index(folded, '/', at) + 1) {
        struct fs_file *other = map_set(&job->paths.by_end, job->arena, str_skip(folded, at), file);

        if (other && str_compare(other->path, file->path) < 0)
            map_set(&job->paths.by_end, job->arena, str_skip(folded, at), other);
    }
}

/* Most vaults' links are all ids: what paths end with is entered when it is asked for. */
static const struct fs_file *find_end(struct check_job *job, struct str end)
{
    struct paths *paths = &job->paths;

    if (!paths->has_ends)
        map_reserve(&paths->by_end, job->arena, (size_t)paths->tree.files.n * 4);
    for (uint32_t i = 0; i < paths->tree.files.n && !paths->has_ends; i++) {
        struct fs_file *file = &paths->tree.files.at[i];
        struct str folded = utf8_fold(job->arena, file->path);

        add_ends(job, folded, file);
        if (str_ends(file->path, STR(".md")))
            add_ends(job, str_slice(folded, 0, folded.n - 3), file);
    }
    paths->has_ends = true;
    return map_find(&paths->by_end, end);
}

static void add_file(struct check_job *job, struct fs_file *file)
{
    map_set(&job->paths.files, job->arena, file->path, file);
    add_path(job, file->path, utf8_fold(job->arena, file->path));
}

static void add_other(struct check_job *job, struct str path)
{
    if (path.n && !map_set(&job->paths.others, job->arena, path, &job->paths))
        add_path(job, path, utf8_fold(job->arena, path));
}

/* ---- what was built */

static struct str name_of(const struct fs_file *file)
{
    return str_skip(file->path, file->name_at);
}

static bool is_below(struct str path, struct str folder)
{
    return folder.n && str_starts(path, folder) && (path.n == folder.n || path.p[folder.n] == '/');
}

static bool is_built(const struct paths *paths, struct str path)
{
    for (uint32_t i = 0; i < paths->outputs.n; i++)
        if (is_below(path, paths->outputs.at[i]))
            return true;
    return false;
}

/* Folders that pages are built into: that of the settings, whether it is there or not, and those that are marked. */
static void find_outputs(struct check_job *job)
{
    struct paths *paths = &job->paths;

    *vec_add(&paths->outputs, job->arena) = settings_text(&job->vault->settings, SET_SITE);
    for (uint32_t i = 0; i < paths->tree.files.n; i++) {
        const struct fs_file *file = &paths->tree.files.at[i];

        if (str_equal(name_of(file), STR(VAULT_SITE_MARKER)) && !is_built(paths, file->path))
            *vec_add(&paths->outputs, job->arena) = paths->tree.folders.at[file->folder].path;
    }
}

static void drop_built(struct check_job *job)
{
    struct fs_tree *tree = &job->paths.tree;
    uint32_t kept = 0;

    job->paths.is_output = arena_array(job->arena, (size_t)tree->folders.n + 1, sizeof(bool));
    for (uint32_t i = 0; i < tree->folders.n; i++)
        job->paths.is_output[i] = is_built(&job->paths, tree->folders.at[i].path);
    for (uint32_t i = 0; i < tree->files.n; i++)
        if (!job->paths.is_output[tree->files.at[i].folder])
            tree->files.at[kept++] = tree->files.at[i];
    tree->files.n = kept;
}

void paths_walk(struct check_job *job)
{
    struct fs_tree *tree = &job->paths.tree;

    *tree = (struct fs_tree){.arena = job->arena, .root = job->vault->root};
    fs_walk(tree, (struct str){0}, is_listed, NULL);
    find_outputs(job);
    drop_built(job);
}

void check_paths(struct check_job *job)
{
    struct fs_tree *tree = &job->paths.tree;

    paths_walk(job);
    map_reserve(&job->paths.files, job->arena, tree->files.n);
    map_reserve(&job->paths.folded, job->arena, tree->files.n + tree->folders.n + tree->passed.n);
    for (uint32_t i = 0; i < tree->folders.n; i++)
        if (!job->paths.is_output[i])
            add_other(job, tree->folders.at[i].path);
    for (uint32_t i = 0; i < tree->files.n; i++)
        add_file(job, &tree->files.at[i]);
    for (uint32_t i = 0; i < tree->passed.n; i++)
        add_other(job, tree->passed.at[i].path);
    report_clashes(job);
}

bool paths_have(const struct paths *paths, struct str path)
{
    while (path.n && path.p[path.n - 1] == '/')
        path.n--;
    return !path.n || map_find(&paths->files, path) || map_find(&paths->others, path) ||
           is_built(paths, path);
}

int paths_read(const struct check_job *job, struct str path, struct buf *bytes, struct err *err)
{
    const struct fs_file *file = map_find(&job->paths.files, path);

    if (file)
        return fs_tree_read(&job->paths.tree, file, LIMIT_FILE, bytes, err);
    buf_reset(bytes);
    return err_set(err, ERR_NOT_FOUND, "it is not there any more");
}

struct str paths_near(struct check_job *job, struct str path)
{
    const struct str *near = map_find(&job->paths.folded, utf8_fold(&job->scratch, path));

    return near ? *near : (struct str){0};
}

bool paths_have_name(struct check_job *job, struct str target)
{
    return find_end(job, utf8_fold(&job->scratch, target));
}

struct str paths_named(struct check_job *job, struct str target)
{
    struct str folded = utf8_fold(&job->scratch, target);
    const struct fs_file *file = find_end(job, str_skip(folded, folder_of(folded).n));

    return file ? file->path : (struct str){0};
}

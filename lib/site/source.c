#include "site/source.h"

#include "base/fs.h"
#include "base/limits.h"
#include "text/front.h"

struct reading {
    struct sources *sources;
    struct arena *arena;
    struct fs_tree tree;
    struct buf bytes;
    struct diag *problem;
};

static struct build_source *find(struct sources *sources, struct str name)
{
    for (uint32_t i = 0; i < sources->n; i++)
        if (str_equal(sources->at[i].name, name))
            return &sources->at[i];
    return NULL;
}

/* Of style sheets and scripts only those that there are already: nothing would name another. */
static bool is_source(void *context, struct str name, bool is_folder)
{
    struct reading *reading = context;

    (void)is_folder;
    if (name.p[0] == '.' || name.p[0] == '_')
        return false;
    return str_ends(name, STR(".html")) || find(reading->sources, name);
}

static int refuse(struct reading *reading, struct str path, const char *message, const char *hint)
{
    *reading->problem = (struct diag){.path = str_copy(reading->arena, path),
                                      .place = {1, 1},
                                      .message = str_copy(reading->arena, str_from(message)),
                                      .hint = str_from(hint)};
    return -1;
}

/* What a walk does not read would be missed in silence. */
static int refuse_passed(struct reading *reading)
{
    for (uint32_t i = 0; i < reading->tree.passed.n; i++) {
        const struct fs_passed *passed = &reading->tree.passed.at[i];

        return refuse(reading, passed->path,
                      passed->number ? "this folder cannot be read" : "this is a link or no regular file",
                      "links are not followed: put the file itself there");
    }
    return 0;
}

static int read_file(struct reading *reading, const struct fs_file *file)
{
    struct build_source own = {.name = str_skip(file->path, file->name_at), .path = file->path};
    struct build_source *built_in = find(reading->sources, own.name);
    struct str bytes;
    struct err err = {0};

    if (fs_tree_read(&reading->tree, file, LIMIT_TEMPLATE, &reading->bytes, &err) != 0) {
        if (reading->bytes.n > LIMIT_TEMPLATE)
            return refuse(reading, file->path, "the file is over 256 KiB", "make it smaller");
        return refuse(reading, file->path, err.message, "");
    }
    bytes = str_copy(reading->arena, buf_str(&reading->bytes));
    if (!front_text_fine(reading->arena, bytes, reading->problem)) {
        reading->problem->path = file->path;
        return -1;
    }
    own.text = str_skip(bytes, str_starts(bytes, STR("\xef\xbb\xbf")) ? 3 : 0);
    own.is_own = true;
    own.is_built_in = built_in != NULL;
    if (built_in)
        *built_in = own;
    else
        *vec_add(reading->sources, reading->arena) = own;
    return 0;
}

int source_read_own(struct sources *sources, struct arena *arena, int root, struct diag *problem)
{
    struct reading reading = {
        .sources = sources, .arena = arena, .tree = {.arena = arena, .root = root}, .problem = problem};
    int status;

    fs_walk(&reading.tree, STR(SOURCE_FOLDER), is_source, &reading);
    fs_sort(&reading.tree);
    status = refuse_passed(&reading);
    for (uint32_t i = 0; i < reading.tree.files.n && status == 0; i++)
        if (reading.tree.files.at[i].name_at == sizeof SOURCE_FOLDER)
            status = read_file(&reading, &reading.tree.files.at[i]);
    fs_close(&reading.tree);
    buf_free(&reading.bytes);
    return status;
}

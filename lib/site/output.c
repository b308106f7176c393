#include "site/output.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/die.h"
#include "base/digest.h"
#include "base/lock.h"
#include "site/build.h"

/* The first line of the marker. Who gave somebody a folder without names must not find the names in it one day, nor the other way round. */
#define HEADER "infoview site 1\n"
#define HEADER_ANONYMOUS "infoview site 1, names replaced\n"

static const char *header_of(bool is_anonymous)
{
    return is_anonymous ? HEADER_ANONYMOUS : HEADER;
}

/* How the line begins that says what the site was made from: no file of a site begins with a dot. */
#define MADE ".made "

static const char *const folders[OUTPUT_FOLDERS] = {"", "p", "i", "prep"};

enum { LARGEST = 64 * 1024 * 1024 }; /* of a file that is read */

struct output_change {
    int folder; /* index in `folders` */
    const char *name;
    const char *temporary; /* NULL: the file is new */
};

/* ---- names */

/* The folder and the last step of a name; -1 for a name that is not of the site. */
static int folder_of(struct str name, const char **leaf)
{
    size_t slash = str_index(name, '/', 0);

    *leaf = name.p;
    if (slash == name.n)
        return name.n && name.p[0] != '.' ? 0 : -1;
    *leaf = name.p + slash + 1;
    for (int i = 1; i < OUTPUT_FOLDERS; i++)
        if (str_equal(str_slice(name, 0, slash), str_from(folders[i])))
            return str_index(name, '/', slash + 1) == name.n && **leaf && **leaf != '.' ? i : -1;
    return -1;
}

/* The open folder of that number; -1 with `err`, or where it is not there and not to be made. */
static int opened(struct output *output, int number, bool make, struct err *err)
{
    must(number >= 0 && number < OUTPUT_FOLDERS); /* names of the site only */
    if (output->folders[number] <= 0 && output->folders[0] >= 0) {
        output->folders[number] = fs_open_below(output->folders[0], folders[number], make, err);
        if (!make && err->kind == ERR_NOT_FOUND)
            *err = (struct err){0};
    }
    return output->folders[number] > 0 ? output->folders[number] : -1;
}

static int by_bytes(const void *left, const void *right)
{
    return str_compare(*(const struct str *)left, *(const struct str *)right);
}

static void sort(struct output_names *names)
{
    if (names->n)
        qsort(names->at, names->n, sizeof *names->at, by_bytes);
}

/* ---- what is there */

/* What a killed build may leave behind. */
static bool is_temporary(struct str name)
{
    return str_starts(name, STR(".infoview-")) && str_ends(name, STR(".tmp"));
}

/* Calls `visit` for each name in the folder until that is false; false then, or where it cannot be read. */
static bool each_name(int folder, bool (*visit)(int folder, struct str name))
{
    int fd = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *dir = fd < 0 ? NULL : fdopendir(fd);
    struct dirent *entry;
    bool goes_on = dir != NULL;

    if (!dir && fd >= 0)
        close(fd);
    while (goes_on && (entry = readdir(dir)))
        goes_on = visit(folder, str_from(entry->d_name));
    if (dir)
        closedir(dir);
    return goes_on;
}

static bool is_nothing(int folder, struct str name)
{
    (void)folder;
    return str_equal(name, STR(".")) || str_equal(name, STR("..")) || is_temporary(name);
}

static bool sweep(int folder, struct str name)
{
    if (is_temporary(name))
        unlinkat(folder, name.p, 0);
    return true;
}

static int no_site(struct err *err)
{
    return err_set(err, ERR_CONFLICT, "there are files in the folder, and no site that was built");
}

static int read_marker(struct output *output, struct err *err)
{
    const char *header = header_of(output->is_anonymous);
    struct err problem = {0};
    struct str text;

    if (fs_read(output->folders[0], BUILD_MARKER, LARGEST, &output->marker, &problem) != 0) {
        if (problem.kind != ERR_NOT_FOUND) {
            *err = problem;
            return -1;
        }
        buf_reset(&output->marker);
        return each_name(output->folders[0], is_nothing) ? 0 : no_site(err);
    }
    text = buf_str(&output->marker);
    if (str_starts(text, str_from(header_of(!output->is_anonymous))))
        return err_set(err, ERR_CONFLICT, "the site in the folder %s",
                       output->is_anonymous ? "has the real names" : "is one with names replaced");
    if (!str_starts(text, str_from(header)))
        return no_site(err);
    for (text = str_skip(text, strlen(header)); text.n;) {
        size_t end = str_index(text, '\n', 0);
        struct str name = str_copy(output->arena, str_slice(text, 0, end));
        const char *leaf;

        if (str_starts(name, STR(MADE)))
            output->was_made = name;
        if (folder_of(name, &leaf) >= 0 && strlen(name.p) == name.n) {
            *vec_add(&output->old, output->arena) = name;
            map_set(&output->is_old, output->arena, name, output);
        }
        text = str_skip(text, end + 1);
    }
    return 0;
}

int output_open(struct output *output, int folder, struct err *err)
{
    enum { PATIENCE = 10 }; /* seconds */
    bool is_taken = true;

    output->folders[0] = folder;
    if (folder < 0)
        return 0; /* a trial of a folder that is not there */
    if (!output->is_trial && lock_take(folder, PATIENCE, &is_taken) == 0 && !is_taken)
        return err_set(err, ERR_CONFLICT, "another infoview has been building there for %d seconds",
                       PATIENCE);
    return read_marker(output, err);
}

/* ---- what it was made from */

static void put_source(struct buf *line, uint64_t source)
{
    buf_puts(line, MADE);
    buf_hex(line, source);
}

static void put_made(struct buf *line, const struct output_made *made)
{
    put_source(line, made->source);
    buf_putc(line, ' ');
    buf_hex(line, made->files);
}

bool output_has_source(const struct output *output, uint64_t source)
{
    struct buf line = {0};
    bool is_same;

    put_source(&line, source);
    is_same = source && str_starts(output->was_made, buf_str(&line));
    buf_free(&line);
    return is_same;
}

bool output_has_made(const struct output *output, const struct output_made *made)
{
    struct buf line = {0};
    bool is_same;

    put_made(&line, made);
    is_same = str_equal(output->was_made, buf_str(&line));
    buf_free(&line);
    return is_same;
}

/* A sum, since threads come in any order. */
static uint64_t file_digest(struct str name, struct str bytes)
{
    return digest_of(bytes, digest_of(name, 0));
}

/* ---- what is ours */

/* With what it was made from, if that is known and all files are in their places. */
static int put_marker(struct output *output, const struct output_names *names, bool is_made, struct err *err)
{
    static const char temporary[] = ".infoview-marker.tmp";
    struct fs_stage stage = {.name = BUILD_MARKER, .temporary = temporary};
    enum fs_staged done;
    struct buf text = {0};
    int status;

    buf_puts(&text, header_of(output->is_anonymous));
    for (uint32_t i = 0; i < names->n; i++) {
        buf_put(&text, names->at[i]);
        buf_putc(&text, '\n');
    }
    if (is_made && output->made.source) {
        put_made(&text, &output->made);
        buf_putc(&text, '\n');
    }
    stage.bytes = buf_str(&text);
    status = fs_stage(output->folders[0], &stage, &output->scratch, &done, err);
    if (status == 0 && done == FS_STAGED_CHANGED) {
        status = fs_rename(output->folders[0], temporary, BUILD_MARKER, err);
        if (status != 0)
            unlinkat(output->folders[0], temporary, 0);
    }
    buf_free(&text);
    return status;
}

/* Both lists in one, each name once. */
static struct output_names united(struct output *output, const struct output_names *names)
{
    struct output_names all = {0};

    for (uint32_t i = 0; i < names->n; i++)
        *vec_add(&all, output->arena) = names->at[i];
    for (uint32_t i = 0; i < output->old.n; i++)
        if (!map_find(&output->is_new, output->old.at[i]))
            *vec_add(&all, output->arena) = output->old.at[i];
    sort(&all);
    return all;
}

int output_claim(struct output *output, const struct output_names *names, struct err *err)
{
    bool has_news = !output->marker.n;
    struct output_names all;

    for (int i = 1; i < OUTPUT_FOLDERS; i++)
        opened(output, i, false, err);
    if (err->kind)
        return -1;
    map_reserve(&output->is_new, output->arena, (size_t)names->n + 1);
    for (uint32_t i = 0; i < names->n; i++) {
        const char *leaf;
        int number = folder_of(names->at[i], &leaf);
        bool is_there = false;

        must(number >= 0); /* names of the site only */
        map_set(&output->is_new, output->arena, names->at[i], output);
        if (map_find(&output->is_old, names->at[i]))
            continue;
        has_news = true;
        if (output->folders[number] > 0 && fs_find(output->folders[number], leaf, &is_there, err) != 0)
            return -1;
        if (is_there)
            return err_set(err, ERR_CONFLICT, "\"%.*s\" is in the way, and was not built here",
                           STR_ARGS(names->at[i]));
    }
    if (output->is_trial || !has_news)
        return 0;
    all = united(output, names);
    return put_marker(output, &all, false, err);
}

/* ---- writing */

static const char *temporary_name(struct output *output)
{
    struct buf text = {0};
    struct str copy;

    buf_puts(&text, ".infoview-");
    buf_number(&text, output->staged++, 1);
    buf_puts(&text, ".tmp");
    copy = str_copy(output->arena, buf_str(&text));
    buf_free(&text);
    return copy.p;
}

static void note(struct output *output, struct str name, const struct output_change *change)
{
    *vec_add(&output->written, output->arena) = name;
    *vec_add(&output->changes, output->arena) = *change;
}

/* The disk is not waited for under the lock. */
int output_put(struct output *output, struct str name, struct str bytes, struct buf *scratch, struct err *err)
{
    struct fs_stage stage = {
        .bytes = bytes, .is_trial = output->is_trial, .is_new = !map_find(&output->is_old, name)};
    uint64_t digest = output->made.source ? file_digest(name, bytes) : 0;
    enum fs_staged done = FS_STAGED_NEW;
    int number = folder_of(name, &stage.name), folder;

    pthread_mutex_lock(&output->mutex);
    folder = opened(output, number, !output->is_trial, err);
    stage.temporary = temporary_name(output);
    pthread_mutex_unlock(&output->mutex);
    if (err->kind || (folder > 0 && fs_stage(folder, &stage, scratch, &done, err) != 0))
        return -1;
    pthread_mutex_lock(&output->mutex);
    output->made.files += digest;
    if (done == FS_STAGED_SAME)
        output->unchanged++;
    else
        note(output, name,
             &(struct output_change){number, stage.name, done == FS_STAGED_CHANGED ? stage.temporary : NULL});
    pthread_mutex_unlock(&output->mutex);
    return 0;
}

bool output_look(struct output *output, struct str name, struct buf *scratch, uint64_t *files)
{
    struct err ignored = {0};
    const char *leaf;
    int number = folder_of(name, &leaf), folder;

    pthread_mutex_lock(&output->mutex);
    folder = opened(output, number, false, &ignored);
    pthread_mutex_unlock(&output->mutex);
    if (folder <= 0 || fs_read(folder, leaf, LARGEST, scratch, &ignored) != 0)
        return false;
    *files += file_digest(name, buf_str(scratch));
    return true;
}

/* A page that is no longer needed, unless it is gone already. */
static int remove_page(struct output *output, struct str name, struct err *err)
{
    const char *leaf;
    int number = folder_of(name, &leaf), folder = opened(output, number, false, err);
    bool is_there = false;

    if (err->kind || (folder > 0 && fs_find(folder, leaf, &is_there, err) != 0))
        return -1;
    if (!is_there)
        return 0;
    *vec_add(&output->removed, output->arena) = name;
    return output->is_trial ? 0 : fs_unlink(folder, leaf, err);
}

static void sweep_all(struct output *output)
{
    for (int i = 0; i < OUTPUT_FOLDERS && output->marker.n && !output->is_trial; i++)
        if (output->folders[i] > 0)
            each_name(output->folders[i], sweep);
}

static int remove_stale(struct output *output, struct err *err)
{
    for (uint32_t i = 0; i < output->old.n; i++)
        if (!map_find(&output->is_new, output->old.at[i]) && remove_page(output, output->old.at[i], err) != 0)
            return -1;
    sweep_all(output);
    for (int i = 1; i < OUTPUT_FOLDERS && output->removed.n && !output->is_trial; i++)
        unlinkat(output->folders[0], folders[i], AT_REMOVEDIR); /* goes where it is empty */
    return 0;
}

/* From the first page on that may lead to new files, these stay, whatever comes. */
static void keep_new(struct output *output)
{
    for (uint32_t i = 0; i < output->changes.n; i++)
        if (!output->changes.at[i].temporary)
            output->changes.at[i].name = NULL;
}

void output_keep(struct output *output)
{
    output->unchanged = output->old.n;
    sweep_all(output);
}

int output_end(struct output *output, const struct output_names *names, struct err *err)
{
    keep_new(output);
    for (uint32_t i = 0; i < output->changes.n && !output->is_trial; i++) {
        struct output_change *change = &output->changes.at[i];

        if (change->temporary &&
            fs_rename(output->folders[change->folder], change->temporary, change->name, err) != 0)
            return -1;
        change->name = NULL;
    }
    if (remove_stale(output, err) != 0)
        return -1;
    sort(&output->written);
    return output->is_trial ? 0 : put_marker(output, names, true, err);
}

void output_close(struct output *output)
{
    for (uint32_t i = 0; i < output->changes.n && !output->is_trial; i++) {
        const struct output_change *change = &output->changes.at[i];
        struct err ignored = {0};

        if (change->name)
            fs_unlink(output->folders[change->folder], change->temporary ? change->temporary : change->name,
                      &ignored);
    }
    for (int i = 1; i < OUTPUT_FOLDERS; i++)
        if (output->folders[i] > 0)
            close(output->folders[i]);
    pthread_mutex_destroy(&output->mutex);
    buf_free(&output->marker);
    buf_free(&output->scratch);
}

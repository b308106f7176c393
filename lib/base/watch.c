#include "base/watch.h"

#include <errno.h>
#include <unistd.h>

#include "base/os.h"

int watch_open(struct watch *watch, struct err *err)
{
    watch->fd = os_watch_open();
    if (watch->fd >= 0)
        return 0;
    if (errno == EMFILE)
        return err_set(err, ERR_SYSTEM, "too many programs look for changes already");
    return err_errno(err, errno, "the system does not tell of changes");
}

void watch_close(struct watch *watch)
{
    if (watch->fd > 0)
        close(watch->fd);
    arena_free(&watch->arena);
    *watch = (struct watch){0};
}

/* Where the number stands among the folders, or would stand. */
static uint32_t place_of(const struct watch *watch, int number)
{
    uint32_t from = 0, to = watch->folders.n;

    while (from < to) {
        uint32_t middle = from + (to - from) / 2;

        if (watch->folders.at[middle].number < number)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

static struct watch_folder *find(const struct watch *watch, int number)
{
    uint32_t at = place_of(watch, number);

    return at < watch->folders.n && watch->folders.at[at].number == number ? &watch->folders.at[at] : NULL;
}

static struct watch_folder *insert(struct watch *watch, int number)
{
    uint32_t at = place_of(watch, number), behind = watch->folders.n - at;
    struct watch_folder *folder;

    (void)vec_add(&watch->folders, &watch->arena);
    folder = &watch->folders.at[at];
    memmove(folder + 1, folder, behind * sizeof *folder);
    *folder = (struct watch_folder){.number = number};
    return folder;
}

int watch_add(struct watch *watch, struct str path, bool *is_new, struct err *err)
{
    int number = os_watch_add(watch->fd, path.p);
    struct watch_folder *folder;

    if (number < 0 && errno == ENOSPC)
        return err_set(err, ERR_SYSTEM, "the system looks at no more folders for changes");
    if (number < 0 && errno != ENOMEM && errno != ENOSYS)
        return 0;
    if (number < 0)
        return err_errno(err, errno, "cannot look at \"%s\" for changes", path.p);
    folder = find(watch, number);
    if (!folder) {
        folder = insert(watch, number);
        *is_new = true;
    }
    if (!str_equal(folder->path, path)) /* it may have been given another name */
        folder->path = str_copy(&watch->arena, path);
    folder->round = watch->round;
    return 0;
}

void watch_settle(struct watch *watch)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < watch->folders.n; i++) {
        if (watch->folders.at[i].round == watch->round)
            watch->folders.at[kept++] = watch->folders.at[i];
        else
            os_watch_remove(watch->fd, watch->folders.at[i].number);
    }
    watch->folders.n = kept;
    watch->round++;
}

struct reading {
    const struct watch *watch;
    watch_filter *filter;
    void *context;
    bool has_changed;
};

/* What is told of a folder that is no longer looked at came too late. */
static void visit(void *context, int number, const char *name)
{
    struct reading *reading = context;
    const struct watch_folder *folder = find(reading->watch, number);

    if (number < 0)
        reading->has_changed = true;
    else if (folder && !reading->has_changed)
        reading->has_changed = !*name || reading->filter(reading->context, folder->path, str_from(name));
}

int watch_read(struct watch *watch, watch_filter *filter, void *context, bool *has_changed, struct err *err)
{
    struct reading reading = {watch, filter, context, false};

    if (os_watch_read(watch->fd, visit, &reading) != 0)
        return err_errno(err, errno, "cannot look for changes");
    *has_changed |= reading.has_changed;
    return 0;
}

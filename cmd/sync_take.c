#include "sync_take.h"

#include "text/edit.h"
#include "text/front.h"
#include "write.h"

#define CONFLICTS "conflicts"

enum { WORD_PATH, WORD_KEY, WORDS };

/* What is settled. */
struct take {
    struct str path, key;
    bool is_other;    /* the value that was kept aside is the right one */
    struct str item;  /* as it stands under conflicts: KEY: VALUE */
    struct str other; /* its value */
    bool is_last;     /* no other item is left */
};

/* The item of the key, the first of them. */
static bool find_item(struct write *write, struct take *take)
{
    struct change_file *file = change_open(&write->change, take->path);
    struct front front;
    struct diag problem = {0};
    const struct node *top, *list;

    if (!file || front_split(write->change.arena, file->after, &front, &problem) == FRONT_BAD)
        return false;
    top = node_parse(write->change.arena, front.yaml, front.yaml_line, &problem);
    list = top ? node_find(top, STR(CONFLICTS)) : NULL;
    for (const struct node *item = list ? list->first : NULL; item; item = item->next)
        if (str_starts(item->text, take->key) && str_starts(str_skip(item->text, take->key.n), STR(": "))) {
            take->item = item->text;
            take->other = str_skip(item->text, take->key.n + 2);
            take->is_last = list->count == 1;
            return true;
        }
    return false;
}

/* The field, or the entry of a map, gets the value. */
static int set_other(struct write *write, const struct take *take)
{
    size_t dot = str_index(take->key, '.', 0);
    struct edit edit = {.verb = EDIT_SET, .key = str_slice(take->key, 0, dot), .value = take->other};

    if (dot < take->key.n) {
        edit.verb = EDIT_SET_ENTRY;
        edit.entry = str_skip(take->key, dot + 1);
    }
    return change_front(&write->change, take->path, &edit);
}

static int settle(struct write *write, const struct take *take)
{
    struct edit edit = {
        .verb = take->is_last ? EDIT_REMOVE : EDIT_DROP, .key = STR(CONFLICTS), .value = take->item};

    if (take->is_other && set_other(write, take) != 0)
        return -1;
    return change_front(&write->change, take->path, &edit);
}

static int work(struct write *write, int argc, char **argv, const void *own)
{
    struct take take = *(const struct take *)own;
    struct write_name name = {"settle", {0}, {0}};

    if (argc != WORDS)
        return app_fail(write->app, STATUS_USAGE,
                        "name the file and the field\ninfoview sync --take other contacts/ana-lima.md phone");
    take.path = str_from(argv[WORD_PATH]);
    take.key = str_from(argv[WORD_KEY]);
    if (!find_item(write, &take))
        return write->change.problem.message.n ? write_refused(write)
                                               : app_fail(write->app, STATUS_USAGE,
                                                          "nothing stands under conflicts for '%.*s' in "
                                                          "'%.*s'\n'infoview check' lists what does",
                                                          STR_ARGS(take.key), STR_ARGS(take.path));
    if (settle(write, &take) != 0)
        return write_refused(write);
    write_say(write, "settled %.*s of %.*s", STR_ARGS(take.key), STR_ARGS(take.path));
    name.name = take.path;
    name.id = take.key;
    return write_finish(write, &name);
}

int sync_take(struct app *app, const char *which, int argc, char **argv)
{
    struct take take = {.is_other = strcmp(which, "other") == 0};

    if (!take.is_other && strcmp(which, "kept") != 0)
        return app_fail(app, STATUS_USAGE, "--take: '%s' is neither 'kept' nor 'other'", which);
    return write_run(app, work, argc, argv, &take);
}

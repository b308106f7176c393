#include "repo/undo.h"
#include "gitenv.h"
#include "text/front.h"
#include "text/json.h"
#include "write.h"

#include <stdlib.h>

struct options {
    bool list, redo;
};

static const struct opt options[] = {
    {0, "list", OPT_FLAG, offsetof(struct options, list), NULL, "what can be taken back"},
    {0, "redo", OPT_FLAG, offsetof(struct options, redo), NULL, "do again what was taken back last"},
    {0, NULL, OPT_FLAG, 0, NULL, NULL},
};

enum { OPS_MOST = 200, HASH_SHOWN = 7 };

/* One run: the repository, and what it holds of commands. */
struct undo {
    struct write write;
    struct repo_environment environment;
    struct repo_request request;
    struct repo_ops ops;
    bool is_redo;
};

/* ---- --list */

/* The day of a time in seconds since 1970, as Greenwich has it. */
static int32_t day_of(int64_t seconds)
{
    enum { DAY_SECONDS = 24 * 60 * 60 };

    return date_of(1970, 1, 1) + (int32_t)(seconds / DAY_SECONDS);
}

static void list_text(struct app *app, const struct repo_ops *ops)
{
    for (uint32_t i = 0; i < ops->n; i++) {
        const struct repo_op *op = &ops->at[i];

        term_put(&app->out, &app->screen, STYLE_YELLOW, str_slice(op->hash, 0, HASH_SHOWN));
        buf_puts(&app->out, "  ");
        date_iso_write(&app->out, day_of(op->time));
        buf_puts(&app->out, "  ");
        term_put(&app->out, &app->screen, op->is_undone ? STYLE_DIM : STYLE_PLAIN, op->title);
        buf_puts(&app->out, op->is_undone ? "  (taken back)\n" : "\n");
    }
}

static void list_json(struct app *app, const struct repo_ops *ops)
{
    struct json json = {.out = &app->out};

    json_begin_object(&json, NULL);
    json_text(&json, "schema", STR("infoview/undo@1"));
    json_begin_array(&json, "commands");
    for (uint32_t i = 0; i < ops->n; i++) {
        const struct repo_op *op = &ops->at[i];

        json_begin_object(&json, NULL);
        json_text(&json, "commit", op->hash);
        json_day(&json, "date", day_of(op->time));
        json_text(&json, "title", op->title);
        json_text(&json, "op", op->op);
        json_bool(&json, "is_undone", op->is_undone);
        json_end_object(&json);
    }
    json_end_array(&json);
    json_end_object(&json);
}

static int list(struct app *app, const struct repo_ops *ops)
{
    if (app->format == FORMAT_JSON)
        list_json(app, ops);
    else if (ops->n)
        list_text(app, ops);
    else
        app_say(app, "nothing was committed by infoview yet");
    return STATUS_DONE;
}

/* ---- which command */

/* The newest that is not taken back; of those taken back the one where that was done last. */
static struct repo_op *choose(const struct undo *undo)
{
    struct repo_op *best = NULL;

    for (uint32_t i = 0; i < undo->ops.n; i++) {
        struct repo_op *op = &undo->ops.at[i];

        if (!undo->is_redo && !op->is_undone)
            return op;
        if (undo->is_redo && op->is_undone && (!best || op->undone_at < best->undone_at))
            best = op;
    }
    return best;
}

/* ---- the files */

/* Whether a record file can still be read: lines taken out of it must not leave it broken. */
static bool is_whole(struct arena *arena, struct str path, struct str bytes)
{
    struct front front;
    struct diag problem = {0};

    if (!str_ends(path, STR(".md")))
        return true;
    return front_split_loose(arena, bytes, &front, &problem) != FRONT_BAD &&
           (!front.yaml.p || node_parse(arena, front.yaml, front.yaml_line, &problem));
}

static int say_conflict(struct app *app, const struct repo_op *op, const struct repo_reverted_file *file)
{
    struct buf text = {0};

    buf_printf(
        &text,
        "'%.*s' has changed in the same lines since '%.*s'\nnothing was written; change it by hand\n%.*s",
        STR_ARGS(file->path), STR_ARGS(op->title), STR_ARGS(file->diff));
    app_fail(app, 0, "%.*s", STR_ARGS(str_trim(buf_str(&text))));
    buf_free(&text);
    return STATUS_NEEDS_YOU;
}

/* One file of the command into the change. */
static int take(struct write *write, const struct repo_reverted_file *file)
{
    struct change *change = &write->change;
    struct change_file *edited;

    if (!file->is_gone && !fs_exists(write->app->vault.root, str_copy(change->arena, file->path).p))
        return change_create(change, file->path, file->after);
    if (file->is_gone)
        return change_remove(change, file->path);
    edited = change_open(change, file->path);
    if (!edited)
        return -1;
    if (!is_whole(change->arena, file->path, file->after))
        return change_refuse(change, RULE_YAML, file->path, "without these lines the file could not be read",
                             "change it by hand");
    edited->after = str_copy(change->arena, file->after);
    return 0;
}

static int revert(struct undo *undo, const struct repo_op *op)
{
    struct app *app = undo->write.app;
    struct repo_reverted files = {.arena = &app->arena};
    struct err err = {0};

    if (repo_revert(&undo->request, op->hash.p, undo->is_redo, &files, &err) != 0)
        return app_fail(app, STATUS_CANNOT, "%s", err.message);
    for (uint32_t i = 0; i < files.n; i++)
        if (files.at[i].has_conflict)
            return say_conflict(app, op, &files.at[i]);
    for (uint32_t i = 0; i < files.n; i++)
        if (take(&undo->write, &files.at[i]) != 0)
            return write_refused(&undo->write);
    return 0;
}

static bool is_empty(const struct change *change)
{
    for (uint32_t i = 0; i < change->files.n; i++)
        if (change_differs(&change->files.at[i]))
            return false;
    return true;
}

/*
 * Takes the command back of which something is there still: what the user has taken back by hand is passed over, and
 * that is said. NULL: with `status` what came of it.
 */
static struct repo_op *revert_next(struct undo *undo, int *status)
{
    struct app *app = undo->write.app;
    struct repo_op *op;

    while ((op = choose(undo))) {
        *status = revert(undo, op);
        if (*status)
            return NULL;
        if (!is_empty(&undo->write.change))
            return op;
        app_say(app, "passed over, as nothing would change: %.*s", STR_ARGS(op->title));
        op->is_undone = !undo->is_redo;
        op->undone_at = UINT32_MAX;
    }
    *status = app_fail(app, STATUS_USAGE,
                       undo->is_redo ? "nothing was taken back\n'infoview undo --list' shows what can be"
                                     : "nothing is left to take back\n'infoview undo --list' shows what was");
    return NULL;
}

static int run_open(struct undo *undo)
{
    struct write *write = &undo->write;
    struct write_name name;
    int status = 0;
    const struct repo_op *op = revert_next(undo, &status);

    if (!op)
        return status;
    write_say(write, "%s: %.*s", undo->is_redo ? "done again" : "taken back", STR_ARGS(op->title));
    name = (struct write_name){undo->is_redo ? "redo" : "undo", op->title, op->hash};
    return write_finish(write, &name);
}

/* Without what `init` wrote there would be no vault in which to do anything again: that stays. */
static void leave_init_out(struct repo_ops *ops)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < ops->n; i++)
        if (!str_equal(ops->at[i].op, STR("init")))
            ops->at[kept++] = ops->at[i];
    ops->n = kept;
}

static int run_undo(struct undo *undo, bool is_list)
{
    struct app *app = undo->write.app;
    char *folder = realpath(app->vault_path.p, NULL);
    struct err err = {0};
    int status = 0;

    undo->environment = gitenv_read();
    undo->request = (struct repo_request){.folder = folder, .environment = &undo->environment};
    undo->ops.arena = &app->arena;
    if (!folder || repo_ops(&undo->request, OPS_MOST, &undo->ops, &err) != 0)
        status = app_fail(app, STATUS_CANNOT, "%s", folder ? err.message : "the vault's folder is gone");
    leave_init_out(&undo->ops);
    if (!status)
        status = is_list ? list(app, &undo->ops) : run_open(undo);
    free(folder);
    return status;
}

static int run(struct app *app, int argc, char **argv)
{
    /* Undo needs no record, only the folder and the settings. */
    static const struct record_want want = {.fields = FIELD_REPORT};
    struct undo undo = {0};
    struct options own = {0};
    int status;

    argc = opt_parse(app, &command_undo, argc, argv, &own);
    if (argc < 0)
        return app->status;
    status = app_no_words(app, argc, argv);
    if (status)
        return status;
    if (own.list && own.redo)
        return app_fail(app, STATUS_USAGE, "--list and --redo exclude each other");
    status = write_open(&undo.write, app, &want);
    undo.is_redo = own.redo;
    if (!status)
        status = run_undo(&undo, own.list);
    write_close(&undo.write);
    return status;
}

const struct command command_undo = {
    .name = "undo",
    .group = "Keep",
    .words = "",
    .about = "take the last command back; again: the one before",
    .examples = "infoview undo\n"
                "infoview undo --dry-run    shows what would change\n"
                "infoview undo --list\n"
                "infoview undo --redo\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};

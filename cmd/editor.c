#include "editor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ask.h"
#include "base/limits.h"
#include "repo/three.h"
#include "text/front.h"
#include "write.h"

/* One file on its way through the editor. */
struct editor {
    struct app *app;
    const struct editor_file *file;
    const char *folder, *copy; /* of the copy, and its path */
    struct str base, text;     /* the file as it was, and as the editor left it */
    bool has_errors;           /* the text cannot be read as that file, and is to be recorded nevertheless */
};

/* ---- the copy */

/* The private folder, 0700, with the copy in it; 0 or STATUS_CANNOT, said. */
static int make_copy(struct editor *editor)
{
    struct app *app = editor->app;
    const char *home = getenv("TMPDIR");
    struct buf path = {0};
    size_t slash = editor->file->path.n;
    bool is_made;
    int fd;

    while (slash && editor->file->path.p[slash - 1] != '/')
        slash--;
    buf_printf(&path, "%s/infoview-edit-XXXXXX", home && *home ? home : "/tmp");
    buf_putc(&path, '\0');
    is_made = mkdtemp(path.p) != NULL;
    if (is_made)
        editor->folder = str_copy(&app->arena, str_from(path.p)).p;
    path.n--;
    buf_printf(&path, "/%.*s", STR_ARGS(str_skip(editor->file->path, slash)));
    editor->copy = str_copy(&app->arena, buf_str(&path)).p;
    buf_free(&path);
    fd = is_made ? open(editor->copy, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600) : -1;
    if (fd >= 0 && app_write(fd, editor->base) && close(fd) == 0)
        return 0;
    return app_fail(app, STATUS_CANNOT, "cannot make a copy to edit: %s", strerror(errno));
}

/* Removes the folder with all that the editor left there; what cannot be removed stays. */
static void drop_copy(const struct editor *editor)
{
    DIR *folder = editor->folder ? opendir(editor->folder) : NULL;
    struct dirent *entry;

    if (!folder)
        return;
    while ((entry = readdir(folder)))
        unlinkat(dirfd(folder), entry->d_name, 0);
    closedir(folder);
    rmdir(editor->folder);
}

/* Says that the user's text is still there; returns `status`. */
static int keep_copy(struct editor *editor, int status)
{
    app_fail(editor->app, 0, "your text is kept: %s", editor->copy);
    editor->folder = NULL;
    return status;
}

/* ---- the program */

static bool is_set(const char *name)
{
    const char *value = getenv(name);

    return value && *value;
}

const char *editor_command(void)
{
    return is_set("VISUAL") ? getenv("VISUAL") : is_set("EDITOR") ? getenv("EDITOR") : "vi";
}

/* As git does: a shell takes the words apart. A path that names a program as a whole is that program. Never returns. */
static void become_editor(const char *command, const char *copy)
{
    struct buf line = {0};
    struct stat found;

    if (strchr(command, '/') && stat(command, &found) == 0 && S_ISREG(found.st_mode))
        execl(command, command, copy, (char *)NULL);
    buf_printf(&line, "%s \"$@\"", command);
    buf_putc(&line, '\0');
    execl("/bin/sh", "sh", "-c", line.p, command, copy, (char *)NULL);
    _exit(127);
}

static int wait_for(pid_t pid)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return status;
}

/* Runs the editor; its wait status, or -1. Ctrl-C in it is the editor's. */
static int run_editor(const struct editor *editor)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN}, interrupt, quit;
    int status = -1;
    pid_t pid;

    sigemptyset(&ignore.sa_mask);
    sigaction(SIGINT, &ignore, &interrupt);
    sigaction(SIGQUIT, &ignore, &quit);
    pid = fork();
    if (pid == 0) {
        sigaction(SIGINT, &interrupt, NULL);
        sigaction(SIGQUIT, &quit, NULL);
        become_editor(editor_command(), editor->copy);
    }
    if (pid > 0)
        status = wait_for(pid);
    sigaction(SIGINT, &interrupt, NULL);
    sigaction(SIGQUIT, &quit, NULL);
    return status;
}

/* Reads what the editor left; 0 or STATUS_CANNOT, said. */
static int read_copy(struct editor *editor)
{
    struct app *app = editor->app;
    struct buf bytes = {0};
    struct err err = {0};
    int status = 0;

    if (fs_read(AT_FDCWD, editor->copy, LIMIT_FILE, &bytes, &err) == 0)
        editor->text = str_copy(&app->arena, buf_str(&bytes));
    else if (err.kind == ERR_NOT_FOUND)
        status = app_fail(app, STATUS_CANNOT, "the editor took the file away\nnothing was recorded");
    else
        status = keep_copy(editor, app_fail(app, STATUS_CANNOT, "%s\nnothing was recorded", err.message));
    if (!status && !bytes.n && editor->base.n)
        status = app_fail(app, STATUS_CANNOT, "the editor left an empty file\nnothing was recorded");
    buf_free(&bytes);
    return status;
}

/* What is said where the editor did not end well. What it has written is kept, as it may be the user's. */
static int ended_badly(struct editor *editor, int ended)
{
    struct app *app = editor->app;
    struct buf bytes = {0};
    struct err err = {0};
    int status;

    if (ended >= 0 && WIFSIGNALED(ended))
        status = app_fail(app, STATUS_CANNOT, "the editor '%s' was ended by signal %d\nnothing was recorded",
                          editor_command(), WTERMSIG(ended));
    else if (ended < 0 || WEXITSTATUS(ended) == 126 || WEXITSTATUS(ended) == 127)
        status = app_fail(app, STATUS_CANNOT,
                          "the editor '%s' could not be run\nset VISUAL or EDITOR to one, as in EDITOR=nano",
                          editor_command());
    else
        status = app_fail(app, STATUS_CANNOT, "the editor '%s' ended with status %d\nnothing was recorded",
                          editor_command(), WEXITSTATUS(ended));
    if (fs_read(AT_FDCWD, editor->copy, LIMIT_FILE, &bytes, &err) == 0 &&
        !str_equal(buf_str(&bytes), editor->base) && bytes.n)
        keep_copy(editor, status);
    buf_free(&bytes);
    return status;
}

/* ---- what it left */

/* Reads the text as that file; what is wrong with it goes to `diags`. */
static void look_at(struct editor *editor, struct diags *diags)
{
    struct arena scratch = {0};
    const struct record_want want = {0};
    struct record_reader reader = {diags->arena, &scratch, diags, &want};
    struct record record = {.kind = editor->file->kind, .path = editor->file->path};
    struct settings settings;
    struct diag problem = {0};
    struct front front;
    bool is_fine;

    if (editor->file->kind == KIND_SETTINGS) {
        settings_init(&settings, diags->arena);
        is_fine = settings_read(&settings, record.path, editor->text, diags, &problem);
    } else if (editor->file->is_text) {
        is_fine = front_split_loose(diags->arena, editor->text, &front, &problem) == FRONT_FINE;
    } else {
        is_fine = record_read(&reader, editor->text, &record, &problem) && !record.body_unread;
    }
    if (!is_fine)
        diag_hint(
            diags,
            diag_add(diags, problem.rule, record.path, problem.place, "%.*s", STR_ARGS(problem.message)),
            "%.*s", STR_ARGS(problem.hint));
    diags_sort(diags);
    arena_free(&scratch);
}

/* Says the findings that are errors; whether there are any. */
static bool say_errors(struct editor *editor)
{
    struct diags diags = {.arena = &editor->app->arena};
    bool has_errors = false;

    look_at(editor, &diags);
    for (uint32_t i = 0; i < diags.n; i++) {
        const struct diag *diag = &diags.at[i];

        if (rule_severity(diag->rule) != SEVERITY_ERROR)
            continue;
        has_errors = true;
        app_fail(editor->app, 0, "%.*s:%u:%u: error: %.*s [%s]%s%.*s", STR_ARGS(diag->path), diag->place.line,
                 diag->place.column, STR_ARGS(diag->message), rule_id(diag->rule), diag->hint.n ? "\n" : "",
                 STR_ARGS(diag->hint));
    }
    return has_errors;
}

/* The editor, as often as the user wants it; 0, or an exit status, said. */
static int edit(struct editor *editor)
{
    for (;;) {
        int ended = run_editor(editor), status;

        if (ended != 0)
            return ended_badly(editor, ended);
        status = read_copy(editor);
        if (status || str_equal(editor->text, editor->base))
            return status;
        editor->has_errors = say_errors(editor);
        if (!editor->has_errors || !ask_is_possible(editor->app) ||
            !ask_unless_no(editor->app, "edit again?"))
            return 0;
    }
}

/* ---- recording it */

static bool is_fresh(const struct editor *editor)
{
    return editor->file->fresh.n > 0;
}

/* The text goes into the change, together with what others wrote meanwhile. 0 or an exit status, said. */
static int take(struct editor *editor, struct write *write)
{
    struct app *app = editor->app;
    struct change_file *now = change_open(&write->change, editor->file->path);
    struct repo_three three = {editor->base, editor->text, {0}, &app->arena, {0}, false};
    struct err err = {0};

    if (!now)
        return app_fail(app, STATUS_NEEDS_YOU, "'%.*s' cannot be read any more: %.*s\nnothing was written",
                        STR_ARGS(editor->file->path), STR_ARGS(write->change.problem.message));
    three.theirs = now->before;
    if (repo_three_merge(&three, &err) != 0)
        return app_fail(app, STATUS_CANNOT, "%s\nnothing was written", err.message);
    if (three.has_conflict)
        return app_fail(app, STATUS_NEEDS_YOU,
                        "'%.*s' was changed meanwhile in the same lines\n"
                        "nothing was written; put the two together: infoview edit %.*s",
                        STR_ARGS(editor->file->path), STR_ARGS(editor->file->id));
    if (!str_equal(three.merged, editor->text))
        app_say(app, "%.*s was changed meanwhile in other lines: both are kept",
                STR_ARGS(editor->file->path));
    now->after = three.merged;
    return 0;
}

static int record(struct editor *editor)
{
    const struct editor_file *file = editor->file;
    const struct write_name name = {file->verb ? file->verb : "edit", file->name, file->id};
    static const struct record_want want = {.fields = FIELD_REPORT};
    struct write write;
    int status = write_open(&write, editor->app, &want);

    if (!status && !is_fresh(editor))
        status = take(editor, &write);
    else if (!status && change_create(&write.change, file->path, editor->text) != 0)
        status = write_refused(&write);
    if (!status) {
        write_say(&write, "%s%.*s", is_fresh(editor) ? "" : "edited ", STR_ARGS(file->path));
        status = write_finish(&write, &name);
    }
    write_close(&write);
    return status ? keep_copy(editor, status) : editor->has_errors ? STATUS_FINDINGS : STATUS_DONE;
}

static int read_base(struct editor *editor)
{
    struct app *app = editor->app;
    const char *path = str_copy(&app->arena, editor->file->path).p;
    struct buf bytes = {0};
    struct err err = {0};
    int status;

    if (is_fresh(editor)) {
        editor->base = str_copy(&app->arena, editor->file->fresh);
        return 0;
    }
    status = fs_read(app->vault.root, path, LIMIT_FILE, &bytes, &err);
    if (status == 0)
        editor->base = str_copy(&app->arena, buf_str(&bytes));
    buf_free(&bytes);
    return status == 0 ? 0 : app_fail(app, STATUS_CANNOT, "%s", err.message);
}

int editor_run(struct app *app, const struct editor_file *file)
{
    struct editor_file own = *file;
    struct editor editor = {.app = app, .file = &own};
    int status;

    if (!is_set("VISUAL") && !is_set("EDITOR") && !(isatty(STDIN_FILENO) && isatty(STDOUT_FILENO)))
        return app_fail(app, STATUS_USAGE,
                        "no editor is set, and vi needs a terminal\nset VISUAL or EDITOR to one");
    status = read_base(&editor);
    if (status)
        return status;
    own.path = str_copy(&app->arena, file->path);
    own.name = str_copy(&app->arena, file->name);
    own.id = str_copy(&app->arena, file->id);
    app_flush(app);
    app_close_vault(app);
    status = make_copy(&editor);
    if (!status)
        status = edit(&editor);
    if (!status && !is_fresh(&editor) && str_equal(editor.text, editor.base))
        app_say(app, "nothing was changed: %.*s", STR_ARGS(own.path));
    else if (!status)
        status = record(&editor);
    drop_copy(&editor);
    return status;
}

#include <stdlib.h>

#include "doctor.h"
#include "screen.h"
#include "text/json.h"

static void put_libraries(struct json *json, const struct doctor *doctor)
{
    json_begin_array(json, "libraries");
    for (size_t i = 0; i < LIBRARY_COUNT; i++) {
        json_begin_object(json, NULL);
        json_text(json, "name", str_from(doctor->libraries[i].name));
        json_text(json, "version", doctor->libraries[i].version);
        json_end_object(json);
    }
    json_end_array(json);
}

static void put_vault(struct json *json, const struct doctor *doctor)
{
    static const char *const words[] = {"", "option", "environment", "above", "configuration"};

    json_begin_object(json, "vault");
    json_text_or_null(json, "path", doctor->path);
    json_text_or_null(json, "found_by", str_from(words[doctor->found.found_by]));
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        json_number(json, kind_plural((enum kind)kind), doctor->records[kind]);
    json_number(json, "unreadable", doctor->unreadable);
    json_number(json, "errors", doctor->errors);
    json_number(json, "warnings", doctor->warnings);
    json_number(json, "kept_twice", doctor->kept_twice);
    json_end_object(json);
}

static void put_git(struct json *json, const struct doctor *doctor)
{
    static const char *const merging[] = {"lines", "notes", "own"};
    const struct repo_look *git = &doctor->git;

    json_begin_object(json, "git");
    json_bool(json, "repository", git->is_there);
    json_text_or_null(json, "root", git->root);
    json_text_or_null(json, "branch", git->branch);
    json_text_or_null(json, "head", git->head);
    json_number(json, "changed", git->changed);
    json_number(json, "untracked", git->untracked);
    json_begin_array(json, "remotes");
    for (uint32_t i = 0; i < git->remotes.n; i++) {
        json_begin_object(json, NULL);
        json_text(json, "name", git->remotes.at[i].name);
        json_text(json, "url", git->remotes.at[i].url);
        json_end_object(json);
    }
    json_end_array(json);
    json_begin_object(json, "identity");
    json_text_or_null(json, "name", git->name);
    json_text_or_null(json, "email", git->email);
    json_end_object(json);
    json_text(json, "state", str_from(doctor_git_state(doctor)));
    json_bool(json, "locked", git->lock.n > 0);
    json_bool(json, "lock_is_stale", git->is_lock_stale);
    json_bool(json, "index_is_damaged", git->is_index_damaged);
    json_text_or_null(json, "unfinished", str_from(git->journal));
    json_text(json, "merging", str_from(merging[git->merging]));
    json_text_or_null(json, "remote", git->remote);
    if (git->is_sent)
        json_number(json, "unsent", git->unsent);
    else
        json_null(json, "unsent");
    json_end_object(json);
}

static void put_tool(struct json *json, const char *name, const struct tool *tool)
{
    json_begin_object(json, name);
    json_text_or_null(json, "command", str_from(tool->command));
    json_bool(json, "found", tool->is_found);
    json_end_object(json);
}

static void put_terminal(struct json *json, const struct doctor *doctor)
{
    unsigned columns = screen_columns(doctor->app);

    json_begin_object(json, "terminal");
    json_bool(json, "is_terminal", doctor->app->is_terminal);
    if (columns)
        json_number(json, "columns", columns);
    else
        json_null(json, "columns");
    json_text_or_null(json, "type", str_from(getenv("TERM")));
    json_bool(json, "colour", doctor->app->screen.colour);
    json_bool(json, "utf8", doctor->is_utf8);
    json_bool(json, "hyperlinks", doctor->app->screen.links);
    json_end_object(json);
}

static void put_completions(struct json *json, const struct doctor *doctor)
{
    json_begin_array(json, "completions");
    for (size_t i = 0; i < doctor->completion_count; i++) {
        json_begin_object(json, NULL);
        json_text(json, "shell", str_from(doctor->completions[i].shell));
        json_text_or_null(json, "path", doctor->completions[i].path);
        json_bool(json, "installed", doctor->completions[i].path.n > 0);
        json_end_object(json);
    }
    json_end_array(json);
}

/* A text of several lines on one. */
static void put_line(struct json *json, struct str text)
{
    struct buf line = {0};

    while (text.n) {
        size_t end = str_index(text, '\n', 0);

        buf_puts(&line, line.n ? "; " : "");
        buf_put(&line, str_slice(text, 0, end));
        text = str_skip(text, end + 1);
    }
    json_text(json, NULL, buf_str(&line));
    buf_free(&line);
}

static void put_problems(struct json *json, const struct doctor *doctor)
{
    json_begin_array(json, "problems");
    for (uint32_t i = 0; i < doctor->problems.n; i++)
        put_line(json, doctor->problems.at[i]);
    json_end_array(json);
}

static void put_fixed(struct json *json, const struct doctor *doctor)
{
    json_begin_array(json, "fixed");
    for (uint32_t i = 0; i < doctor->mended.done.n; i++)
        put_line(json, doctor->mended.done.at[i]);
    json_end_array(json);
}

void doctor_json(const struct doctor *doctor)
{
    struct json json = {.out = &doctor->app->out};

    json_begin_object(&json, NULL);
    json_text(&json, "schema", STR("infoview/doctor@1"));
    json_text(&json, "version", STR(INFOVIEW_VERSION));
    put_libraries(&json, doctor);
    put_vault(&json, doctor);
    put_git(&json, doctor);
    put_tool(&json, "editor", &doctor->editor);
    put_tool(&json, "pager", &doctor->pager);
    put_terminal(&json, doctor);
    put_completions(&json, doctor);
    put_problems(&json, doctor);
    put_fixed(&json, doctor);
    json_end_object(&json);
}

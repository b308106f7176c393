#include <stdlib.h>

#include "doctor.h"
#include "page.h"
#include "screen.h"

enum { LABEL = 10 };

static void put_entry(const struct doctor *doctor, const char *label, struct buf *text)
{
    page_entry(doctor->app, LABEL, &(struct entry){.label = str_from(label), .text = buf_str(text)});
    buf_free(text);
}

static void put_head(const struct doctor *doctor)
{
    struct buf text = {0};

    buf_puts(&text, "infoview " INFOVIEW_VERSION " with ");
    for (size_t i = 0; i < LIBRARY_COUNT; i++)
        buf_printf(&text, "%s%s %.*s", i ? ", " : "", doctor->libraries[i].name,
                   STR_ARGS(doctor->libraries[i].version));
    page_text(doctor->app, 0, STYLE_PLAIN, buf_str(&text));
    buf_free(&text);
}

/* "2 errors" */
static void put_count(struct buf *out, const char *before, uint32_t count, const char *one)
{
    buf_printf(out, "%s%u %s%s", before, count, one, count == 1 ? "" : "s");
}

static void put_records(struct buf *out, const struct doctor *doctor)
{
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        buf_printf(out, "%s%u %s", kind ? ", " : "", doctor->records[kind],
                   doctor->records[kind] == 1 ? kind_name((enum kind)kind) : kind_plural((enum kind)kind));
}

static void put_vault(const struct doctor *doctor)
{
    static const char *const ways[] = {"", "-C names it", "INFOVIEW_VAULT names it",
                                       "here or in a folder above", "your configuration names it"};
    struct buf path = {0}, records = {0}, findings = {0};

    page_title(doctor->app, "Vault");
    if (doctor->path.n)
        buf_printf(&path, "%.*s (%s)", STR_ARGS(doctor->path), ways[doctor->found.found_by]);
    else
        buf_puts(&path, "none");
    if (doctor->path.n && !doctor->has_vault)
        buf_puts(&path, ", no vault that can be read");
    put_entry(doctor, "folder", &path);
    if (!doctor->has_vault)
        return;
    put_records(&records, doctor);
    put_entry(doctor, "records", &records);
    put_count(&findings, "", doctor->errors, "error");
    put_count(&findings, ", ", doctor->warnings, "warning");
    put_count(&findings, ", ", doctor->unreadable, "unreadable file");
    put_entry(doctor, "findings", &findings);
}

/* ---- git */

static void put_repository(struct buf *out, const struct doctor *doctor)
{
    const struct repo_look *git = &doctor->git;
    struct str below = str_skip(doctor->path, git->root.n + 1);

    if (!git->root.n) {
        buf_puts(out, doctor->has_folder ? "none, so nothing has a history: 'git init' there makes one"
                                         : "no folder, so there is none to look at");
        return;
    }
    buf_put(out, git->root);
    if (git->is_there && !git->is_bare && !git->is_outside && below.n)
        buf_printf(out, ", of which the vault is '%.*s'", STR_ARGS(below));
    if (git->is_bare)
        buf_puts(out, ", bare");
    if (git->is_linked)
        buf_puts(out, ", a linked work tree");
    if (git->is_submodule)
        buf_puts(out, ", a submodule");
    if (git->is_shallow)
        buf_puts(out, ", shallow: its history is cut off");
}

static void put_state(struct buf *out, const struct repo_look *git)
{
    if (git->branch.n)
        buf_printf(out, "branch %.*s", STR_ARGS(git->branch));
    else
        buf_puts(out, git->is_detached ? "on no branch" : "branch not known");
    if (git->head.n)
        buf_printf(out, " at %.7s", git->head.p);
    else if (git->branch.n)
        buf_puts(out, ", no commits yet");
    if (git->operation)
        buf_printf(out, ", %s under way", git->operation);
    if (git->lock.n)
        buf_puts(out, ", locked");
    if (git->is_counted)
        buf_printf(out, ", %u changed, %u untracked", git->changed, git->untracked);
}

/* What waits to be sent, as far as is known without the network. */
static void put_unsent(struct buf *out, const struct repo_look *git)
{
    if (git->is_sent && git->unsent)
        buf_printf(out, " (%u commit%s not sent yet)", git->unsent, git->unsent == 1 ? "" : "s");
    else if (!git->is_sent && git->head.n)
        buf_puts(out, " (nothing sent yet)");
}

static void put_remotes(struct buf *out, const struct repo_look *git)
{
    for (uint32_t i = 0; i < git->remotes.n; i++) {
        buf_printf(out, "%s%.*s %.*s", i ? ", " : "", STR_ARGS(git->remotes.at[i].name),
                   STR_ARGS(git->remotes.at[i].url));
        if (str_equal(git->remotes.at[i].name, git->remote))
            put_unsent(out, git);
    }
    if (!git->remotes.n)
        buf_puts(out, "none");
}

static void put_author(struct buf *out, const struct repo_look *git)
{
    if (git->name.n)
        buf_put(out, git->name);
    else
        buf_puts(out, "no name");
    if (git->email.n)
        buf_printf(out, " <%.*s>", STR_ARGS(git->email));
    else
        buf_puts(out, ", no address");
}

static void put_git(const struct doctor *doctor)
{
    struct buf repository = {0}, state = {0}, remotes = {0}, author = {0};

    page_title(doctor->app, "Git");
    put_repository(&repository, doctor);
    put_entry(doctor, "repository", &repository);
    if (doctor->git.is_there) {
        put_state(&state, &doctor->git);
        put_entry(doctor, "state", &state);
        put_remotes(&remotes, &doctor->git);
        put_entry(doctor, "remotes", &remotes);
    }
    put_author(&author, &doctor->git);
    put_entry(doctor, "author", &author);
}

/* ---- programs and the terminal */

static void put_tool(const struct doctor *doctor, const char *label, const struct tool *tool)
{
    struct buf text = {0};

    if (!tool->command)
        buf_puts(&text, "none");
    else
        buf_printf(&text, "%s%s", tool->command, tool->is_found ? "" : ", which is not there");
    if (tool->from)
        buf_printf(&text, " (%s)", tool->from);
    put_entry(doctor, label, &text);
}

/* Appends the shells whose completion is, or is not, installed; false where there are none. */
static bool put_shells(struct buf *out, const struct doctor *doctor, const char *before, bool are_installed)
{
    bool has_some = false;

    for (size_t i = 0; i < doctor->completion_count; i++) {
        if ((doctor->completions[i].path.n > 0) != are_installed)
            continue;
        buf_printf(out, "%s%s", has_some ? ", " : before, doctor->completions[i].shell);
        has_some = true;
    }
    return has_some;
}

static void put_completions(const struct doctor *doctor)
{
    struct buf text = {0};
    bool has_some = put_shells(&text, doctor, "installed for ", true);

    if (put_shells(&text, doctor, has_some ? "; not for " : "not installed for ", false))
        buf_puts(&text, " (see 'infoview help completion')");
    if (!text.n)
        buf_puts(&text, "no bash, zsh or fish here");
    put_entry(doctor, "completion", &text);
}

static void put_terminal(const struct doctor *doctor)
{
    struct app *app = doctor->app;
    const char *no_colour = screen_no_colour(app), *type = getenv("TERM");
    struct buf size = {0}, shows = {0};

    page_title(app, "Terminal");
    if (!app->is_terminal)
        buf_puts(&size, "no terminal; ");
    else if (screen_columns(app))
        buf_printf(&size, "%u columns, %u lines; ", screen_columns(app), screen_lines(app));
    buf_printf(&size, "%s%s", type ? "TERM is " : "TERM is not set", type ? type : "");
    put_entry(doctor, "screen", &size);
    buf_puts(&shows, app->screen.colour ? "colour" : "no colour");
    if (!app->screen.colour && no_colour)
        buf_printf(&shows, " (%s)", no_colour);
    buf_puts(&shows, app->screen.links ? ", links, " : ", no links, ");
    if (doctor->is_utf8)
        buf_puts(&shows, "UTF-8");
    else
        buf_printf(&shows, "UTF-8 whatever the locale (%.*s) says",
                   STR_ARGS(doctor->locale.n ? doctor->locale : STR("LANG is not set")));
    put_entry(doctor, "shows", &shows);
}

/* Its first line, then what to do, further in. */
static void put_lines(struct app *app, struct str text, enum term_style style)
{
    unsigned indent = PAGE_INDENT;

    for (; text.n; indent = 2 * PAGE_INDENT) {
        size_t end = str_index(text, '\n', 0);

        buf_repeat(&app->out, ' ', indent);
        page_text(app, indent, indent == PAGE_INDENT ? style : STYLE_PLAIN, str_slice(text, 0, end));
        text = str_skip(text, end + 1);
    }
}

static void put_fixed(const struct doctor *doctor)
{
    const struct repo_mended *mended = &doctor->mended;

    if (!doctor->fixes)
        return;
    if (mended->done.n)
        page_title(doctor->app, mended->is_trial ? "Would be fixed" : "Fixed");
    else
        page_end_line(doctor->app);
    for (uint32_t i = 0; i < mended->done.n; i++)
        put_lines(doctor->app, mended->done.at[i], STYLE_GREEN);
    if (!mended->done.n)
        page_text(doctor->app, 0, STYLE_PLAIN, STR("Nothing to fix."));
}

static void put_problems(const struct doctor *doctor)
{
    struct app *app = doctor->app;

    if (!doctor->problems.n) {
        page_end_line(app);
        page_text(app, 0, STYLE_GREEN, STR("Nothing wrong."));
        return;
    }
    page_title(app, doctor->problems.n == 1 ? "1 problem" : "Problems");
    for (uint32_t i = 0; i < doctor->problems.n; i++)
        put_lines(app, doctor->problems.at[i], STYLE_RED);
}

void doctor_text(const struct doctor *doctor)
{
    put_head(doctor);
    put_vault(doctor);
    put_git(doctor);
    page_title(doctor->app, "Programs");
    put_tool(doctor, "editor", &doctor->editor);
    put_tool(doctor, "pager", &doctor->pager);
    put_completions(doctor);
    put_terminal(doctor);
    put_fixed(doctor);
    put_problems(doctor);
}

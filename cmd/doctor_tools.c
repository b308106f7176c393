#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "doctor.h"
#include "pager.h"

/* ---- programs */

static bool is_program(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 && S_ISREG(found.st_mode) && access(path, X_OK) == 0;
}

/* FOLDER/NAME in the app's arena; an empty folder is the working one, as in PATH. */
static struct str path_of(struct app *app, struct str folder, struct str name)
{
    struct buf path = {0};
    struct str copy;

    buf_put(&path, folder);
    buf_puts(&path, folder.n ? "/" : "./");
    buf_put(&path, name);
    copy = str_copy(&app->arena, buf_str(&path));
    buf_free(&path);
    return copy;
}

/* Whether a name is that of a program: by itself where it has a `/`, else in the folders of PATH. */
static bool is_in_path(struct app *app, struct str name)
{
    const char *variable = getenv("PATH");
    struct str folders = str_from(variable ? variable : "/usr/local/bin:/usr/bin:/bin");

    if (!name.n)
        return false;
    if (str_index(name, '/', 0) < name.n)
        return is_program(str_copy(&app->arena, name).p);
    for (size_t from = 0; from <= folders.n; from = str_index(folders, ':', from) + 1)
        if (is_program(path_of(app, str_slice(folders, from, str_index(folders, ':', from)), name).p))
            return true;
    return false;
}

/* The program of a line of shell: its first word, which may be quoted, behind what is set for it alone (`LC_ALL=C vi`). */
static struct str program_of(const char *command)
{
    struct str rest = str_trim(str_from(command)), word;

    if (rest.n && (rest.p[0] == '"' || rest.p[0] == '\''))
        return str_slice(rest, 1, str_index(rest, rest.p[0], 1));
    do
        word = str_word(&rest);
    while (word.n && str_index(word, '=', 0) < word.n);
    return word;
}

static const char *given(const char *variable)
{
    const char *value = getenv(variable);

    return value && *value ? value : NULL;
}

static void look_at_editor(struct doctor *doctor)
{
    struct tool *editor = &doctor->editor;

    editor->from = given("VISUAL") ? "VISUAL" : given("EDITOR") ? "EDITOR" : NULL;
    editor->command = editor->from ? given(editor->from) : "vi";
    editor->is_found = is_in_path(doctor->app, program_of(editor->command));
    if (editor->is_found)
        return;
    if (editor->from)
        doctor_add(doctor, "the editor '%s' is not there\n%s names it: set it to one that is",
                   editor->command, editor->from);
    else
        doctor_add(doctor,
                   "no editor is set, and there is no vi\nset VISUAL or EDITOR to one, as in EDITOR=nano");
}

/* Without PAGER there need be no less: all is printed straight then. */
static void look_at_pager(struct doctor *doctor)
{
    struct tool *pager = &doctor->pager;

    pager->from = getenv("PAGER") ? "PAGER" : NULL;
    pager->command = pager_command();
    pager->is_found = pager->command && is_in_path(doctor->app, program_of(pager->command));
    if (pager->command && pager->from && !pager->is_found)
        doctor_add(doctor,
                   "the pager '%s' is not there, so long output is printed straight\n"
                   "PAGER names it: set it to one that is, or to cat for none",
                   pager->command);
}

static void look_at_locale(struct doctor *doctor)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    struct buf text = {0};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (given(names[i])) {
            buf_printf(&text, "%s=%s", names[i], given(names[i]));
            break;
        }
    doctor->locale = str_copy(&doctor->app->arena, buf_str(&text));
    doctor->is_utf8 = str_find_nocase(doctor->locale, STR("utf-8"), 0) < doctor->locale.n ||
                      str_find_nocase(doctor->locale, STR("utf8"), 0) < doctor->locale.n;
    buf_free(&text);
}

/* ---- completions */

/* Where packages and `make install` put them, below /usr, /usr/local and ~/.local. */
static const struct {
    const char *shell, *paths[2];
} shells[SHELL_COUNT] = {
    {"bash", {"share/bash-completion/completions/infoview", NULL}},
    {"zsh", {"share/zsh/site-functions/_infoview", "share/zsh/vendor-completions/_infoview"}},
    {"fish", {"share/fish/vendor_completions.d/infoview.fish", NULL}},
};

/* Whether a line of /etc/shells names it. */
static bool is_login_shell(struct str lines, const char *shell)
{
    while (lines.n) {
        size_t end = str_index(lines, '\n', 0);
        struct str line = str_trim(str_slice(lines, 0, end)), name = str_from(shell);

        if (str_ends(line, name) && line.n > name.n && line.p[0] == '/' && line.p[line.n - name.n - 1] == '/')
            return true;
        lines = str_skip(lines, end + 1);
    }
    return false;
}

static struct str installed(struct app *app, size_t shell)
{
    const char *home = given("HOME");
    struct str roots[] = {STR("/usr/local"), STR("/usr"),
                          home ? path_of(app, str_from(home), STR(".local")) : (struct str){0}};

    for (size_t i = 0; i < sizeof roots / sizeof roots[0] && roots[i].n; i++)
        for (size_t k = 0; k < 2 && shells[shell].paths[k]; k++) {
            struct str path = path_of(app, roots[i], str_from(shells[shell].paths[k]));

            if (access(path.p, R_OK) == 0)
                return path;
        }
    return (struct str){0};
}

static void look_at_completions(struct doctor *doctor)
{
    enum { MUCH = 64 * 1024 };
    struct buf lines = {0};
    struct err err = {0};

    if (fs_read(AT_FDCWD, "/etc/shells", MUCH, &lines, &err))
        buf_reset(&lines);
    for (size_t i = 0; i < SHELL_COUNT; i++)
        if (is_in_path(doctor->app, str_from(shells[i].shell)) ||
            is_login_shell(buf_str(&lines), shells[i].shell))
            doctor->completions[doctor->completion_count++] =
                (struct completion){shells[i].shell, installed(doctor->app, i)};
    buf_free(&lines);
}

bool doctor_has_program(struct doctor *doctor, struct str name)
{
    return is_in_path(doctor->app, name);
}

void doctor_tools(struct doctor *doctor)
{
    look_at_editor(doctor);
    look_at_pager(doctor);
    look_at_locale(doctor);
    look_at_completions(doctor);
}

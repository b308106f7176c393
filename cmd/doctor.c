#include "doctor.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "text/md.h"
#include "text/node.h"
#include "vault/check.h"

struct options {
    bool fix;
};

static const struct opt options[] = {
    {0, "fix", OPT_FLAG, offsetof(struct options, fix), NULL,
     "set right what is wrong with git, without a loss"},
    {0},
};

void doctor_add(struct doctor *doctor, const char *format, ...)
{
    struct arena *arena = &doctor->app->arena;
    struct buf text = {0};
    va_list args;

    va_start(args, format);
    buf_vprintf(&text, format, args);
    va_end(args);
    *vec_add(&doctor->problems, arena) = str_copy(arena, buf_str(&text));
    buf_free(&text);
}

static void look_at_libraries(struct doctor *doctor)
{
    struct buf git = {0};

    repo_library_version(&git);
    doctor->libraries[0] = (struct library){"cmark", str_from(md_library_version())};
    doctor->libraries[1] = (struct library){"libyaml", str_from(node_library_version())};
    doctor->libraries[2] = (struct library){"utf8proc", str_from(utf8_library_version())};
    doctor->libraries[3] = (struct library){"libgit2", str_copy(&doctor->app->arena, buf_str(&git))};
    buf_free(&git);
}

static void set_path(struct doctor *doctor, struct str folder)
{
    struct arena *arena = &doctor->app->arena;
    char *path = folder.n ? realpath(str_copy(arena, folder).p, NULL) : NULL;

    doctor->has_folder = path != NULL;
    doctor->path = path ? str_copy(arena, str_from(path)) : folder;
    free(path);
}

/* As many as `check` counts. */
static void count_findings(struct doctor *doctor)
{
    struct check_options wanted = {.today = doctor->app->today};
    struct check check;

    check_run(&doctor->app->vault, &wanted, &doctor->app->arena, &check);
    doctor->errors = check.errors;
    doctor->warnings = check.warnings;
    for (uint32_t i = 0; i < check.n; i++)
        doctor->kept_twice += check.at[i].diag.rule == RULE_KEPT_TWICE;
}

static void judge_findings(struct doctor *doctor)
{
    if (doctor->unreadable)
        doctor_add(doctor, "%u file%s could not be read\n'infoview check' names every place and what to do",
                   doctor->unreadable, doctor->unreadable == 1 ? "" : "s");
    else if (doctor->errors)
        doctor_add(doctor, "there %s %u error%s in the files\n'infoview check' names every place",
                   doctor->errors == 1 ? "is" : "are", doctor->errors, doctor->errors == 1 ? "" : "s");
    if (doctor->kept_twice)
        doctor_add(
            doctor,
            "%u value%s kept twice, under 'conflicts:'\n"
            "'infoview check' names every place, 'infoview sync --take kept|other FILE KEY' settles one",
            doctor->kept_twice, doctor->kept_twice == 1 ? " is" : "s are");
}

/* A status only where the words of the command line are wrong: without a vault there is still much to tell. */
static int look_at_vault(struct doctor *doctor)
{
    struct app *app = doctor->app;
    int status = app_try_vault(app, &check_want, &doctor->found);

    if (status == STATUS_USAGE)
        return app_fail(app, status, "%.*s", STR_ARGS(doctor->found.problem));
    set_path(doctor, doctor->found.folder);
    doctor->has_vault = status == 0;
    if (!doctor->has_vault) {
        doctor_add(doctor, "%.*s", STR_ARGS(doctor->found.problem));
        return 0;
    }
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++)
        doctor->records[kind] = app->vault.records[kind].n;
    doctor->unreadable = app->vault.unreadable.n;
    count_findings(doctor);
    judge_findings(doctor);
    return 0;
}

static int run(struct app *app, int argc, char **argv)
{
    struct doctor doctor = {.app = app};
    struct options own = {0};
    int status;

    argc = opt_parse(app, &command_doctor, argc, argv, &own);
    if (argc < 0)
        return app->status;
    doctor.fixes = own.fix;
    app->is_writing = own.fix && !app->dry_run;
    status = app_no_words(app, argc, argv);
    if (!status)
        status = look_at_vault(&doctor);
    if (status)
        return status;
    look_at_libraries(&doctor);
    status = doctor_fix(&doctor);
    doctor_git(&doctor);
    doctor_tools(&doctor);
    if (app->format == FORMAT_JSON)
        doctor_json(&doctor);
    else
        doctor_text(&doctor);
    return status;
}

const struct command command_doctor = {
    .name = "doctor",
    .group = "Plumbing",
    .words = "",
    .about = "what is here and what is wrong: vault, git, editor, terminal",
    .examples = "infoview doctor\n"
                "infoview doctor --fix\n"
                "infoview doctor --json\n",
    .options = options,
    .formats = "text|json",
    .run = run,
};

/*
 * What doctor sees: gathered in one struct, then printed as text or JSON. Gathering it changes nothing; what --fix does comes
 * before, and the report is of what is left.
 */
#ifndef CMD_DOCTOR_H
#define CMD_DOCTOR_H

#include "cmd.h"
#include "repo/look.h"
#include "repo/mend.h"

enum { LIBRARY_COUNT = 4, SHELL_COUNT = 3 };

struct library {
    const char *name;
    struct str version;
};

/* A program of the user's. */
struct tool {
    const char *command; /* with its arguments; NULL: none is wanted */
    const char *from;    /* the variable that names it; NULL: what is usual */
    bool is_found;       /* its first word is a program */
};

/* Completion for a shell that is on this machine. */
struct completion {
    const char *shell;
    struct str path; /* empty: it is not installed */
};

struct doctor {
    struct app *app;
    bool fixes; /* --fix */
    struct library libraries[LIBRARY_COUNT];
    struct place_found found;
    bool has_folder, has_vault; /* the folder is there; it is a vault, and was read */
    struct str path;            /* of the folder: absolute where it is there; empty: none was named */
    uint32_t records[KIND_FOLDERS], unreadable, errors, warnings;
    uint32_t kept_twice; /* values that a merge kept beside others, and nobody has settled */
    struct repo_mended mended;
    struct repo_look git;
    struct tool editor, pager;
    struct str locale; /* "LANG=de_DE.UTF-8": the variable that decides; empty: none is set */
    bool is_utf8;
    struct completion completions[SHELL_COUNT];
    size_t completion_count;
    struct {
        VEC(struct str);
    } problems; /* each: what is wrong, then lines that say what to do */
};

/* Adds to the problems. */
ATTR_PRINTF(2, 3) void doctor_add(struct doctor *doctor, const char *format, ...);

/* Sets right what can be, before the rest is looked at; 0 or STATUS_CANNOT, said. */
int doctor_fix(struct doctor *doctor);

/* Gather the parts: git (needs the vault's path), and the programs and shells of the machine. */
void doctor_git(struct doctor *doctor);
void doctor_tools(struct doctor *doctor);

/* Whether a program of that name stands in a folder of PATH. */
bool doctor_has_program(struct doctor *doctor, struct str name);

/* What git's state is in a word: "clean", "merge" …; "none" without a repository. */
const char *doctor_git_state(const struct doctor *doctor);

void doctor_text(const struct doctor *doctor);
void doctor_json(const struct doctor *doctor);

#endif

/*
 * What the parts of `init` share: init.c (the command and what it says), init_files.c
 * (which files, and what stands in them), init_commit.c (git), init_clone.c (a vault that
 * is elsewhere), init_config.c (the user's configuration).
 */
#ifndef CMD_INIT_H
#define CMD_INIT_H

#include "cmd.h"
#include "repo/clone.h"

/* One file that a new vault has. */
struct init_file {
    struct str path; /* from the vault's root; NUL-terminated */
    struct str bytes;
    bool is_demo;
    bool is_there; /* something stood there before, and stays as it is */
    bool is_same;  /* … with these very bytes */
};

struct init {
    struct app *app;
    bool demo, no_git;
    const char *url;    /* --clone; NULL: none */
    const char *folder; /* as it was given */
    struct str root;    /* its absolute path without links; NUL-terminated; the last steps need not exist */
    int fd;             /* of the folder; -1: it is not there */
    bool is_vault;      /* infoview.yaml stood there before */
    bool has_markdown;  /* no vault before, but Markdown files */
    bool has_records;   /* some in a record folder */
    uint32_t left_out;  /* demo files that are not added beside other people's records */
    struct settings settings;
    struct {
        VEC(struct init_file); /* sorted by the bytes of their paths */
    } files;
    bool is_committing; /* a commit was wanted: `commit` says what became of it */
    struct repo_result commit;
    struct repo_clone clone;
};

/* Looks at the folder and fills `files`: templates/init, with `demo` templates/demo over it, the JSON Schema. */
void init_plan(struct init *init);

/* Makes the folder, the missing files and the record folders. 0 or -1. */
int init_write(struct init *init, struct err *err);

/* Commits the new files unless that is not wanted. 0, or -1 where git failed. */
int init_commit(struct init *init, struct err *err);

/* What a folder is called that a clone of the address goes to, as git does it; in `arena`, empty: that is not to be seen. */
const char *init_clone_folder(struct arena *arena, const char *url);

/* Looks whether the folder can become a clone, before anything is made; 0 or an exit status, said. */
int init_clone_judge(struct init *init);

/*
 * Clones into the folder. 0: a vault was received, or nothing is there yet, and a new one is to be made (init->clone.state says
 * which); else an exit status, said.
 */
int init_clone(struct init *init);

/* Ends the clone: what is begun is done. */
void init_clone_end(struct init *init);

/* Appends a word as a shell reads it. */
void init_put_word(struct buf *out, struct str word);

/* Says what became of the commit. */
void init_say_commit(struct init *init);

/* Makes the vault the user's, where the configuration names none; says what it did. Never an error. */
void init_configure(struct init *init);

#endif

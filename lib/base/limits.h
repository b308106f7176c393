/*
 * Every limit of the program. Input is hostile: each limit has a diagnostic and a
 * test. The numbers for what a file may hold are those of format.md, "Front
 * matter"; sizes are in bytes.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

enum {
    LIMIT_FILE = 4 * 1024 * 1024,   /* format.md: a file; larger ones are not read */
    LIMIT_FRONT_MATTER = 64 * 1024, /* format.md: front matter, fences not counted */
    LIMIT_BODY = 128 * 1024,        /* format.md: a body; larger ones are not parsed */
    LIMIT_BODY_BRACKETS = 4000,     /* format.md: `[` in a body: cmark 0.30.2 is quadratic in them */
    LIMIT_BODY_NESTING = 4000000,  /* list items open at a blank line, summed over those: cmark visits each */
    LIMIT_HTML_DEPTH = 100,        /* elements within elements of a body's HTML; browsers flatten at 512 */
    LIMIT_YAML_DEPTH = 32,         /* format.md: nesting: libyaml 0.2.5 is quadratic in it */
    LIMIT_YAML_NODES = 10000,      /* format.md: scalars, lists and maps of one front matter */
    LIMIT_SCALAR = 16 * 1024,      /* format.md: one scalar */
    LIMIT_TEMPLATE = 256 * 1024,   /* a template */
    LIMIT_TEMPLATE_DEPTH = 100,    /* tags within tags, and partials within partials */
    LIMIT_TEMPLATE_DELIMITER = 16, /* `{{` and what a template writes for it */
    LIMIT_TEMPLATE_STEPS = 20 * 1000 * 1000,  /* parts rendered and names compared for one page */
    LIMIT_TEMPLATE_OUTPUT = 16 * 1024 * 1024, /* one page */
    LIMIT_SHOWN_LINE =
        2000, /* bytes of a line that check shows and looks into; of a longer one only the place is known */
    LIMIT_IGNORED = 64,       /* words in a file's comments that silence rules of check */
    LIMIT_FOLDER_DEPTH = 64,  /* folders below the vault's root (format.md allows "sub-folders"; fs_walk) */
    LIMIT_OPEN_FOLDERS = 128, /* descriptors that each of five walks keeps open; none is refused */
};

#endif

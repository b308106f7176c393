/*
 * The files that the binary carries: those of templates/init and templates/demo, the
 * completion scripts of cmd/completions, and the manual pages of cmd/man as text
 * ("man/infoview.1"; manual.h). The definitions are written by templates/embed.c during the build.
 */
#ifndef CMD_EMBEDDED_H
#define CMD_EMBEDDED_H

#include <stddef.h>

struct embedded_file {
    const char *path;          /* from its root (Makefile, EMBEDDED), as in "init/plan.md" */
    const unsigned char *data; /* any bytes; one NUL, not counted in `size`, follows them */
    size_t size;
};

/* Sorted by the bytes of their path. */
extern const struct embedded_file embedded_files[];
extern const size_t embedded_count;

#endif

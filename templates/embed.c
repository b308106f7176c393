/*
 * A tool of the build: writes the files below some folders as a C source.
 *
 *     embed ROOT/./FOLDER... >embedded.c
 *
 * Each file below ROOT/./FOLDER, names that begin with a dot included, becomes a
 * row of `embedded_files` (cmd/embedded.h), under its path from ROOT, sorted by
 * the bytes of that path: the output depends on nothing but the files. What is
 * neither file nor folder ends it with a message. A FOLDER that does not exist
 * has no files.
 */
#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { max_open = 16, bytes_a_line = 24 };

/* Stands in an argument between the root and what is below it. */
static const char mark[] = "/./";

/* nftw gives its callback no context, hence these. */
static char **paths;
static size_t path_count;

static void fail(const char *what, const char *path)
{
    fprintf(stderr, "embed: %s: %s\n", path, what);
    exit(1);
}

static int collect(const char *path, const struct stat *st, int type, struct FTW *at)
{
    char **more;

    (void)at;
    if (type == FTW_D)
        return 0;
    if (type != FTW_F || !S_ISREG(st->st_mode))
        fail("neither a file nor a folder", path);
    more = realloc(paths, (path_count + 1) * sizeof *paths);
    if (!more || !(more[path_count] = strdup(path)))
        fail("out of memory", path);
    paths = more;
    path_count++;
    return 0;
}

/* What follows the root in a path. */
static const char *name_of(const char *path)
{
    return strstr(path, mark) + strlen(mark);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(name_of(*(char *const *)a), name_of(*(char *const *)b));
}

static void put_path(const char *path)
{
    for (const unsigned char *p = (const unsigned char *)path; *p; p++) {
        if (*p < ' ' || *p > '~' || strchr("\"\\?", *p))
            printf("\\%03o", *p);
        else
            putchar(*p);
    }
}

/* Writes the bytes of one file as an array and gives their number. */
static size_t put_bytes(const char *path, size_t index)
{
    FILE *in = fopen(path, "rb");
    size_t size = 0;
    int c;

    if (!in)
        fail(strerror(errno), path);
    printf("static const unsigned char file_%zu[] = {", index);
    while ((c = getc(in)) != EOF)
        printf("%s%d,", size++ % bytes_a_line ? "" : "\n    ", c);
    if (ferror(in))
        fail(strerror(errno), path);
    fclose(in);
    puts(size ? "\n    0};" : "0};");
    return size;
}

int main(int argc, char **argv)
{
    size_t *sizes;

    if (argc < 2) {
        fputs("usage: embed ROOT/./FOLDER...\n", stderr);
        return 2;
    }
    for (int i = 1; i < argc; i++) {
        struct stat st;

        if (!strstr(argv[i], mark))
            fail("has no /./ between root and folder", argv[i]);
        if (stat(argv[i], &st) != 0 && errno == ENOENT)
            continue;
        if (nftw(argv[i], collect, max_open, FTW_PHYS) != 0)
            fail(strerror(errno), argv[i]);
    }
    if (path_count)
        qsort(paths, path_count, sizeof *paths, by_name);
    sizes = calloc(path_count + 1, sizeof *sizes);
    if (!sizes)
        fail("out of memory", argv[1]);

    puts("/* Written by templates/embed.c; edit the files that it was made from instead. */");
    puts("#include \"embedded.h\"\n");
    for (size_t i = 0; i < path_count; i++)
        sizes[i] = put_bytes(paths[i], i);
    puts("\nconst struct embedded_file embedded_files[] = {");
    for (size_t i = 0; i < path_count; i++) {
        fputs("    {\"", stdout);
        put_path(name_of(paths[i]));
        printf("\", file_%zu, %zu},\n", i, sizes[i]);
    }
    if (path_count == 0)
        puts("    {0}, /* C has no empty arrays */");
    printf("};\nconst size_t embedded_count = %zu;\n", path_count);
    for (size_t i = 0; i < path_count; i++)
        free(paths[i]);
    free(paths);
    free(sizes);
    if (fflush(stdout) != 0 || ferror(stdout))
        fail(strerror(errno), "standard output");
    return 0;
}

/*
 * What looking at a vault costs at the least.
 *
 *     yardstick read FOLDER    R: walk; open, one read into a big buffer, close each file
 *     yardstick stat FOLDER    S: the same walk with fstatat only
 *
 * Names that begin with a dot are passed over, as report does. Prints the number
 * of files and of bytes: both are checked against the vault that was made.
 */
#define _DEFAULT_SOURCE /* d_type: without it the walk would need a stat of its own */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { buffer_size = 4 << 20 }; /* the largest file that infoview reads */

struct total {
    char *buffer; /* NULL: stat only */
    unsigned long long files;
    unsigned long long bytes;
};

static void fail(const char *path)
{
    perror(path);
    exit(1);
}

static void look(struct total *total, int folder, const char *name)
{
    if (total->buffer) {
        int fd = openat(folder, name, O_RDONLY | O_CLOEXEC);
        ssize_t n = read(fd, total->buffer, buffer_size);

        if (n < 0)
            fail(name);
        close(fd);
        total->bytes += (unsigned long long)n;
    } else {
        struct stat st;

        if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
            fail(name);
        total->bytes += (unsigned long long)st.st_size;
    }
    total->files++;
}

static void walk(struct total *total, int at, const char *path)
{
    int fd = openat(at, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *folder = fd < 0 ? NULL : fdopendir(fd);
    struct dirent *entry;

    if (!folder)
        fail(path);
    while ((entry = readdir(folder))) {
        if (entry->d_name[0] == '.')
            continue;
        if (entry->d_type == DT_DIR)
            walk(total, fd, entry->d_name);
        else if (entry->d_type == DT_REG)
            look(total, fd, entry->d_name);
    }
    closedir(folder);
}

int main(int argc, char **argv)
{
    struct total total = {0};

    if (argc != 3 || (strcmp(argv[1], "read") != 0 && strcmp(argv[1], "stat") != 0)) {
        fputs("usage: yardstick read|stat FOLDER\n", stderr);
        return 2;
    }
    if (argv[1][0] == 'r' && !(total.buffer = malloc(buffer_size)))
        fail("malloc");
    walk(&total, AT_FDCWD, argv[2]);
    printf("%llu files, %llu bytes\n", total.files, total.bytes);
    free(total.buffer);
    return 0;
}

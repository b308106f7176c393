/*
 * Runs a fuzz target over files, without a fuzzer.
 *
 *     replay [-optional] [-each N] FILE|FOLDER...
 *
 * Each argument is one TAP test: its files, folders entered to any depth,
 * symbolic links and special files passed over, in the order of their names.
 * An argument that does not exist fails, or is skipped after `-optional`; after
 * `-each N` the first of every N files is run. The empty input is always run first. When the target crashes or takes longer than
 * `seconds_an_input`, the input is named before the process ends.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Hundreds of times what the slowest hostile input takes under sanitizers. */
enum { seconds_an_input = 20 };

static char current[4096]; /* the input being run, for the signal handler */

static struct {
    size_t met, each; /* files met, and how many are passed on the way to the next that is run */
} sample = {0, 1};

static void say(const char *text)
{
    ssize_t ignored = write(STDOUT_FILENO, text, strlen(text));
    (void)ignored;
}

static void on_signal(int number)
{
    say(number == SIGALRM ? "\nBail out! too slow: " : "\nBail out! crashed: ");
    say(current);
    say("\n");
    signal(number, SIG_DFL);
    raise(number);
}

static void fail(const char *what, const char *path)
{
    printf("Bail out! %s: %s\n", path, what);
    fflush(stdout);
    exit(1);
}

static void run_one(const uint8_t *data, size_t size)
{
    alarm(seconds_an_input);
    LLVMFuzzerTestOneInput(data, size);
    alarm(0);
}

/* The input has a block of its own size, so that a read past its end is seen. */
static void run_file(int folder, const char *name, size_t size)
{
    uint8_t *data = malloc(size ? size : 1);
    size_t at = 0;
    int fd = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0 || !data)
        fail(strerror(errno), current);
    while (at < size) {
        ssize_t n = read(fd, data + at, size - at);
        if (n < 0)
            fail(strerror(errno), current);
        if (n == 0)
            break;
        at += (size_t)n;
    }
    close(fd);
    run_one(data, at);
    free(data);
}

static size_t run_tree(int folder, const char *name);

static int is_entry(const struct dirent *entry)
{
    return strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
}

static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static size_t run_folder(int folder, const char *name)
{
    struct dirent **entries;
    int fd = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int count;
    size_t inputs = 0;
    char here[64];

    /* scandir takes a path; this one holds whatever the depth. */
    snprintf(here, sizeof here, "/proc/self/fd/%d", fd);
    if (fd < 0 || (count = scandir(here, &entries, is_entry, by_bytes)) < 0)
        fail(strerror(errno), current);
    for (int i = 0; i < count; i++) {
        inputs += run_tree(fd, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    close(fd);
    return inputs;
}

/* Gives the number of files run. `current` grows by the name and shrinks again. */
static size_t run_tree(int folder, const char *name)
{
    size_t length = strlen(current);
    size_t room = sizeof current - length;
    size_t inputs = 0;
    struct stat st;

    if (snprintf(current + length, room, "%s%s", length ? "/" : "", name) >= (int)room)
        fail("path too long", current);
    if (fstatat(folder, name, &st, AT_SYMLINK_NOFOLLOW) != 0)
        fail(strerror(errno), current);
    if (S_ISDIR(st.st_mode)) {
        inputs = run_folder(folder, name);
    } else if (S_ISREG(st.st_mode)) {
        inputs = sample.met++ % sample.each == 0;
        if (inputs)
            run_file(folder, name, (size_t)st.st_size);
    }
    current[length] = '\0';
    return inputs;
}

static int run_argument(int number, const char *path, int optional)
{
    struct stat st;
    size_t inputs;

    if (stat(path, &st) != 0) {
        printf(optional ? "ok %d - %s # SKIP skipped, there is no such folder here\n"
                        : "not ok %d - %s: no such file or folder\n",
               number, path);
        return optional ? 0 : 1;
    }
    sample.met = 0;
    inputs = run_tree(AT_FDCWD, path);
    printf(inputs ? "ok %d - %s: %zu inputs\n" : "not ok %d - %s: %zu inputs\n", number, path, inputs);
    fflush(stdout);
    return inputs ? 0 : 1;
}

int main(int argc, char **argv)
{
    static const int signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGALRM};
    int failed = 0;
    int optional = 0;
    int number = 1;

    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++)
        signal(signals[i], on_signal);
    snprintf(current, sizeof current, "the empty input");
    run_one((const uint8_t *)"", 0);
    current[0] = '\0';
    puts("ok 1 - the empty input");
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "-optional") == 0)
            optional = 1;
        else if (strcmp(argv[i], "-each") == 0 && i + 1 < argc)
            sample.each = strtoul(argv[++i], NULL, 10);
        else
            failed += run_argument(++number, argv[i], optional);
    }
    printf("1..%d\n", number);
    return failed != 0;
}

#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/os.h"

const char *child_variable(char *const *environment, const char *name)
{
    size_t n = strlen(name);

    for (; environment && *environment; environment++)
        if (strncmp(*environment, name, n) == 0 && (*environment)[n] == '=')
            return *environment + n + 1;
    return NULL;
}

static bool is_program(const char *path)
{
    struct stat found;

    return stat(path, &found) == 0 && S_ISREG(found.st_mode) && access(path, X_OK) == 0;
}

/* Finds a program as a shell does, but that an empty step of PATH names no folder. False: there is none. */
static bool find(const char *name, char *const *environment, struct buf *path)
{
    struct str folders = str_from(child_variable(environment, "PATH"));

    if (strchr(name, '/')) {
        buf_puts(path, name);
        buf_putc(path, '\0');
        return true;
    }
    for (size_t from = 0, to; from < folders.n; from = to + 1) {
        to = str_index(folders, ':', from);
        buf_reset(path);
        buf_put(path, str_slice(folders, from, to));
        buf_printf(path, "/%s", name);
        buf_putc(path, '\0');
        if (to > from && is_program(path->p))
            return true;
    }
    return false;
}

bool child_exists(const char *name, char *const *environment)
{
    struct buf path = {0};
    bool is_there = find(name, environment, &path);

    buf_free(&path);
    return is_there;
}

/* ---- starting */

/* Both ends of two pipes: [0] is read here, [1] written there. */
struct pipes {
    int out[2], problems[2];
};

static void close_end(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void close_pipes(struct pipes *pipes)
{
    for (int i = 0; i < 2; i++) {
        close_end(&pipes->out[i]);
        close_end(&pipes->problems[i]);
    }
}

/* No child inherits our ends, nor another thread's child any of them. */
static int open_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return -1;
    return fcntl(ends[0], F_SETFD, FD_CLOEXEC) == 0 && fcntl(ends[1], F_SETFD, FD_CLOEXEC) == 0 ? 0 : -1;
}

static int open_pipes(struct pipes *pipes)
{
    *pipes = (struct pipes){{-1, -1}, {-1, -1}};
    return open_pipe(pipes->out) == 0 && open_pipe(pipes->problems) == 0 ? 0 : errno;
}

/* What is ignored here, as a pager's caller does, is not ignored there. */
static void reset_signals(posix_spawnattr_t *attributes, bool is_apart)
{
    sigset_t none, all;

    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &all);
    posix_spawnattr_setflags(attributes, (short)(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
                                                 (is_apart ? os_spawn_session() : 0)));
}

/* An errno number, or 0. */
static int start(const struct child *child, const char *path, const struct pipes *pipes, pid_t *pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    int number = posix_spawn_file_actions_init(&actions);

    if (number)
        return number;
    number = posix_spawnattr_init(&attributes);
    if (!number) {
        reset_signals(&attributes, child->is_apart);
        number = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        if (!number)
            number = posix_spawn_file_actions_adddup2(&actions, pipes->out[1], STDOUT_FILENO);
        if (!number)
            number = posix_spawn_file_actions_adddup2(&actions, pipes->problems[1], STDERR_FILENO);
        if (!number) /* its words are not written to: POSIX, rationale of exec */
            number = posix_spawn(pid, path, &actions, &attributes, (char *const *)(uintptr_t)child->words,
                                 child->environment);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return number;
}

/* ---- listening */

/* Takes what is there; false at the end. */
static bool take(int fd, size_t limit, struct buf *into)
{
    char bytes[4096];
    ssize_t got = read(fd, bytes, sizeof bytes);

    if (got < 0)
        return errno == EINTR || errno == EAGAIN;
    if (into->n < limit)
        buf_put(into, (struct str){bytes, (size_t)got < limit - into->n ? (size_t)got : limit - into->n});
    return got > 0;
}

/* Takes what comes within `milliseconds`; false: nothing came, or both are at their end. */
static bool listen_once(struct pipes *pipes, size_t limit, int milliseconds, struct child_result *result)
{
    struct pollfd ends[2] = {{.fd = pipes->out[0], .events = POLLIN},
                             {.fd = pipes->problems[0], .events = POLLIN}};

    if (poll(ends, 2, milliseconds) <= 0)
        return false;
    if (ends[0].revents && !take(pipes->out[0], limit, &result->out))
        close_end(&pipes->out[0]);
    if (ends[1].revents && !take(pipes->problems[0], limit, &result->problems))
        close_end(&pipes->problems[0]);
    return true;
}

static int exit_status(int status)
{
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* Ends a program from which nothing comes any more: asked first, then made to. */
static void end_stalled(const struct child *child, pid_t pid, struct child_result *result)
{
    pid_t whom = child->is_apart ? -pid : pid;

    kill(whom, result->is_stalled ? SIGKILL : SIGTERM);
    result->is_stalled = true;
}

/* To the end of the program itself: what it has left running may keep its outputs open for ever. */
static int listen_to(const struct child *child, struct pipes *pipes, pid_t pid, struct child_result *result)
{
    enum { STEP = 50, SECOND = 1000, GRACE = 2 };
    unsigned silent = 0; /* milliseconds */
    pid_t ended = 0;
    int status = 0;

    while (ended == 0 && (pipes->out[0] >= 0 || pipes->problems[0] >= 0)) {
        if (listen_once(pipes, child->limit, STEP, result)) {
            silent = 0;
            continue;
        }
        ended = waitpid(pid, &status, WNOHANG);
        silent += STEP;
        if (ended == 0 && child->patience &&
            silent >= (result->is_stalled ? GRACE : child->patience) * SECOND) {
            end_stalled(child, pid, result);
            silent = 0;
        }
    }
    while (listen_once(pipes, child->limit, 0, result))
        ;
    while (ended != pid) {
        ended = waitpid(pid, &status, 0);
        if (ended < 0 && errno != EINTR)
            return 127;
    }
    return exit_status(status);
}

int child_run(const struct child *child, struct child_result *result, struct err *err)
{
    struct buf path = {0};
    struct pipes pipes;
    pid_t pid = 0;
    int number;

    if (!find(child->words[0], child->environment, &path)) {
        buf_free(&path);
        return err_set(err, ERR_NOT_FOUND, "there is no program '%s'", child->words[0]);
    }
    number = open_pipes(&pipes);
    if (!number)
        number = start(child, path.p, &pipes, &pid);
    if (!number) {
        close_end(&pipes.out[1]);
        close_end(&pipes.problems[1]);
        result->status = listen_to(child, &pipes, pid, result);
    }
    close_pipes(&pipes);
    buf_free(&path);
    return number ? err_errno(err, number, "cannot run '%s'", child->words[0]) : 0;
}

void child_free(struct child_result *result)
{
    buf_free(&result->out);
    buf_free(&result->problems);
}

#include "pager.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/utf8.h"
#include "screen.h"

const char *pager_command(void)
{
    const char *pager = getenv("PAGER");

    if (!pager)
        return "less";
    return *pager && strcmp(pager, "cat") != 0 ? pager : NULL;
}

bool pager_is_wanted(const struct app *app)
{
    return app->pages && app->is_terminal && !app->quiet && !app->no_input && !screen_is_dumb() &&
           isatty(STDIN_FILENO);
}

/* ---- how long it is */

/* Where the escape sequence at the start of `s` ends: CSI … letter, or OSC … ESC \. */
static size_t escape_length(struct str s)
{
    size_t n = 2;

    if (s.n > 1 && s.p[1] == ']')
        return str_find(s, STR("\033\\"), n) + 2;
    while (n < s.n && !is_alpha(s.p[n]))
        n++;
    return n + 1;
}

static unsigned cells_of(struct str line)
{
    unsigned cells = 0;

    while (line.n) {
        size_t end = str_index(line, '\033', 0);

        cells += utf8_width(str_slice(line, 0, end));
        line = str_skip(line, end);
        if (line.n)
            line = str_skip(line, escape_length(line));
    }
    return cells;
}

/* Whether the text and a prompt after it do not fit; a line that is wider than the screen takes several. */
static bool is_long(struct str text, unsigned columns, unsigned lines)
{
    unsigned used = 0;

    while (text.n && used < lines) {
        size_t end = str_index(text, '\n', 0);
        unsigned cells = cells_of(str_slice(text, 0, end));

        used += columns && cells > columns ? (cells + columns - 1) / columns : 1;
        text = str_skip(text, end + 1);
    }
    return used >= lines;
}

/* ---- the child */

/* What was set up for the terminal's signals before. */
struct signals {
    struct sigaction interrupt, quit, pipe;
};

/* Ctrl-C is the pager's: if it ended us, the pager would fight the shell for the terminal. */
static void hold_signals(struct signals *before)
{
    struct sigaction ignore = {.sa_handler = SIG_IGN};

    sigemptyset(&ignore.sa_mask);
    sigaction(SIGINT, &ignore, &before->interrupt);
    sigaction(SIGQUIT, &ignore, &before->quit);
    sigaction(SIGPIPE, &ignore, &before->pipe);
}

static void release_signals(const struct signals *before)
{
    sigaction(SIGINT, &before->interrupt, NULL);
    sigaction(SIGQUIT, &before->quit, NULL);
    sigaction(SIGPIPE, &before->pipe, NULL);
}

/* As git does: a shell only for what a shell has to take apart. Never returns. */
static void become_pager(const char *command, int from)
{
    dup2(from, STDIN_FILENO);
    close(from);
    setenv("LESS", "FRX", 0);
    setenv("LESSCHARSET", "utf-8", 0);
    if (strpbrk(command, "|&;<>()$`\\\"' \t\n*?[#~=%"))
        execlp("sh", "sh", "-c", command, (char *)NULL);
    else
        execlp(command, command, (char *)NULL);
    _exit(127);
}

/* Starts the pager; where to write, or -1. */
static int start(const char *command, const struct signals *before, pid_t *pid)
{
    int ends[2];

    if (pipe(ends) != 0)
        return -1;
    *pid = fork();
    if (*pid == 0) {
        close(ends[1]);
        release_signals(before);
        become_pager(command, ends[0]);
    }
    close(ends[0]);
    if (*pid > 0)
        return ends[1];
    close(ends[1]);
    return -1;
}

/* Waits for the pager; false where it could not be run (POSIX, 2.8.2: 126 and 127). */
static bool has_run(pid_t pid)
{
    int status = 0;

    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return true;
    return !WIFEXITED(status) || (WEXITSTATUS(status) != 126 && WEXITSTATUS(status) != 127);
}

bool pager_show(struct app *app, struct str text)
{
    enum { USUAL_LINES = 24 };
    const char *command = pager_command();
    struct signals before;
    bool is_shown = false;
    pid_t pid;
    int to;

    if (!command || !is_long(text, screen_columns(app), screen_lines(app) ? screen_lines(app) : USUAL_LINES))
        return false;
    hold_signals(&before);
    to = start(command, &before, &pid);
    if (to >= 0) {
        app_write(to, text); /* may fail: the rest was not wanted */
        close(to);
        is_shown = has_run(pid);
    }
    release_signals(&before);
    return is_shown;
}

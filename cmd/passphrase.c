#include "passphrase.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include "ask.h"
#include "base/utf8.h"
#include "site/seal.h"

enum { LONGEST = 1000 }; /* bytes */

/* A line as it was read. */
struct line {
    char bytes[LONGEST + 1];
    size_t n;
};

/* ---- judging */

static size_t characters(struct str text)
{
    size_t n = 0;

    for (; text.n; n++)
        utf8_next_grapheme(&text);
    return n;
}

/* Whether it can be typed into a field of a page. */
static bool is_typeable(struct str text)
{
    if (utf8_invalid(text) < text.n)
        return false;
    while (text.n)
        if (utf8_is_hostile(utf8_next(&text)))
            return false;
    return true;
}

static int refuse_short(struct app *app, size_t n)
{
    if (!n)
        return app_fail(app, STATUS_USAGE, "there is no passphrase");
    return app_fail(app, STATUS_USAGE,
                    "the passphrase has %zu character%s, and must have at least %d\n"
                    "who has the file can try as many as they like: take several words, or --generate",
                    n, n == 1 ? "" : "s", SEAL_LEAST_PASSPHRASE);
}

/* Takes a line as the passphrase; 0 or STATUS_USAGE, said. */
static int take(struct app *app, const struct line *line, struct passphrase *passphrase)
{
    struct str text = {line->bytes, line->n};
    size_t n;

    while (text.n && is_space(text.p[text.n - 1]))
        text.n--;
    if (line->n > LONGEST)
        return app_fail(app, STATUS_USAGE, "the passphrase is over %d bytes", LONGEST);
    if (!is_typeable(text))
        return app_fail(app, STATUS_USAGE,
                        "the passphrase has characters that cannot be typed into a page\n"
                        "it is text in UTF-8, in one line");
    passphrase->text = seal_normal(&app->arena, text);
    n = characters(passphrase->text);
    if (n >= SEAL_LEAST_PASSPHRASE)
        return 0;
    passphrase_wipe(passphrase);
    return refuse_short(app, n);
}

void passphrase_wipe(struct passphrase *passphrase)
{
    seal_wipe((void *)(uintptr_t)passphrase->text.p, passphrase->text.n);
    passphrase->text = (struct str){0};
}

/* ---- from a descriptor or a file */

/* Reads to the end of the first line; false with errno. */
static bool read_line(int fd, struct line *line)
{
    ssize_t got = 1;

    line->n = 0;
    while (line->n < sizeof line->bytes) {
        got = read(fd, line->bytes + line->n, 1);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0 || line->bytes[line->n] == '\n')
            break;
        line->n++;
    }
    return got >= 0;
}

static int read_descriptor(struct app *app, const char *word, struct line *line)
{
    enum { MOST = 1024 };
    uint32_t fd;

    if (!str_number(str_from(word), MOST, &fd))
        return app_fail(app, STATUS_USAGE, "--passphrase-fd takes the number of a descriptor, not '%s'",
                        word);
    if (!read_line((int)fd, line))
        return app_fail(app, STATUS_USAGE, "cannot read the passphrase from descriptor %s: %s", word,
                        strerror(errno));
    return 0;
}

static int read_file(struct app *app, const char *path, struct line *line)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK), status = 0;
    struct stat found;

    if (fd < 0)
        return app_fail(app, STATUS_USAGE, "cannot read '%s': %s", path, strerror(errno));
    if (fstat(fd, &found) != 0 || !S_ISREG(found.st_mode))
        status = app_fail(app, STATUS_USAGE, "'%s' is no regular file", path);
    else if (found.st_mode & 077 || found.st_uid != geteuid())
        status =
            app_fail(app, STATUS_USAGE, "'%s' is not yours alone to read: its mode is %04o\nchmod 600 '%s'",
                     path, (unsigned)found.st_mode & 07777, path);
    else if (!read_line(fd, line))
        status = app_fail(app, STATUS_USAGE, "cannot read '%s': %s", path, strerror(errno));
    close(fd);
    return status;
}

/* ---- from the terminal */

/* A terminal that does not show what is typed. */
struct unseen {
    struct termios before;
    sigset_t watched, mask; /* signals that would end or stop us while it is so; those held back before */
};

static void hide(struct unseen *unseen)
{
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
    struct termios silent;

    sigemptyset(&unseen->watched);
    for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
        sigaddset(&unseen->watched, signals[i]);
    sigprocmask(SIG_BLOCK, &unseen->watched, &unseen->mask);
    tcgetattr(STDIN_FILENO, &unseen->before);
    silent = unseen->before;
    silent.c_lflag &= (tcflag_t) ~(ECHO | ECHOE | ECHOK);
    silent.c_lflag |= ECHONL;
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
}

/* Signals that came meanwhile take effect here. */
static void show(const struct unseen *unseen)
{
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen->before);
    sigprocmask(SIG_SETMASK, &unseen->mask, NULL);
}

/* Whether one of the signals has come. */
static bool is_signalled(const struct unseen *unseen)
{
    sigset_t pending;

    sigpending(&pending);
    for (int signal = 1; signal < SIGRTMIN; signal++)
        if (sigismember(&unseen->watched, signal) == 1 && sigismember(&pending, signal) == 1)
            return true;
    return false;
}

/* Reads a line that is not shown; false at the end of input. The terminal is as it was whatever ends it. */
static bool ask_unseen(struct app *app, const char *question, struct line *line)
{
    enum { LOOK_MS = 100 };
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};
    struct unseen unseen;
    bool is_read;

    app_flush(app);
    hide(&unseen);
    app_write(STDERR_FILENO, str_from(question));
    while (poll(&input, 1, LOOK_MS) <= 0)
        if (is_signalled(&unseen)) {
            show(&unseen); /* ends here, or goes on after having been stopped */
            hide(&unseen);
            app_write(STDERR_FILENO, str_from(question));
        }
    is_read = read_line(STDIN_FILENO, line);
    show(&unseen);
    return is_read && line->n;
}

int passphrase_ask(struct app *app, struct passphrase *passphrase)
{
    struct line first = {.n = 0}, second = {.n = 0};
    int status;

    if (!ask_is_possible(app))
        return app_fail(app, STATUS_USAGE,
                        "there is no terminal to ask for the passphrase at\n"
                        "--generate makes one; --passphrase-file FILE and --passphrase-fd N read it");
    ask_unseen(app, "Passphrase (it is not shown): ", &first);
    status = take(app, &first, passphrase);
    if (!status) {
        ask_unseen(app, "Once more: ", &second);
        if (first.n != second.n || memcmp(first.bytes, second.bytes, first.n) != 0) {
            passphrase_wipe(passphrase);
            status = app_fail(app, STATUS_USAGE, "the two are not the same\nnothing was written");
        }
    }
    seal_wipe(&first, sizeof first);
    seal_wipe(&second, sizeof second);
    return status;
}

/* ---- */

static int generate(struct app *app, struct passphrase *passphrase)
{
    struct buf text = {0};
    struct err err = {0};

    if (seal_generate(&text, &err) != 0)
        return app_fail(app, STATUS_CANNOT, "%s", err.message);
    passphrase->text = seal_normal(&app->arena, buf_str(&text));
    passphrase->is_generated = true;
    seal_wipe_buf(&text);
    return 0;
}

int passphrase_read(struct app *app, const struct passphrase_source *source, struct passphrase *passphrase)
{
    struct line line = {.n = 0};
    int status;

    if (source->generates)
        return generate(app, passphrase);
    status = source->fd ? read_descriptor(app, source->fd, &line) : read_file(app, source->file, &line);
    if (!status)
        status = take(app, &line, passphrase);
    seal_wipe(&line, sizeof line);
    return status;
}

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

/*
 * Whether nobody sees the character, or it looks like the plain space: it came from an editor or a web page, and nobody would know to
 * type it. What joins letters or chooses a sign stays behind a letter of another script, where a keyboard puts it.
 */
static bool is_unseen(uint32_t c, uint32_t before)
{
    enum { LAST_ASCII = 0x7F, NON_JOINER = 0x200C, JOINER = 0x200D, SELECTOR = 0xFE0F };
    struct arena scratch = {0};
    struct buf bytes = {0};
    struct str seen;
    bool is;

    if (c <= LAST_ASCII || (before > LAST_ASCII && (c == NON_JOINER || c == JOINER || c == SELECTOR)))
        return false;
    utf8_put(&bytes, c);
    seen = utf8_seen(&scratch, buf_str(&bytes));
    is = !seen.n || str_equal(seen, STR(" "));
    arena_free(&scratch);
    buf_free(&bytes);
    return is;
}

/* Refuses the first such character; 0 or STATUS_USAGE, said. */
static int refuse_unseen(struct app *app, struct str text)
{
    uint32_t before = 0;

    while (text.n) {
        uint32_t c = utf8_next(&text);

        if (is_unseen(c, before))
            return app_fail(app, STATUS_USAGE,
                            "the passphrase has a character that cannot be seen, U+%04X\n"
                            "type it anew: nobody could type that into a page",
                            (unsigned)c);
        before = c;
    }
    return 0;
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
    int status;

    if (str_starts(text, STR("\xEF\xBB\xBF"))) /* some editors begin every file with it */
        text = str_skip(text, 3);
    while (text.n && is_space(text.p[text.n - 1]))
        text.n--;
    if (line->n > LONGEST)
        return app_fail(app, STATUS_USAGE, "the passphrase is over %d bytes", LONGEST);
    if (!is_typeable(text))
        return app_fail(app, STATUS_USAGE,
                        "the passphrase has characters that cannot be typed into a page\n"
                        "it is text in UTF-8, in one line");
    status = refuse_unseen(app, text);
    if (status)
        return status;
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

enum reading { READ_ON, READ_END, READ_FAILED };

/* Reads a byte of the line. */
static enum reading read_byte(int fd, struct line *line)
{
    ssize_t got = read(fd, line->bytes + line->n, 1);

    if (got < 0)
        return errno == EINTR ? READ_ON : READ_FAILED;
    if (got == 0 || line->bytes[line->n] == '\n')
        return READ_END;
    return ++line->n < sizeof line->bytes ? READ_ON : READ_END;
}

/* Reads to the end of the first line; false with errno. */
static bool read_line(int fd, struct line *line)
{
    enum reading reading = READ_ON;

    line->n = 0;
    while (reading == READ_ON)
        reading = read_byte(fd, line);
    return reading == READ_END;
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
    if (fd > STDERR_FILENO) /* git and what it starts need not have it */
        fcntl((int)fd, F_SETFD, FD_CLOEXEC);
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
    /* All that end or stop a program by themselves, and are no fault of its own. */
    static const int signals[] = {SIGINT,  SIGTERM, SIGHUP,  SIGQUIT, SIGTSTP,   SIGALRM,
                                  SIGUSR1, SIGUSR2, SIGPIPE, SIGXCPU, SIGVTALRM, SIGPROF};
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

/* Waits for something to read; of signals that come meanwhile each takes effect, with the terminal as it was. */
static void wait_unseen(struct unseen *unseen, const char *question)
{
    enum { LOOK_MS = 100 };
    struct pollfd input = {.fd = STDIN_FILENO, .events = POLLIN};

    while (poll(&input, 1, LOOK_MS) <= 0)
        if (is_signalled(unseen)) {
            show(unseen); /* ends here, or goes on after having been stopped */
            hide(unseen);
            app_write(STDERR_FILENO, str_from(question));
        }
}

/*
 * Reads a line that is not shown; false at the end of input. The terminal is as it was whatever ends it. It may come in parts: Ctrl-D
 * hands over what was typed so far.
 */
static bool ask_unseen(struct app *app, const char *question, struct line *line)
{
    enum reading reading = READ_ON;
    struct unseen unseen;

    app_flush(app);
    hide(&unseen);
    app_write(STDERR_FILENO, str_from(question));
    line->n = 0;
    while (reading == READ_ON) {
        wait_unseen(&unseen, question);
        reading = read_byte(STDIN_FILENO, line);
    }
    show(&unseen);
    return reading == READ_END && line->n;
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

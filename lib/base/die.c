#include "base/die.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void say(const char *text)
{
    ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
    (void)ignored;
}

void die_out_of_memory(void)
{
    say("infoview: out of memory\n");
    _exit(3);
}

void die_bug(const char *file, int line, const char *what)
{
    char digits[12];
    size_t at = sizeof digits;

    digits[--at] = '\0';
    do
        digits[--at] = (char)('0' + line % 10);
    while ((line /= 10) > 0);
    say("infoview: internal error: ");
    say(file);
    say(":");
    say(digits + at);
    say(": ");
    say(what);
    say("\n");
    abort();
}

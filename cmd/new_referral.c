#include "base/limits.h"
#include "base/utf8.h"
#include "new.h"

/* The line of that number, from 1, without its end. */
static struct str line_of(struct str text, uint32_t number)
{
    size_t at = 0;

    while (number > 1 && at < text.n) {
        at = str_index(text, '\n', at) + 1;
        number--;
    }
    return str_trim(str_slice(text, at, str_index(text, '\n', at)));
}

/* Cuts off what is no part of a note: marks, spaces, a colon, dashes. */
static struct str without_marks(struct str text, const char *marks)
{
    static const struct str dashes[] = {{"\xe2\x80\x93", 3}, {"\xe2\x80\x94", 3}};

    for (;;) {
        if (text.n && strchr(marks, text.p[0]))
            text = str_skip(text, 1);
        else if (str_starts(text, dashes[0]) || str_starts(text, dashes[1]))
            text = str_skip(text, dashes[0].n);
        else
            return str_trim(text);
    }
}

/* What follows the name: `, Org: note`, or one of the two. */
static struct new_referral parts_of(struct str rest)
{
    struct new_referral parts = {0};
    size_t colon;

    while (rest.n && strchr("*_`", rest.p[0]))
        rest = str_skip(rest, 1);
    colon = str_index(rest, ':', 0);
    if (str_starts(rest, STR(","))) {
        parts.org = str_trim(str_slice(rest, 1, colon));
        rest = str_skip(rest, colon);
    }
    parts.note = without_marks(rest, " \t:-");
    return parts;
}

/* What stands in the line behind the name, as it is written there. */
static bool read_line(struct app *app, const struct record *interview, const struct md_referral *named,
                      struct new_referral *referral)
{
    struct buf bytes = {0};
    struct err err = {0};
    struct str line;
    size_t at;

    if (fs_read(app->vault.root, interview->path.p, LIMIT_FILE, &bytes, &err) == 0) {
        line = line_of(buf_str(&bytes), named->line);
        at = str_find(line, named->name, 0);
        if (at < line.n) {
            *referral = parts_of(str_skip(line, at + named->name.n));
            referral->org = str_copy(&app->arena, referral->org);
            referral->note = str_copy(&app->arena, referral->note);
        }
    }
    buf_free(&bytes);
    return referral->org.n || referral->note.n;
}

bool new_referral_find(struct app *app, const struct record *referrer, struct str name,
                       struct new_referral *referral)
{
    struct str plain = utf8_plain(&app->arena, name);

    for (uint32_t i = 0; i < referrer->interview_count; i++) {
        const struct record *interview = referrer->interviews[i];

        for (uint32_t k = 0; k < interview->md.referrals.n; k++) {
            const struct md_referral *named = &interview->md.referrals.at[k];

            if (!named->link.target.n && str_equal(utf8_plain(&app->arena, named->name), plain))
                return read_line(app, interview, named, referral);
        }
    }
    return false;
}

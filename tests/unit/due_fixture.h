/*
 * What the tests of due.h share: small records, and how items are shown.
 */
#ifndef DUE_FIXTURE_H
#define DUE_FIXTURE_H

#include "vault_fixture.h"

#include "base/period.h"
#include "vault/due.h"

/* The day of the examples: a Saturday. */
#define TODAY "2026-11-21"

/* Ana, with lines of front matter and of her log; an interview's first lines; Bo, also called Bob; the plan. */
#define ANA CONTACT("ana", "name: Ana\n", "")
#define LOG(lines) CONTACT("ana", "name: Ana\n", "# Log\n" lines)
#define WITH(front, log) CONTACT("ana", "name: Ana\n" front, "# Log\n" log)
#define WITH_ANA(date) "contact: ana\ndate: " date "\n"
#define DONE "status: done\n"
#define BO CONTACT("bo", "name: Bo Chen\naliases: [Bob]\n", "")
#define PLAN(lines)                      \
    {                                    \
        "plan.md", "---\n" lines "---\n" \
    }

/* "STATE DUE..LATE +DAYS", or the state alone where nothing is due. */
static inline void put_state(struct buf *out, const struct due_item *item)
{
    buf_puts(out, due_state_name(item->state));
    if (!item->due) {
        assert_int_equal(item->late, 0);
        return;
    }
    buf_putc(out, ' ');
    date_iso_write(out, item->due);
    buf_puts(out, "..");
    date_iso_write(out, item->late);
    if (item->days_late)
        buf_printf(out, " +%d", (int)item->days_late);
}

/* The contact's id, or the name in parentheses where it has none. */
static inline void put_who(struct buf *out, const struct due_item *item)
{
    if (item->contact)
        buf_printf(out, "%.*s", STR_ARGS(item->contact->id));
    else
        buf_printf(out, "(%.*s)", STR_ARGS(item->contact_name));
}

static inline struct due_list list_on(struct fixture *fixture, const char *today)
{
    struct due_frame frame = {.today = day_of(today)};

    frame.until = due_horizon(&fixture->vault, frame.today);
    return due_list(&fixture->vault, &frame, &fixture->arena);
}

/* Shows the items of a kind: "WHO STATE DUE..LATE +DAYS; …". */
static inline void show_kind(struct fixture *fixture, const char *today, enum due_kind kind)
{
    struct due_list list = list_on(fixture, today);

    for (uint32_t i = 0; i < list.n; i++) {
        if (list.at[i]->kind != kind)
            continue;
        if (fixture->out.n)
            buf_puts(&fixture->out, "; ");
        put_who(&fixture->out, list.at[i]);
        buf_putc(&fixture->out, ' ');
        put_state(&fixture->out, list.at[i]);
    }
}

#endif

/*
 * A vault as seen on a day: what `list` and `show` tell of a record beyond its own
 * file. Worked out once, so that asking for one record costs nothing more.
 */
#ifndef VAULT_VIEW_H
#define VAULT_VIEW_H

#include "vault/due.h"

struct view {
    const struct vault *vault;
    int32_t today;
    struct arena *arena;
    struct due_list due;          /* all that is due, however far ahead, in the order of followups.md */
    const struct due_item **owed; /* of these the promises of both sides, by path and line */
    uint32_t owed_count;
    int32_t *next_touch;     /* by contact; 0: none */
    uint32_t *referred_from; /* by contact: where its own begin in `referred`; one more at the end */
    const struct record **referred;
    const struct view_commits
        *commits; /* of the one record that is shown, the newest first; NULL: none is known */
};

/* Several records. */
struct record_list {
    const struct record **at;
    uint32_t n;
};

/* A commit that touched a record, as whoever knows of git tells it. Texts that anybody may have written. */
struct view_commit {
    struct str hash;
    struct str date; /* "2026-11-20"; empty: not known */
    struct str subject;
};

struct view_commits {
    VEC(struct view_commit);
};

/* The files that a record stands in: its own, and of a contact the interviews they took part in and the opportunities that name them. */
struct view_files {
    VEC(struct str);
};
struct view_files view_files_of(const struct vault *vault, const struct record *record, struct arena *arena);

/* Fills the view; all of it lives in `arena`. */
void view_init(struct view *view, const struct vault *vault, int32_t today, struct arena *arena);

/* The day on which the touch rule asks to write to a contact; 0: never. */
int32_t view_next_touch(const struct view *view, const struct record *contact);

/* The facts of a contact; of one that cannot be read there are none. */
const struct facts *view_facts(const struct view *view, const struct record *contact);

/* The contacts whose `referred_by` names this one, by path. */
struct record_list view_referred(const struct view *view, const struct record *contact);

/* What is due of a promise in the file of `record`; NULL where it is settled. */
const struct due_item *view_promise(const struct view *view, const struct record *record,
                                    const struct md_task *task);

/*
 * The person a promise in the file of `record` is to or from: the contact itself, or the participant of
 * the interview (interview_promise_partner). Zeroed where there is nobody.
 */
struct participant view_promise_person(const struct view *view, const struct record *record,
                                       const struct md_task *task);

/*
 * The referrers of a contact from the nearest up, each one's first; it ends at one who has none in
 * the vault, or before one that stands in it already. Lives in the view's arena.
 */
struct record_list view_chain(const struct view *view, const struct record *contact);

#endif

#include "insight/choose.h"

#include "base/utf8.h"
#include "vault/interview.h"

/* Remembers a text; whether it was there before, in other words or not. */
static bool is_known(struct map *known, struct arena *arena, struct str text)
{
    return map_set(known, arena, utf8_bare(arena, text), known) != NULL;
}

static void know_questions(struct map *known, struct arena *arena, const struct record *interview)
{
    for (uint32_t i = 0; interview && i < interview->md.questions.n; i++)
        is_known(known, arena, interview->md.questions.at[i].text);
}

/* What comes earlier is taken earlier. */
enum rank { RANK_GROUNDED, RANK_PLAIN, RANK_TO_FINISH, RANK_COUNT };

static enum rank rank_of(const struct choice *choice)
{
    if (choice->has_gap)
        return RANK_TO_FINISH;
    return choice->is_grounded ? RANK_GROUNDED : RANK_PLAIN;
}

/* A question, and how many of its heading and rank came before it. */
struct candidate {
    struct choice choice;
    struct str group;
    uint32_t turn;
};

struct candidates {
    VEC(struct candidate);
};

static struct candidates gather(const struct bank *bank, const struct choose_for *who, struct arena *arena)
{
    struct candidates found = {0};
    struct map known = {0};

    know_questions(&known, arena, who->interview);
    for (uint32_t i = 0; who->contact && i < who->contact->interview_count; i++)
        know_questions(&known, arena, who->contact->interviews[i]);
    for (uint32_t i = 0; i < bank->n; i++) {
        const struct bank_question *question = &bank->at[i];

        if (is_known(&known, arena, question->text))
            continue;
        *vec_add(&found, arena) = (struct candidate){
            .choice = {.text = question->text,
                       .line = question->line,
                       .is_grounded = interview_grounds(who->interview, who->contact, question->text),
                       .has_gap = bank_has_gap(question->text)},
            .group = question->group,
        };
    }
    return found;
}

/* A heading's questions follow each other, so that a heading that comes again begins anew: that costs no search. */
static uint32_t give_turns(struct candidates *found)
{
    uint32_t turns[RANK_COUNT] = {0}, most = 0;

    for (uint32_t i = 0; i < found->n; i++) {
        enum rank rank = rank_of(&found->at[i].choice);

        if (i && !str_equal(found->at[i].group, found->at[i - 1].group))
            memset(turns, 0, sizeof turns);
        found->at[i].turn = turns[rank]++;
        if (found->at[i].turn > most)
            most = found->at[i].turn;
    }
    return most;
}

struct choices choose_unasked(const struct bank *bank, const struct choose_for *who, struct arena *arena)
{
    struct candidates found = gather(bank, who, arena);
    uint32_t turns = give_turns(&found) + 1,
             *starts = arena_new_array(arena, uint32_t, RANK_COUNT * turns + 1);
    struct choices choices = {0};

    for (uint32_t i = 0; i < found.n; i++)
        starts[(unsigned)rank_of(&found.at[i].choice) * turns + found.at[i].turn + 1]++;
    for (uint32_t i = 1; i <= RANK_COUNT * turns; i++)
        starts[i] += starts[i - 1];
    choices.at = arena_new_array(arena, struct choice, (size_t)found.n + 1);
    choices.n = choices.cap = found.n;
    for (uint32_t i = 0; i < found.n; i++)
        choices.at[starts[(unsigned)rank_of(&found.at[i].choice) * turns + found.at[i].turn]++] =
            found.at[i].choice;
    return choices;
}

/* ---- what an interview lacks */

/* What has been taken so far, and what there is to take from. */
struct picking {
    const struct choices *from;
    bool *is_taken;
    uint32_t count; /* with those of the interview */
};

/* Takes up to `most` of those that are grounded (or not) and have a gap (or not). */
static void pick(struct picking *picking, bool is_grounded, bool has_gap, uint32_t most)
{
    for (uint32_t i = 0; i < picking->from->n && most; i++) {
        const struct choice *choice = &picking->from->at[i];

        if (picking->is_taken[i] || choice->is_grounded != is_grounded || choice->has_gap != has_gap)
            continue;
        picking->is_taken[i] = true;
        picking->count++;
        most--;
    }
}

static void fill(struct picking *picking, bool is_grounded, bool has_gap, uint32_t least)
{
    if (picking->count < least)
        pick(picking, is_grounded, has_gap, least - picking->count);
}

struct choices choose_missing(const struct choices *unasked, const struct record *interview, uint32_t least,
                              struct arena *arena)
{
    struct picking picking = {.from = unasked, .count = interview->md.questions.n};
    struct choices missing = {0};

    picking.is_taken = arena_new_array(arena, bool, (size_t)unasked->n + 1);
    if (!interview_grounded(interview, NULL)) {
        uint32_t before = picking.count;

        pick(&picking, true, false, 1);
        if (picking.count == before)
            pick(&picking, true, true, 1);
    }
    fill(&picking, true, false, least);
    fill(&picking, false, false, least);
    fill(&picking, true, true, least);
    for (uint32_t i = 0; i < unasked->n; i++)
        if (picking.is_taken[i])
            *vec_add(&missing, arena) = unasked->at[i];
    return missing;
}

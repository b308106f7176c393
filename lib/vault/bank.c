#include "vault/bank.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "text/front.h"
#include "text/md.h"

/* Cuts a file that is no record, whose bytes are in the arena; false with the problem. */
static bool cut(struct arena *arena, struct str bytes, struct front *front, struct diag *problem)
{
    if (front_split_loose(arena, bytes, front, problem) != FRONT_FINE)
        return false;
    if (!md_is_too_deep(front->body))
        return true;
    *problem = (struct diag){.rule = RULE_DEPTH,
                             .place = {front->body_line, 1},
                             .message = STR("lists are nested too deeply over too many blank lines"),
                             .hint = STR("take out levels or blank lines")};
    return false;
}

/* Reads the headings, paragraphs and list items of a file in the vault's folder. */
static bool read_blocks(const struct vault *vault, const char *path, struct arena *arena, struct md *md,
                        struct diag *problem)
{
    struct arena scratch = {0};
    struct buf bytes = {0};
    struct front front = {0};
    struct err err = {0};
    bool is_read = true;

    *problem = (struct diag){.rule = RULE_UNREADABLE, .place = {1, 1}};
    if (vault_read(vault, str_from(path), (enum kind)KIND_COUNT, &bytes, &err)) {
        is_read = err.kind == ERR_NOT_FOUND;
        problem->message = str_copy(arena, str_from(err.message));
    } else {
        is_read = cut(arena, str_copy(arena, buf_str(&bytes)), &front, problem);
    }
    problem->path = str_from(path);
    if (is_read)
        md_scan(
            &(struct md_job){
                .keep = arena, .scratch = &scratch, .first_line = front.body_line, .want = MD_WANT_BLOCKS},
            front.body, md);
    buf_free(&bytes);
    arena_free(&scratch);
    return is_read;
}

/* ---- questions */

bool bank_has_gap(struct str question)
{
    return str_find(question, STR("\xe2\x80\xa6"), 0) < question.n ||
           str_find(question, STR("..."), 0) < question.n;
}

bool bank_read(const struct vault *vault, struct arena *arena, struct bank *bank, struct diag *problem)
{
    struct str group = {0};
    struct md md = {0};

    *bank = (struct bank){0};
    if (!read_blocks(vault, VAULT_QUESTIONS_FILE, arena, &md, problem))
        return false;
    for (uint32_t i = 0; i < md.blocks.n; i++) {
        const struct md_block *block = &md.blocks.at[i];

        if (block->level)
            group = block->text;
        if (block->is_item && !block->is_private)
            *vec_add(bank, arena) = (struct bank_question){block->text, group, block->line};
    }
    return true;
}

/* ---- pitch */

/* How many words are spoken: what has spaces around it, but of wide characters two make one. */
static uint32_t count_words(struct str text)
{
    enum { CELLS = 4 };
    struct arena scratch = {0};
    uint32_t count = 0;

    for (struct str word; (word = str_word(&text)).n;) {
        struct str spoken = utf8_bare(&scratch, word), rest = spoken;
        bool is_wide = spoken.n && utf8_width(utf8_next_grapheme(&rest)) > 1;

        if (spoken.n)
            count += is_wide ? (utf8_width(spoken) + CELLS - 1) / CELLS : 1;
        arena_reset(&scratch);
    }
    arena_free(&scratch);
    return count;
}

/* The level of the headings that begin variants; 0: there are none. */
static unsigned variant_level(const struct md *md)
{
    enum { DEEPEST = 6 };
    uint32_t counts[DEEPEST + 1] = {0};
    unsigned first = 0, highest = 1, next;

    for (uint32_t i = 0; i < md->blocks.n; i++) {
        unsigned level = md->blocks.at[i].level;

        if (level && !first)
            first = level;
        counts[level <= DEEPEST ? level : 0]++;
    }
    while (highest <= DEEPEST && !counts[highest])
        highest++;
    if (highest > DEEPEST)
        return 0;
    next = highest + 1;
    while (next <= DEEPEST && !counts[next])
        next++;
    return first == highest && counts[highest] == 1 && next <= DEEPEST ? next : highest;
}

/* A variant that is being read. */
struct variant {
    struct pitch_variant found;
    struct buf text;
};

static void add_paragraph(struct variant *variant, struct str text)
{
    if (variant->text.n)
        buf_putc(&variant->text, '\n');
    buf_put(&variant->text, text);
    variant->found.words += count_words(text);
}

/* Keeps the variant that was read, if it says anything, and begins one at `line`. */
static void next_variant(struct pitch *pitch, struct arena *arena, struct variant *variant, uint32_t line)
{
    variant->found.text = str_copy(arena, buf_str(&variant->text));
    if (variant->text.n)
        *vec_add(pitch, arena) = variant->found;
    variant->found = (struct pitch_variant){.line = line};
    buf_reset(&variant->text);
}

bool pitch_read(const struct vault *vault, struct arena *arena, struct pitch *pitch, struct diag *problem)
{
    struct variant variant = {0};
    struct md md = {0};
    unsigned level;

    *pitch = (struct pitch){0};
    if (!read_blocks(vault, VAULT_PITCH_FILE, arena, &md, problem))
        return false;
    level = variant_level(&md);
    for (uint32_t i = 0; i < md.blocks.n; i++) {
        const struct md_block *block = &md.blocks.at[i];

        if (block->level && block->level <= level) {
            next_variant(pitch, arena, &variant, block->line);
            if (block->level == level)
                variant.found.title = block->text;
        } else if (!block->level && !block->is_private) {
            add_paragraph(&variant, block->text);
        }
    }
    next_variant(pitch, arena, &variant, 0);
    buf_free(&variant.text);
    return true;
}

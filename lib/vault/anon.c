#include "vault/anon.h"

#include <stdlib.h>

#include "base/die.h"
#include "base/utf8.h"
#include "vault/anon_part.h"

/* Parts of names that are nobody's own, and words that many organisations and places have in their names. */
static const char particles[] =
    "von|van|der|den|del|della|dos|das|bin|ibn|the|and|for|mrs|prof|phd|herr|frau|dr";
static const char common[] =
    "a|ab|ag|agency|and|as|asa|association|authority|bank|bureau|business|capital|care|center|centre|city|"
    "clinic|"
    "club|co|college|com|community|company|consulting|coop|corp|corporation|council|county|de|department|der|"
    "design|development|digital|education|electric|energy|engineering|environment|example|federation|finance|"
    "financial|for|foundation|fund|gas|gmbh|government|grid|group|health|heat|holding|hospital|house|in|inc|"
    "industries|industry|institute|institution|international|lab|laboratories|laboratory|labs|library|"
    "limited|llc|"
    "ltd|management|marketing|media|medical|mbh|ministry|municipality|museum|national|net|network|networks|"
    "north|"
    "of|office|on|op|org|organisation|organization|partners|plant|power|press|project|public|regional|"
    "research|"
    "school|schools|science|service|services|society|software|solar|solutions|south|east|west|studio|studios|"
    "school|state|systems|team|tech|technologies|technology|the|town|trade|training|transport|trust|union|"
    "university|utilities|utility|ventures|water|wind|works|world";

/* ---- words */

struct str anon_fold(struct arena *scratch, struct str word, char room[ANON_ROOM])
{
    size_t n = 0;

    while (n < word.n && n < ANON_ROOM && (unsigned char)word.p[n] < 0x80) {
        room[n] = to_lower(word.p[n]);
        n++;
    }
    return n == word.n ? (struct str){room, n} : utf8_plain(scratch, word);
}

size_t anon_word_end(struct str text, size_t at)
{
    size_t from = at;

    while (at < text.n) {
        struct str rest = str_skip(text, at);
        uint32_t character = utf8_next(&rest);
        bool is_plain = character < 0x80;

        if (is_plain ? !is_alnum((char)character) : !utf8_is_letter(character))
            break;
        if (!is_plain && at > from && utf8_is_word_edge(text, at))
            break;
        at = text.n - rest.n;
        if (!is_plain && utf8_is_word_edge(text, at))
            break;
    }
    return at;
}

/* Characters that are words each, one behind the other. */
size_t anon_run_end(struct str text, size_t at)
{
    for (;;) {
        size_t end = anon_word_end(text, at);
        struct str rest = str_skip(text, at);

        if (end == at || (unsigned char)text.p[at] < 0x80)
            return at;
        utf8_next(&rest);
        if (text.n - rest.n != end) /* more than one character: a script with spaces */
            return at;
        at = end;
    }
}

static size_t characters_in(struct str s)
{
    size_t count = 0;

    for (; s.n; count++)
        utf8_next(&s);
    return count;
}

static bool has_letter(struct str word)
{
    for (size_t i = 0; i < word.n; i++)
        if (!is_digit(word.p[i]))
            return true;
    return false;
}

/* ---- the table */

static struct anon_entry *enter(struct anon *anon, struct str word)
{
    struct arena scratch = {0};
    char room[ANON_ROOM];
    struct str folded = anon_fold(&scratch, word, room);
    struct anon_entry *entry = folded.n ? map_find(&anon->entries, folded) : NULL;

    if (folded.n && !entry) {
        entry = arena_new(&anon->arena, struct anon_entry);
        entry->folded = str_copy(&anon->arena, folded);
        entry->is_local = true;
        map_set(&anon->entries, &anon->arena, entry->folded, entry);
        *vec_add(&anon->order, &anon->arena) = entry;
    }
    arena_free(&scratch);
    return entry;
}

/* What a word is learned from. */
enum source { FROM_NAME, FROM_ID, FROM_ORG, FROM_PLACE };

static void learn_word(struct anon *anon, struct str word, enum source source, bool is_alone)
{
    enum { LEAST = 3 };
    bool is_short = characters_in(word) < LEAST && (unsigned char)word.p[0] < 0x80;
    bool is_small = word.p[0] >= 'a' && word.p[0] <= 'z';
    struct anon_entry *entry;

    if (!has_letter(word) || (is_short && (word.n < 2 || (is_small && !is_alone))))
        return;
    if (schema_word(source == FROM_ORG || source == FROM_PLACE ? common : particles, word) && !is_alone)
        return;
    entry = enter(anon, word);
    if (!entry)
        return;
    entry->is_local &= source == FROM_PLACE;
    if (!is_short)
        return;
    entry->is_short = true;
    entry->is_anywhere |= source == FROM_ID && is_alone;
    if (!is_small)
        entry->written = str_copy(&anon->arena, word);
}

static void learn_piece(struct anon *anon, struct str piece, enum source source)
{
    enum { MOST = 64 };
    struct anon_entry *entry = piece.n <= MOST && characters_in(piece) > 1 ? enter(anon, piece) : NULL;

    if (!entry)
        return;
    entry->is_local &= source == FROM_PLACE;
    if (piece.n > anon->longest_run)
        anon->longest_run = piece.n;
}

/* A run of characters that are words each: as a whole, and what it begins and ends with. */
static void learn_run(struct anon *anon, struct str run, enum source source)
{
    for (size_t at = 0; at < run.n;) {
        struct str rest = str_skip(run, at);

        learn_piece(anon, rest, source);
        utf8_next(&rest);
        at = run.n - rest.n;
        learn_piece(anon, str_slice(run, 0, at), source);
    }
}

static size_t count_words(struct str text)
{
    size_t count = 0;

    for (size_t at = 0, end; at<text.n; at = end> at ? end : at + 1) {
        end = anon_word_end(text, at);
        count += end > at;
    }
    return count;
}

static bool is_common_only(struct str text)
{
    for (size_t at = 0, end; at<text.n; at = end> at ? end : at + 1) {
        end = anon_word_end(text, at);
        if (end > at && has_letter(str_slice(text, at, end)) &&
            !schema_word(common, str_slice(text, at, end)))
            return false;
    }
    return true;
}

/* Of an organisation of nothing but common words the first one goes: all of them together must not stay. */
static void learn(struct anon *anon, struct str text, enum source source)
{
    bool is_common = source == FROM_ORG && is_common_only(text),
         is_alone = is_common || count_words(text) == 1;

    for (size_t at = 0, end; at<text.n; at = end> at ? end : at + 1) {
        size_t run = anon_run_end(text, at);

        end = run > at ? run : anon_word_end(text, at);
        if (run > at)
            learn_run(anon, str_slice(text, at, run), source);
        else if (end > at)
            learn_word(anon, str_slice(text, at, end), source, is_alone);
        if (end > at + 2 && is_common)
            break;
    }
}

/* "Ana Lima" is "analima" and "alima" too, as in handles. */
static void learn_joined(struct anon *anon, struct str name)
{
    struct arena scratch = {0};
    struct str plain = utf8_plain(&scratch, name);
    struct buf joined = {0};
    size_t space = str_index(plain, ' ', 0);

    for (size_t i = 0; i < plain.n; i++)
        if (is_alnum(plain.p[i]))
            buf_putc(&joined, plain.p[i]);
    if (plain.p && joined.p && space < plain.n && joined.n == plain.n - 1) {
        learn_word(anon, buf_str(&joined), FROM_NAME, false);
        joined.p[0] = plain.p[0];
        joined.n = 1;
        buf_put(&joined, str_skip(plain, space + 1));
        if (joined.n > 4)
            learn_word(anon, buf_str(&joined), FROM_NAME, false);
    }
    buf_free(&joined);
    arena_free(&scratch);
}

/* ---- what is learned from */

static void learn_links(struct anon *anon, const struct value *value)
{
    for (uint32_t i = 0; value && i < value->links.n; i++)
        if (!value->links.at[i].to) {
            learn(anon, value->links.at[i].target, FROM_NAME);
            learn(anon, value->links.at[i].label, FROM_NAME);
        }
}

static void learn_person(struct anon *anon, const struct record *contact)
{
    static const enum key parts[] = {KEY_NAME, KEY_FIRST_NAME, KEY_LAST_NAME};
    const struct value *aliases = record_find(contact, KEY_ALIASES);

    learn(anon, contact->id, FROM_ID);
    learn(anon, contact->name, FROM_NAME);
    learn_joined(anon, contact->name);
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        learn(anon, record_text(contact, parts[i]), FROM_NAME);
    for (uint32_t i = 0; aliases && i < aliases->texts.n; i++) {
        learn(anon, aliases->texts.at[i], FROM_NAME);
        learn_joined(anon, aliases->texts.at[i]);
    }
    learn(anon, record_text(contact, KEY_LOCATION), FROM_ORG);
    learn_links(anon, record_find(contact, KEY_REFERRED_BY));
}

static void learn_meeting(struct anon *anon, const struct record *interview)
{
    const struct value *thanked = record_find(interview, KEY_THANKED);

    for (uint32_t i = 0; i < interview->participant_count; i++)
        if (!interview->participants[i].to)
            learn(anon, interview->participants[i].name, FROM_NAME);
    for (uint32_t i = 0; thanked && thanked->thanked && i < thanked->thanked->n; i++)
        if (!thanked->thanked->at[i].who.to)
            learn(anon, thanked->thanked->at[i].who.target, FROM_NAME);
    for (uint32_t i = 0; i < interview->md.referrals.n; i++)
        learn(anon, interview->md.referrals.at[i].name, FROM_NAME);
    learn_links(anon, record_find(interview, KEY_CONTACT));
    learn(anon, record_text(interview, KEY_PLACE), FROM_PLACE);
}

static void learn_record(struct anon *anon, const struct record *record)
{
    if (record->kind == KIND_CONTACT)
        learn_person(anon, record);
    if (record->kind == KIND_INTERVIEW)
        learn_meeting(anon, record);
    if (record->kind == KIND_CONTACT || record->kind == KIND_INTERVIEW || record->kind == KIND_OPPORTUNITY ||
        record->kind == KIND_TARGET)
        learn(anon, record_text(record, KEY_ORG), FROM_ORG);
    if (record->kind == KIND_OPPORTUNITY)
        learn_links(anon, record_find(record, KEY_CONTACT));
}

/* ---- pseudonyms */

static uint64_t stir(uint64_t x)
{
    x = (x ^ (x >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    x = (x ^ (x >> 27)) * UINT64_C(0x94d049bb133111eb);
    return x ^ (x >> 31);
}

uint64_t anon_mix(const struct anon *anon, struct str s)
{
    return stir(hash_fnv1a(s) ^ stir(anon->key + s.n));
}

/* The word of that number: two or three syllables that mean nothing, and perhaps one letter more. */
static void put_syllables(struct buf *out, uint64_t number)
{
    static const char consonants[] = "bdhlmnrstv", vowels[] = "aeiou", ends[] = "nlrs";
    enum { SYLLABLES = 50, TWO = SYLLABLES * SYLLABLES * 4 };
    unsigned count = number < TWO ? 2 : 3;

    buf_reset(out);
    number -= number < TWO ? 0 : TWO;
    for (unsigned i = 0; i < count; i++, number /= SYLLABLES) {
        buf_putc(out, consonants[number % SYLLABLES / 5]);
        buf_putc(out, vowels[number % 5]);
    }
    buf_putc(out, ends[number % 4]);
}

/* A word that is none of the vault, and has none in it that is replaced. */
static bool is_free(const struct anon *anon, struct str word)
{
    if (map_find(&anon->words, word))
        return false;
    for (size_t from = 0; from < word.n; from++)
        for (size_t to = from + 3; to <= word.n; to++)
            if (map_find(&anon->entries, str_slice(word, from, to)))
                return false;
    return true;
}

void anon_put_made_up(const struct anon *anon, struct buf *out, struct str s)
{
    enum { WORDS = 500000, TRIES = 1000 };
    struct buf word = {0};
    uint64_t number = anon_mix(anon, s);

    for (unsigned i = 0; i == 0 || (i < TRIES && !is_free(anon, buf_str(&word))); i++)
        put_syllables(&word, (number + i * UINT64_C(7919)) % WORDS);
    buf_put(out, buf_str(&word));
    buf_free(&word);
}

static int by_rank(const void *left, const void *right)
{
    const struct anon_entry *a = *(struct anon_entry *const *)left, *b = *(struct anon_entry *const *)right;

    return a->rank != b->rank ? (a->rank > b->rank) - (a->rank < b->rank) : str_compare(a->folded, b->folded);
}

/* Words are dealt out in an order that has nothing to do with the names; each only once. */
static void deal(struct anon *anon)
{
    struct buf word = {0};
    uint64_t number = 0;

    for (uint32_t i = 0; i < anon->order.n; i++)
        anon->key = stir(anon->key ^ hash_fnv1a(anon->order.at[i]->folded));
    for (uint32_t i = 0; i < anon->order.n; i++)
        anon->order.at[i]->rank = anon_mix(anon, anon->order.at[i]->folded);
    if (anon->order.n)
        qsort(anon->order.at, anon->order.n, sizeof *anon->order.at, by_rank);
    for (uint32_t i = 0; i < anon->order.n; i++) {
        do
            put_syllables(&word, number < 10000 ? number * 7919 % 10000 : number); /* neighbours unlike */
        while (number++, !is_free(anon, buf_str(&word)));
        anon->order.at[i]->pseudonym = str_copy(&anon->arena, buf_str(&word));
    }
    buf_free(&word);
}

void anon_learn(struct anon *anon, const struct vault *vault)
{
    for (int kind = 0; kind < (int)KIND_FOLDERS; kind++) {
        const struct records *records = &vault->records[kind];

        anon->folders[kind] = str_copy(&anon->arena, settings_folder(&vault->settings, (enum kind)kind));
        for (uint32_t i = 0; i < records->n; i++)
            learn_record(anon, &records->at[i]);
        for (uint32_t i = 0; kind == KIND_CONTACT && i < records->unreadable; i++)
            learn(anon, records->at[records->n + i].id, FROM_ID);
    }
    learn(anon, settings_text(&vault->settings, SET_ME_NAME), FROM_NAME);
    deal(anon);
}

/* ---- the first reading */

/* Remembers every word of plain letters; what is read stays as it is. */
static void listen(void *context, enum kind kind, struct str bytes, struct buf *out)
{
    struct anon *anon = context;

    (void)kind;
    for (size_t at = 0, end; at < bytes.n; at = end + 1) {
        char room[ANON_ROOM];
        struct str word;

        for (end = at; end < bytes.n && is_alpha(bytes.p[end]); end++)
            ;
        if (end == at || end - at >= ANON_ROOM)
            continue;
        word = anon_fold(NULL, str_slice(bytes, at, end), room);
        if (!map_find(&anon->words, word))
            map_set(&anon->words, &anon->arena, str_copy(&anon->arena, word), anon);
    }
    buf_put(out, bytes);
}

void anon_init(struct anon *anon)
{
    anon->learner = (struct vault_rewrite){.bytes = listen, .context = anon, .is_alone = true};
    anon->rewrite = (struct vault_rewrite){.bytes = anon_put_file, .path = anon_put_path, .context = anon};
}

void anon_free(struct anon *anon)
{
    arena_free(&anon->arena);
    *anon = (struct anon){0};
}

/*
 * A vault with other names: the bytes of its files, and their paths, with every name, organisation and address replaced before they
 * are parsed. All that is made of such a vault agrees by construction: ids, links, file names of pages, commands, texts. For
 * showing it to somebody who is not to know whom it is about (build --anon).
 *
 * The vault is read twice. The first time its words are learned: from its contacts names, aliases, ids, organisations and
 * places; organisations of all records; names that stand where a contact could (referred_by, participants, referrals); whoever the
 * vault belongs to. Each such word, by itself, gets a pseudonym of plain letters, in whatever case and with whatever accents
 * it is written: "Ana Lima", "ana-lima" and "Lima's" become "Tolen Misar", "tolen-misar" and "Misar's". Names of scripts
 * without spaces are replaced as a whole and by parts of two characters or more. Words of under three letters are replaced
 * where they are written as in the name, or joined to others as in an id. What many organisations are called (Energy, City of)
 * stays beside a word that does not. Mail addresses, web addresses and telephone numbers are replaced wherever they stand,
 * whosever they are, by what has their form.
 *
 * Which pseudonym a word gets depends on all words that were learned, and so on what only the vault's owner knows: it can be neither
 * worked out from the name nor guessed and tried, and keeps no order. The same vault gives the same bytes. No pseudonym is a word of the vault, or
 * has one that was learned in it.
 *
 * Not replaced: keys of front matter that the schema knows, words of its vocabularies in their fields, headings and marks that format.md
 * gives a meaning, dates. A name that stands in a text only, and is nobody's in the vault, is not known to be one.
 */
#ifndef VAULT_ANON_H
#define VAULT_ANON_H

#include "vault/vault.h"

struct anon {
    struct arena arena;
    struct map entries; /* folded word -> struct anon_entry */
    struct map words;   /* all words of plain letters in the vault, folded */
    struct {
        VEC(struct anon_entry *);
    } order;
    uint64_t key;       /* of the whole table */
    size_t longest_run; /* bytes of the longest word of characters that are words each */
    struct str folders[KIND_FOLDERS];
    struct vault_rewrite learner, rewrite;
};

/* Fills a zeroed table: its members `learner` and `rewrite` are then for vault_options. anon_free gives all back. */
void anon_init(struct anon *anon);
void anon_free(struct anon *anon);

/*
 * Learns from the vault, which was opened through `learner` with names of referrals wanted (MD_WANT_REFERRALS), and may be closed
 * then. After that `rewrite` can be used, by several threads too.
 */
void anon_learn(struct anon *anon, const struct vault *vault);

/* Appends a text in which nothing has a meaning, with the names replaced. */
void anon_text(const struct anon *anon, struct str text, struct buf *out);

#endif

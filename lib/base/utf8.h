/*
 * Unicode text: validity (RFC 3629), display width per grapheme (UAX #29 and
 * #11), comparison forms (NFC, case folding), and what must never reach a
 * terminal. The only file that includes utf8proc.h is utf8.c.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"
#include "base/str.h"

/* The offset of the first byte that is no valid UTF-8 (RFC 3629: no surrogates, no overlong forms), or s.n. */
size_t utf8_invalid(struct str s);

/*
 * Decodes the character at the start of `*rest` and moves `*rest` past it.
 * An invalid byte gives U+FFFD and is passed over alone. `*rest` must not be empty.
 */
uint32_t utf8_next(struct str *rest);

/* Appends one character. */
void utf8_put(struct buf *out, uint32_t character);

/* Display cells of `s` as utf8_clean shows it: the sum over its graphemes. */
unsigned utf8_width(struct str s);

/* Cuts the first grapheme off `*rest`, which must not be empty. */
struct str utf8_next_grapheme(struct str *rest);

/* The longest start of `s` of whole graphemes that takes at most `cells` cells. */
struct str utf8_fit(struct str s, unsigned cells);

/*
 * The 1-based column in display cells of the byte `offset` in `line` (without
 * its line end). A tab counts as one cell, as cli.md's columns do.
 */
unsigned utf8_column(struct str line, size_t offset);

/* NFC of `s`, in the arena, or `s` itself where it is ASCII. Invalid bytes become U+FFFD. */
struct str utf8_nfc(struct arena *arena, struct str s);

/* NFC and full case folding: the form in which ids and stems are compared. */
struct str utf8_fold(struct arena *arena, struct str s);

/*
 * How people are addressed: the same without accents and punctuation, white space,
 * dashes and `_` folded to one space, none at the ends. Marks that tell letters apart
 * (vowel signs, nuktas, kana voicing) stay; ø, ł, ı, æ and the like become o, l, i, ae.
 */
struct str utf8_plain(struct arena *arena, struct str s);

/* `s` folded (utf8_fold), without punctuation and white space: for telling whether two texts say the same. */
struct str utf8_bare(struct arena *arena, struct str s);

/* Whether nothing of `s` can be seen: white space of any kind, controls, and characters that show nothing (U+200B …). */
bool utf8_is_blank(struct str s);

/*
 * `s` as readers take it: folded (utf8_fold), compatible forms as one (NFKC: ligatures, full width), dashes, quotes and spaces as in ASCII;
 * nothing of what they do not see (soft hyphens, zero width, controls, U+FFFD) or see through (lines below or across letters).
 */
struct str utf8_seen(struct arena *arena, struct str s);

/* Whether a character is a letter or digit of any script, or a mark on one. */
bool utf8_is_letter(uint32_t character);

/*
 * Whether a word may begin or end at the byte `offset` of `s`: there is no letter or digit on one of the two
 * sides, or a character of a script that is written without spaces.
 */
bool utf8_is_word_edge(struct str s, size_t offset);

/*
 * The first place of `words` in `text`, at or after `from`, where it stands as whole words; or text.n. Bytes are
 * compared: fold both before. No words stand nowhere, nor do over 200 bytes of them: looking for
 * those could cost the product of both lengths.
 */
size_t utf8_find_words(struct str text, struct str words, size_t from);

/* Controls (C0, DEL, C1), and what turns the order of text around: embeddings, overrides and isolates of UAX #9. */
bool utf8_is_hostile(uint32_t character);

/*
 * Appends `s` made harmless for a terminal, a mail header or a page: control
 * characters (C0, DEL, C1) and bidirectional overrides and isolates become
 * U+FFFD, tabs and line ends (CRLF is one) a space, invalid bytes U+FFFD.
 */
void utf8_clean(struct buf *out, struct str s);

/* The version of utf8proc that is loaded. */
const char *utf8_library_version(void);

#endif

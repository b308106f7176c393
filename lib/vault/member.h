/*
 * The members of the JSON objects that the program prints, described: `infoview schema`
 * is made of them (document.h), and a test holds what is printed to it.
 *
 * A type is written in a small notation:
 *
 *     text date time moment       text; a day as 2026-11-18; 15:00; a day with or without a time
 *     integer line bool true      a number from 0; from 1; true or false; only true
 *     count url html              of pages: a number as text; an address; HTML
 *     map                         names of the user's own, with texts
 *     word                        a word of the vocabulary of `field`
 *     due-kind, rule …            a word of the program's (document_word)
 *     item, person …              an object: one of document.h
 *     'skip'                      this very text
 *     [text]                      a list of them
 *     date|'skip'                 one or the other
 *     date?                       or null; at the end
 *
 * A member is never missing and a list is never null.
 */
#ifndef VAULT_MEMBER_H
#define VAULT_MEMBER_H

#include "base/vec.h"
#include "vault/schema.h"

struct member {
    const char *name;
    const char *type;
    const char *about;         /* one line for people */
    const struct field *field; /* whose value it is: vocabulary, least and greatest number; NULL: derived */
};

struct members {
    VEC(struct member);
};

#endif

/*
 * What the data of every page has, name by name: THE table of it is in model.c. Templates may use these names and no
 * others; `infoview schema page:today` prints them, and tests hold what pages are made with to it.
 *
 * A page or object that gains a name gains a row, in the order in which the name is added.
 */
#ifndef SITE_MODEL_H
#define SITE_MODEL_H

#include "text/tmpl.h"
#include "vault/document_json.h"

/* The pages in the order of the table, by number from 0: "today", and a line about it. False after the last. */
bool model_page_at(size_t number, const char **name, const char **about);

/* The data of a page as an object with its parts (document_json.h), titled "page:today". False where there is none of that name. */
bool model_describe(struct str page, struct arena *arena, struct described *object);

/*
 * Data of that page in which nothing is missing: for tmpl_check. Lists have one item, and a thing that holds others of its
 * kind is within itself. Nothing where there is no such page.
 */
struct tmpl_value model_sample(struct str page, struct arena *arena);

#endif

/*
 * What the halves of a merge share: text/unite_front.c and text/unite_body.c. Internal to text/unite.
 */
#ifndef TEXT_UNITE_PART_H
#define TEXT_UNITE_PART_H

#include "base/buf.h"
#include "base/map.h"
#include "text/three.h"
#include "text/unite.h"

/* A merge on its way. All texts have LF line ends; x and y are ours and theirs in the order of their bytes. */
struct uniting {
    struct unite *unite;
    struct arena *arena; /* scratch, but for what goes into unite->kept */
    struct buf out;
};

/* Numbers for texts: the same for the same. */
struct unite_numbers {
    struct map numbers;
    uint32_t n;
};

uint32_t unite_number(struct unite_numbers *numbers, struct arena *arena, struct str text);

/* Of three writings of the same: that which was changed; x where both or neither were. */
struct str unite_pick(struct str base, struct str x, struct str y);

/* Records that `other` is not in the result. The texts are copied. */
void unite_keep(struct uniting *uniting, struct unite_kept kept);

/* Says why there is no result; returns false. */
bool unite_refuse(struct uniting *uniting, enum rule rule, uint32_t line, const char *message);

/* Appends the merged front matter: what stands between the fences. `has` says which sides have one. */
bool unite_front(struct uniting *uniting, const struct str yaml[THREE_SIDES], const bool has[THREE_SIDES]);

/* Appends the merged body. */
bool unite_body(struct uniting *uniting, const struct str bodies[THREE_SIDES]);

#endif

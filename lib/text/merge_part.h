/*
 * What the halves of a merge share: text/merge_front.c and text/merge_body.c. Internal to text/merge.
 */
#ifndef TEXT_MERGE_PART_H
#define TEXT_MERGE_PART_H

#include "base/buf.h"
#include "base/map.h"
#include "text/merge.h"
#include "text/three.h"

/* A merge on its way. All texts have LF line ends; x and y are ours and theirs in the order of their bytes. */
struct merging {
    struct merge *merge;
    struct arena *arena; /* scratch, but for what goes into merge->kept */
    struct buf out;
};

/* Numbers for texts: the same for the same. */
struct merge_numbers {
    struct map numbers;
    uint32_t n;
};

uint32_t merge_number(struct merge_numbers *numbers, struct arena *arena, struct str text);

/* Of three writings of the same: that which was changed; x where both or neither were. */
struct str merge_pick(struct str base, struct str x, struct str y);

/* Records that `other` is not in the result. The texts are copied. */
void merge_keep(struct merging *merging, struct merge_kept kept);

/* Says why there is no result; returns false. */
bool merge_refuse(struct merging *merging, enum rule rule, uint32_t line, const char *message);

/* Appends the merged front matter: what stands between the fences. `has` says which sides have one. */
bool merge_front(struct merging *merging, const struct str yaml[THREE_SIDES], const bool has[THREE_SIDES]);

/* Appends the merged body. */
bool merge_body(struct merging *merging, const struct str bodies[THREE_SIDES]);

#endif

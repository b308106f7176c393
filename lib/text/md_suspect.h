/*
 * What in a body may be a link, found without parsing it: for those who read thousands of
 * files and want to parse only the ones in which a link may be dead.
 */
#ifndef TEXT_MD_SUSPECT_H
#define TEXT_MD_SUSPECT_H

#include "text/md.h"

/* Bytes that may be a link. */
struct md_suspect {
    enum md_link_form form;
    struct str target; /* as written */
};

struct md_suspects {
    VEC(struct md_suspect);
    bool is_doubtful; /* some link may have another target than its bytes say: only parsing tells */
};

/*
 * Finds what may be links in `body`. Whatever md_scan reports with MD_WANT_LINKS is
 * among them with its target, unless md_is_elsewhere says that the target is no file,
 * or `is_doubtful` is set. Not all of them are links: they may stand in code. Targets lie in `arena`.
 */
void md_suspects_find(struct arena *arena, struct str body, struct md_suspects *suspects);

/* Whether a link's target is no file of ours: an address with a scheme, a place in the same file, a template's mark. */
bool md_is_elsewhere(struct str target);

#endif

/*
 * The headings around a place, and what they make of it. Internal to text/md.
 */
#ifndef TEXT_MD_SECTION_H
#define TEXT_MD_SECTION_H

#include "base/str.h"

enum { MD_HEADING_LEVELS = 6 };

/* What the headings around a place make of it. */
enum md_role {
    MD_ROLE_LOG = 1 << 0,
    MD_ROLE_QUESTIONS = 1 << 1,
    MD_ROLE_REFERRALS = 1 << 2,
    MD_ROLE_SKILLS = 1 << 3,
    MD_ROLE_NOTES = 1 << 4,
    MD_ROLE_THEIRS = 1 << 5,
    MD_ROLE_PRIVATE = 1 << 6,
    MD_ROLE_ANSWERS = 1 << 7, /* below a sub-heading of Questions, which is a question itself */
};

/* The open headings, outermost first, each with the roles of all that enclose it. A zeroed one: none. */
struct md_sections {
    struct md_section {
        int level;
        unsigned roles;
    } open[MD_HEADING_LEVELS];
    unsigned count;
};

/*
 * Opens the section of a heading of that level (1 to 6) with its own roles; sections of the same or a lower rank end.
 * Returns the roles that hold in it.
 */
unsigned md_sections_open(struct md_sections *sections, int level, unsigned own);

/* Whether the newest heading stands within a Questions section, so that it is a question itself. */
bool md_sections_heading_asks(const struct md_sections *sections);

#endif

#include "text/md_section.h"

#include "base/die.h"

unsigned md_sections_open(struct md_sections *sections, int level, unsigned own)
{
    unsigned outer, roles;

    must(level >= 1 && level <= MD_HEADING_LEVELS);
    while (sections->count && sections->open[sections->count - 1].level >= level)
        sections->count--;
    outer = sections->count ? sections->open[sections->count - 1].roles : 0;
    roles = own | (outer & ~(unsigned)MD_ROLE_ANSWERS);
    if ((outer & MD_ROLE_QUESTIONS) && !(own & MD_ROLE_QUESTIONS))
        roles |= MD_ROLE_ANSWERS;
    sections->open[sections->count++] = (struct md_section){level, roles};
    return roles;
}

bool md_sections_heading_asks(const struct md_sections *sections)
{
    return sections->count > 1 && sections->open[sections->count - 2].roles & MD_ROLE_QUESTIONS;
}

/*
 * The last weeks with the meetings held in each: the map of Today, and the page that its cells lead to.
 */
#ifndef SITE_WEEKS_H
#define SITE_WEEKS_H

#include "site/part.h"

/* Half a year; templates and the style sheet show half of it on a phone. */
enum { WEEKS = 26 };

struct week {
    int32_t from;          /* its first day */
    uint32_t first, count; /* its meetings in the list that it was made of */
};

/* The last WEEKS weeks, this one last, of the meetings held as site_meetings gives them. */
void weeks_of(const struct page *page, const struct record_list *held, struct week weeks[WEEKS]);

/* Where the meetings of a week are: the one there is, the list of several; empty for none. */
struct str week_url(const struct page *page, const struct record_list *held, const struct week *week);

#endif

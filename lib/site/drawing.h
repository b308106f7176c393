/*
 * The drawing of the referral forest: from left to right, one line of text for each who introduced nobody shown, everybody else
 * half-way between the first and the last of their own. Whoever is new moves only what stands below.
 */
#ifndef SITE_DRAWING_H
#define SITE_DRAWING_H

#include "insight/network.h"
#include "site/part.h"

/* Adds {width, height, lines: [path], people: [{name, url, is_met, x, y, text_x, text_y, more}]} of the nodes that are chosen. */
void drawing_add(const struct page *page, struct object *data, const struct network *network,
                 const bool *chosen);

#endif

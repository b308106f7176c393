/* What the dashboard is made of, as the program carries it. */
#ifndef CMD_TEMPLATES_H
#define CMD_TEMPLATES_H

#include "site/source.h"

/* The templates, style sheet and script of pages, by name; in the arena. */
struct sources templates_built_in(struct arena *arena);

#endif

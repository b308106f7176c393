/* What may stand where in a page: the rules that tmpl.h gives for TMPL_HTML. For tmpl_parse.c and tmpl.c only. */
#ifndef TEXT_TMPL_HTML_H
#define TEXT_TMPL_HTML_H

#include "text/tmpl_part.h"

/*
 * Follows the text between the tags of a template, whose lines are known, and gives each value its place. False
 * where a tag stands where it may not, or the text is no HTML: `*problem` then says so.
 */
bool tmpl_html_check(struct tmpl *tmpl, struct diag *problem);

/* Appends the value of a tag, NULL or no list, object or yes: escaped for its place. False where it may not stand there. */
bool tmpl_html_put(const struct tmpl *tmpl, const struct tmpl_part *part, const struct tmpl_value *value,
                   struct buf *out, struct diag *problem);

#endif

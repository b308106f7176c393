/* What browsers take the values of attributes for. */
#ifndef TEXT_HTML_ATTRIBUTE_H
#define TEXT_HTML_ATTRIBUTE_H

#include "base/str.h"

enum html_use {
    HTML_USE_TEXT,   /* text that is shown, or means nothing to a browser: title, class, id, data-… */
    HTML_USE_LINK,   /* an address that is followed when somebody asks for it */
    HTML_USE_LOAD,   /* an address that is loaded with the page */
    HTML_USE_SCRIPT, /* onclick */
    HTML_USE_STYLE,  /* style, and what may hold url() in SVG */
    HTML_USE_FIXED,  /* several addresses, or what an element is: no value from outside belongs there */
};

/* Both names in lower case, as in html_scan.h. Where the element is one that takes no values it is HTML_USE_FIXED. */
enum html_use html_attribute_use(struct str element, struct str attribute);

#endif

#include "text/html_attribute.h"

/* Elements whose attributes change the page around them, bring other pages in, or set attributes of others. */
static const char *const fixed_elements[] = {
    "base",    "meta",   "style",       "iframe",         "frame",        "object",        "embed",
    "applet",  "param",  "set",         "animate",        "animatecolor", "animatemotion", "animatetransform",
    "discard", "portal", "fencedframe", "annotation-xml",
};

static const struct {
    const char *name;
    enum html_use use;
} attributes[] = {
    {"href", HTML_USE_LOAD},         {"src", HTML_USE_LOAD},           {"poster", HTML_USE_LOAD},
    {"background", HTML_USE_LOAD},   {"manifest", HTML_USE_LOAD},      {"data", HTML_USE_LOAD},
    {"icon", HTML_USE_LOAD},         {"lowsrc", HTML_USE_LOAD},        {"dynsrc", HTML_USE_LOAD},
    {"profile", HTML_USE_LOAD},      {"cite", HTML_USE_LINK},          {"action", HTML_USE_LINK},
    {"formaction", HTML_USE_LINK},   {"longdesc", HTML_USE_LINK},      {"itemid", HTML_USE_LINK},
    {"style", HTML_USE_STYLE},       {"fill", HTML_USE_STYLE},         {"stroke", HTML_USE_STYLE},
    {"filter", HTML_USE_STYLE},      {"mask", HTML_USE_STYLE},         {"clip-path", HTML_USE_STYLE},
    {"cursor", HTML_USE_STYLE},      {"marker-start", HTML_USE_STYLE}, {"marker-mid", HTML_USE_STYLE},
    {"marker-end", HTML_USE_STYLE},  {"srcdoc", HTML_USE_FIXED},       {"srcset", HTML_USE_FIXED},
    {"imagesrcset", HTML_USE_FIXED}, {"ping", HTML_USE_FIXED},         {"attributionsrc", HTML_USE_FIXED},
    {"archive", HTML_USE_FIXED},     {"codebase", HTML_USE_FIXED},     {"classid", HTML_USE_FIXED},
    {"base", HTML_USE_FIXED},        {"http-equiv", HTML_USE_FIXED},   {"type", HTML_USE_FIXED},
    {"is", HTML_USE_FIXED},
};

static bool is_fixed(struct str element)
{
    for (size_t i = 0; i < sizeof fixed_elements / sizeof *fixed_elements; i++)
        if (str_equal(element, str_from(fixed_elements[i])))
            return true;
    return false;
}

/* `xlink:href` and `xml:base` are what they are without the prefix; of others it does no harm to think so. */
static struct str without_prefix(struct str name)
{
    size_t colon = str_index(name, ':', 0);

    return colon < name.n ? str_skip(name, colon + 1) : name;
}

enum html_use html_attribute_use(struct str element, struct str attribute)
{
    struct str name = without_prefix(attribute);
    enum html_use use = str_starts(name, STR("on")) ? HTML_USE_SCRIPT : HTML_USE_TEXT;

    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (str_equal(name, str_from(attributes[i].name)))
            use = attributes[i].use;
    if (use == HTML_USE_SCRIPT || use == HTML_USE_STYLE)
        return use;
    if (is_fixed(element))
        return HTML_USE_FIXED;
    if (str_equal(element, STR("script")) || str_equal(element, STR("link")))
        return use == HTML_USE_LOAD ? use : HTML_USE_FIXED;
    if (str_equal(name, STR("href")) && (str_equal(element, STR("a")) || str_equal(element, STR("area"))))
        return HTML_USE_LINK;
    return use;
}

/* Templates of pages: where values may stand, what is written there, and what is refused. */
#include <time.h>

#include "base/limits.h"
#include "text/html_safe.h"
#include "text/tmpl.h"

#include "unit.h"

/* ---- data that the tests share */

#define TEXT(literal)                                                \
    {                                                                \
        .kind = TMPL_WORD, .text = {(literal), sizeof(literal) - 1 } \
    }
#define ADDRESS(literal)                                            \
    {                                                               \
        .kind = TMPL_URL, .text = {(literal), sizeof(literal) - 1 } \
    }
#define MARKUP(literal)                                                \
    {                                                                  \
        .kind = TMPL_MARKUP, .text = {(literal), sizeof(literal) - 1 } \
    }

static const struct tmpl_value two[] = {TEXT("1"), TEXT("2")};

static const struct tmpl_field fields[] = {
    {"text", TEXT("<b>\"'&")},
    {"url", ADDRESS("https://example.org/?a&b")},
    {"path", ADDRESS("ana.html")},
    {"bad", ADDRESS("javascript:alert(1)")},
    {"void", ADDRESS("")},
    {"html", MARKUP("<b>&amp;</b>")},
    {"empty", TEXT("")},
    {"nothing", {.kind = TMPL_NOTHING}},
    {"yes", {.kind = TMPL_YES, .is_yes = true}},
    {"no", {.kind = TMPL_YES}},
    {"two", {.kind = TMPL_LIST, .items = two, .count = 2}},
    {"written", {.kind = TMPL_WORD, .text = {"<i>", 3}, .is_written = true}},
};

static const struct tmpl_value data = {.kind = TMPL_OBJECT,
                                       .fields = fields,
                                       .count = sizeof fields / sizeof *fields};

struct result {
    struct arena arena;
    struct buf out;
    struct diag problem;
    int status; /* of tmpl_render; -2: no template */
};

/* With the partials "p", which is text with a tag, and "layout", which has a block. */
static struct result rendered(const char *text)
{
    struct result result = {.status = -2};
    struct tmpl_source page = {.name = STR("page"), .text = str_from(text), .mode = TMPL_HTML};
    struct tmpl_source p = {.name = STR("p"), .text = STR("<i>{{text}}</i>"), .mode = TMPL_HTML};
    struct tmpl_source layout = {
        .name = STR("layout"), .text = STR("<main>{{$body}}-{{/body}}</main>"), .mode = TMPL_HTML};
    struct tmpl_partial at[] = {{STR("p"), tmpl_parse(&result.arena, &p, &result.problem)},
                                {STR("layout"), tmpl_parse(&result.arena, &layout, &result.problem)}};
    struct tmpl_partials partials = {at, 2};
    const struct tmpl *tmpl = tmpl_parse(&result.arena, &page, &result.problem);

    assert_non_null(at[0].tmpl);
    assert_non_null(at[1].tmpl);
    if (tmpl)
        result.status = tmpl_render(tmpl, &data, &partials, &result.out, &result.problem);
    return result;
}

static void result_free(struct result *result)
{
    buf_free(&result->out);
    arena_free(&result->arena);
}

/* ---- what is written */

#define ESCAPED "&lt;b&gt;&quot;&#39;&amp;"

static const struct {
    const char *text, *expected;
} written[] = {
    /* values */
    {"{{text}}", ESCAPED},
    {"<p title=\"{{text}}\">", "<p title=\"" ESCAPED "\">"},
    {"<p title='{{text}}{{text}}'>", "<p title='" ESCAPED ESCAPED "'>"},
    {"<P TITLE = '{{text}}'>", "<P TITLE = '" ESCAPED "'>"},
    {"<p data-onclick='{{text}}' data-href='{{text}}'>",
     "<p data-onclick='" ESCAPED "' data-href='" ESCAPED "'>"},
    {"</p title='{{text}}'>", "</p title='" ESCAPED "'>"},
    {"<title>{{text}}</title>{{text}}", "<title>" ESCAPED "</title>" ESCAPED},
    {"<TextArea>{{text}}</tEXTAREA >{{text}}", "<TextArea>" ESCAPED "</tEXTAREA >" ESCAPED},
    {"{{written}}", "&lt;i&gt;"},
    {"{{html}}{{nothing}}", NULL},
    {"{{{html}}}{{&html}}", "<b>&amp;</b><b>&amp;</b>"},
    {"{{{nothing}}}{{nothing}}{{empty}}", ""},
    {"<p title='{{nothing}}'>", "<p title=''>"},
    {"{{url}} {{bad}}", "https://example.org/?a&amp;b javascript:alert(1)"},
    {"<p title='{{bad}}'>", "<p title='javascript:alert(1)'>"},
    /* addresses */
    {"<a href=\"{{url}}\">", "<a href=\"https://example.org/?a&amp;b\">"},
    {"<a href='{{path}}#x'>", "<a href='ana.html#x'>"},
    {"<a href='{{path}}.gz?a={{path}}&amp;b=://{{url}}'>",
     "<a href='ana.html.gz?a=ana.html&amp;b=://https://example.org/?a&amp;b'>"},
    {"<a href='p/{{path}}'>", "<a href='p/ana.html'>"},
    {"<a href='../{{path}}'>", "<a href='../ana.html'>"},
    {"<a href='#{{path}}'><a href='?{{path}}'>", "<a href='#ana.html'><a href='?ana.html'>"},
    {"<a href='mailto:{{path}}'><a href='TEL:{{path}}'>",
     "<a href='mailto:ana.html'><a href='TEL:ana.html'>"},
    {"<area HREF='{{url}}'>", "<area HREF='https://example.org/?a&amp;b'>"},
    {"<svg><a xlink:href='{{url}}'>", "<svg><a xlink:href='https://example.org/?a&amp;b'>"},
    {"<link href='{{path}}'><script src='{{path}}'></script>",
     "<link href='ana.html'><script src='ana.html'></script>"},
    {"<img src='{{path}}'><use href='#{{path}}'/>", "<img src='ana.html'><use href='#ana.html'/>"},
    {"<a href='x.html{{#yes}}#{{path}}{{/yes}}'>", "<a href='x.html#ana.html'>"},
    {"<a href='{{path}}{{#yes}}?q{{/yes}}{{#no}}#n{{/no}}'>", "<a href='ana.html?q'>"},
    {"<a href='javascript:x{{#yes}}y{{/yes}}'>", "<a href='javascript:xy'>"},
    {"<a href='{{#yes}}#{{/yes}}{{path}}'>", "<a href='#ana.html'>"},
    /* sections */
    {"{{#yes}}<b>{{/yes}}{{^yes}}<i>{{/yes}}", "<b>"},
    {"<p class=\"a{{#yes}} b{{/yes}}\">", "<p class=\"a b\">"},
    {"<p class='{{#two}}{{.}} {{/two}}{{^two}}-{{/two}}'>", "<p class='1 2 '>"},
    {"<p onclick='x{{#yes}}y{{/yes}}' style='{{#no}}z{{/no}}'>", "<p onclick='xy' style=''>"},
    {"<a {{#yes}}href=\"{{url}}\"{{/yes}}>", "<a href=\"https://example.org/?a&amp;b\">"},
    {"<a{{#yes}} href='#'{{/yes}}{{#yes}} title='{{text}}'{{/yes}}>", "<a href='#' title='" ESCAPED "'>"},
    {"<p hidden{{#two}} a='{{.}}'{{/two}}>", "<p hidden a='1' a='2'>"},
    {"<option value='1'{{#yes}} selected{{/yes}}>", "<option value='1' selected>"},
    {"<option{{#yes}}{{#yes}} selected{{/yes}}{{/yes}} value='1'/>", "<option selected value='1'/>"},
    {"<p\n  {{#yes}}\n  hidden\n  {{/yes}}\n>", "<p\n  hidden\n>"},
    {"<title>{{#two}}{{.}}{{/two}}</title>", "<title>12</title>"},
    {"<p {{! x }} title='{{! y }}'{{! z }}>{{! x }}", "<p  title=''>"},
    /* partials and blocks */
    {"<p>{{>p}}</p>", "<p><i>" ESCAPED "</i></p>"},
    {"{{<layout}}{{$body}}<p title='{{text}}'>{{/body}}{{/layout}}", "<main><p title='" ESCAPED "'></main>"},
    {"{{<layout}} <a {{text}} <!-- {{#no}} {{/no}}{{$body}}{{text}}{{/body}} ' {{/layout}}",
     "<main>" ESCAPED "</main>"},
    {"{{<layout}}{{/layout}}{{text}}", "<main>-</main>" ESCAPED},
    /* text that a template may hold */
    {"a < {{empty}}b <3 <> && &lt; >\"'=", "a < b <3 <> && &lt; >\"'="},
    {"<!doctype html>{{text}}", "<!doctype html>" ESCAPED},
    {"<!DOCTYPE html SYSTEM 'x'>{{text}}", "<!DOCTYPE html SYSTEM 'x'>" ESCAPED},
    {"<!-->{{text}}", "<!-->" ESCAPED},
    {"<!--->{{text}}", "<!--->" ESCAPED},
    {"<!---->{{text}}", "<!---->" ESCAPED},
    {"<!-- <a b='--!>{{text}}", "<!-- <a b='--!>" ESCAPED},
    {"<!--!>--->{{text}}", "<!--!>--->" ESCAPED},
    {"<!---!>-->{{text}}", "<!---!>-->" ESCAPED},
    {"<!-- - -- > --!- --x>-->{{text}}", "<!-- - -- > --!- --x>-->" ESCAPED},
    {"<!--\n-->{{text}}", "<!--\n-->" ESCAPED},
    {"<br/><br /><input disabled><p a=b/>{{text}}", "<br/><br /><input disabled><p a=b/>" ESCAPED},
    {"<p\n\f\ttitle\n=\n'{{text}}'\f>", "<p\n\f\ttitle\n=\n'" ESCAPED "'\f>"},
    {"<script>if (a > b && c == \"'\") x = '>'</script>{{text}}",
     "<script>if (a > b && c == \"'\") x = '>'</script>" ESCAPED},
    {"<style>a > b { c: 'd' }</style>{{text}}", "<style>a > b { c: 'd' }</style>" ESCAPED},
    {"<noscript><p title='{{text}}'></noscript>{{text}}",
     "<noscript><p title='" ESCAPED "'></noscript>" ESCAPED},
    {"<p onclick='x' style=\"y\" href=javascript:z>", "<p onclick='x' style=\"y\" href=javascript:z>"},
    {"<meta http-equiv='refresh' content='0; x'><base href='y'><iframe src='z'></iframe>",
     "<meta http-equiv='refresh' content='0; x'><base href='y'><iframe src='z'></iframe>"},
    {"</title>{{text}}</script>", "</title>" ESCAPED "</script>"},
    {"<titles>{{text}}<scriptx>{{text}}", "<titles>" ESCAPED "<scriptx>" ESCAPED},
    {"<abcdefghijklmnopqrstuvwxyz a='{{text}}'>", "<abcdefghijklmnopqrstuvwxyz a='" ESCAPED "'>"},
};

static void test_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof written / sizeof *written; i++) {
        struct result result = rendered(written[i].text);
        bool is_right = written[i].expected ? result.status == 0 && str_equal(buf_str(&result.out),
                                                                              str_from(written[i].expected))
                                            : result.status != 0;

        if (!is_right)
            fail_msg("%s: '%.*s' (%.*s)", written[i].text, STR_ARGS(buf_str(&result.out)),
                     STR_ARGS(result.problem.message));
        result_free(&result);
    }
}

/* ---- what is refused when a template is compiled */

#define WHOLE "let it be the whole address, or stand behind a '/', '?', '#' or 'mailto:' that is written out"
#define NAMES "write names out; a whole attribute may stand in a section"
#define CLASS "choose a class by a section, as in class=\"{{#is_late}}late{{/is_late}}\""
#define DATA "a script reads it from an attribute 'data-...'"
#define FIXED "write out what stands there"
#define TEXTS "pages, partials and blocks begin and end in text, between tags"
#define WHOLES "a section holds text with whole tags, whole attributes, or a part of one value"
#define MARK "this mark is no part of a tag"
#define MARKS "is there a quote too many or too few before it?"
#define ALIKE "this is no HTML that every browser reads alike"
#define LESS "for the character write &lt;"

static const struct {
    const char *text;
    unsigned line, column;
    const char *message, *hint;
} refused[] = {
    /* where no value stands */
    {"<p title={{text}}>", 1, 10, "'{{text}}' may not stand in a value without quotes",
     "put the value between quotes"},
    {"<p>\n<p title=a{{text}}>", 2, 11, "'{{text}}' may not stand in a value without quotes",
     "put the value between quotes"},
    {"<p {{text}}>", 1, 4, "'{{text}}' may not stand in a tag outside of quotes", NAMES},
    {"<p {{text}}='1'>", 1, 4, "'{{text}}' may not stand in a tag outside of quotes", NAMES},
    {"<p a{{text}}='1'>", 1, 5, "'{{text}}' may not stand in a tag outside of quotes", NAMES},
    {"<p a {{text}}>", 1, 6, "'{{text}}' may not stand in a tag outside of quotes", NAMES},
    {"<p a='1'{{text}}>", 1, 9, "'{{text}}' may not stand in a tag outside of quotes", NAMES},
    {"<p /{{text}}>", 1, 5, "'{{text}}' may not stand in a tag outside of quotes", NAMES},
    {"<{{text}}>", 1, 2, "'{{text}}' may not stand in the name of a tag",
     "write names out; for the character '<' write &lt;"},
    {"</{{text}}>", 1, 3, "'{{text}}' may not stand in the name of a tag",
     "write names out; for the character '<' write &lt;"},
    {"<h{{text}}>", 1, 3, "'{{text}}' may not stand in the name of a tag",
     "write names out; for the character '<' write &lt;"},
    {"<!-- {{text}} -->", 1, 6, "'{{text}}' may not stand in a comment",
     "a comment that leaves no trace in the page is {{! ... }}"},
    {"<!-- {{! x }} -->", 1, 6, "'{{! x }}' may not stand in a comment",
     "a comment that leaves no trace in the page is {{! ... }}"},
    {"<!doctype {{text}}>", 1, 11, "'{{text}}' may not stand in a doctype", FIXED},
    {"<!{{text}}>", 1, 3, "'{{text}}' may not stand in a doctype", FIXED},
    {"<script>{{text}}</script>", 1, 9, "'{{text}}' may not stand in the element 'script'", DATA},
    {"<SCRIPT>{{{html}}}</SCRIPT>", 1, 9, "'{{{html}}}' may not stand in the element 'script'", DATA},
    {"<script>{{#yes}}1{{/yes}}</script>", 1, 9, "'{{#yes}}' may not stand in the element 'script'", DATA},
    {"<style>{{text}}</style>", 1, 8, "'{{text}}' may not stand in the element 'style'", CLASS},
    {"<xmp>{{text}}</xmp>", 1, 6, "'{{text}}' may not stand in the element 'xmp'", FIXED},
    {"<noembed>{{text}}", 1, 10, "'{{text}}' may not stand in the element 'noembed'", FIXED},
    {"<title></tit{{text}}le>", 1, 13, "'{{text}}' may not stand in the element 'title'", FIXED},
    {"<p onclick='{{text}}'>", 1, 13, "'{{text}}' may not stand in the attribute 'onclick'", DATA},
    {"<p ONanything=\"{{text}}\">", 1, 16, "'{{text}}' may not stand in the attribute 'onanything'", DATA},
    {"<p style='{{text}}'>", 1, 11, "'{{text}}' may not stand in the attribute 'style'", CLASS},
    {"<path fill='{{text}}'>", 1, 13, "'{{text}}' may not stand in the attribute 'fill'", CLASS},
    {"<img srcset='{{path}}'>", 1, 14, "'{{path}}' may not stand in the attribute 'srcset'", FIXED},
    {"<a ping='{{path}}'>", 1, 10, "'{{path}}' may not stand in the attribute 'ping'", FIXED},
    {"<input type='{{text}}'>", 1, 14, "'{{text}}' may not stand in the attribute 'type'", FIXED},
    {"<p xml:base='{{path}}'>", 1, 14, "'{{path}}' may not stand in the attribute 'xml:base'", FIXED},
    {"<base href='{{path}}'>", 1, 13, "'{{path}}' may not stand in the attribute 'href'", FIXED},
    {"<meta content='{{text}}'>", 1, 16, "'{{text}}' may not stand in the attribute 'content'", FIXED},
    {"<meta http-equiv='{{text}}'>", 1, 19, "'{{text}}' may not stand in the attribute 'http-equiv'", FIXED},
    {"<iframe srcdoc='{{text}}'>", 1, 17, "'{{text}}' may not stand in the attribute 'srcdoc'", FIXED},
    {"<iframe title='{{text}}'>", 1, 16, "'{{text}}' may not stand in the attribute 'title'", FIXED},
    {"<object data='{{path}}'>", 1, 15, "'{{path}}' may not stand in the attribute 'data'", FIXED},
    {"<embed src='{{path}}'>", 1, 13, "'{{path}}' may not stand in the attribute 'src'", FIXED},
    {"<set to='{{text}}'>", 1, 10, "'{{text}}' may not stand in the attribute 'to'", FIXED},
    {"<animate values='{{text}}'>", 1, 18, "'{{text}}' may not stand in the attribute 'values'", FIXED},
    {"<script nonce='{{text}}'>", 1, 16, "'{{text}}' may not stand in the attribute 'nonce'", FIXED},
    {"<link rel='{{text}}'>", 1, 12, "'{{text}}' may not stand in the attribute 'rel'", FIXED},
    /* HTML as it is */
    {"<p title='{{{html}}}'>", 1, 11, "'{{{html}}}' may not stand in the attribute 'title'",
     "HTML stands between tags only; here write two braces"},
    {"<a href='{{&url}}'>", 1, 10, "'{{&url}}' may not stand in the attribute 'href'",
     "HTML stands between tags only; here write two braces"},
    {"<title>{{{html}}}</title>", 1, 8, "'{{{html}}}' may not stand in the element 'title'",
     "HTML stands between tags only; here write two braces"},
    /* addresses */
    {"<a href='java{{path}}'>", 1, 14, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href='javascript:{{path}}'>", 1, 21, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href='javascript:/{{path}}'>", 1, 22, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href='java\tscript:{{path}}'>", 1, 22, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href=' https:{{path}}'>", 1, 17, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href='javascript&colon;/{{path}}'>", 1, 28, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href='&#106;avascript:{{path}}'>", 1, 26, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href='data:text/html,{{path}}'>", 1, 25, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href='/{{path}}'>", 1, 11, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href='//{{path}}'>", 1, 12, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href='\\{{path}}'>", 1, 11, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href='\\/{{path}}'>", 1, 12, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href=':{{path}}'>", 1, 11, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href='{{path}}{{path}}'>", 1, 18, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href='{{path}}.{{path}}'>", 1, 19, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href='{{path}}:x'>", 1, 18, "this may not stand behind a value in an address",
     "an address goes on with '/', '?' or '#'"},
    {"<a href='{{path}}&colon;x'>", 1, 18, "this may not stand behind a value in an address",
     "an address goes on with '/', '?' or '#'"},
    {"<a href='ht{{! }}tp:{{path}}'>", 1, 21, "'{{path}}' may not stand here in an address", WHOLE},
    {"<a href='{{#yes}}java{{/yes}}'>", 1, 22, "'{{/yes}}' does not end where '{{#yes}}' began", WHOLES},
    {"<a href='{{#yes}}{{path}}{{/yes}}'>", 1, 26, "'{{/yes}}' does not end where '{{#yes}}' began", WHOLES},
    {"<a href='{{#no}}#{{/no}}/{{path}}'>", 1, 26, "'{{path}}' may not stand here in an address", WHOLE},
    /* sections */
    {"{{#yes}}<p {{/yes}}>", 1, 12, "'{{/yes}}' does not end where '{{#yes}}' began", WHOLES},
    {"<p {{#yes}}>{{/yes}}", 1, 13, "'{{/yes}}' does not end where '{{#yes}}' began", WHOLES},
    {"<p {{#yes}}><p {{/yes}}>", 1, 16, "'{{/yes}}' does not end where '{{#yes}}' began", WHOLES},
    {"<p a='{{#yes}}' b='{{/yes}}'>", 1, 20, "'{{/yes}}' does not end where '{{#yes}}' began", WHOLES},
    {"<p a='{{#yes}}' {{/yes}}>", 1, 17, "'{{/yes}}' does not end where '{{#yes}}' began", WHOLES},
    {"<title>{{#yes}}</title>{{/yes}}", 1, 24, "'{{/yes}}' does not end where '{{#yes}}' began", WHOLES},
    {"<title>{{#yes}}</title><title>{{/yes}}</title>", 1, 31,
     "'{{/yes}}' does not end where '{{#yes}}' began", WHOLES},
    {"<p {{#two}}hidden{{/two}}>", 1, 18, "'{{/two}}' does not end where '{{#two}}' began", WHOLES},
    {"<{{#yes}}b{{/yes}}>", 1, 2, "'{{#yes}}' may not stand in the name of a tag",
     "write names out; for the character '<' write &lt;"},
    {"{{#yes}}<{{/yes}}b>", 1, 10, "'{{/yes}}' may not stand in the name of a tag",
     "write names out; for the character '<' write &lt;"},
    {"<!--{{#yes}}-->{{/yes}}", 1, 5, "'{{#yes}}' may not stand in a comment",
     "a comment that leaves no trace in the page is {{! ... }}"},
    {"<p {{#yes}}a={{/yes}}'1'>", 1, 14, "'{{/yes}}' may not stand in a value without quotes",
     "put the value between quotes"},
    {"<p {{#yes}}/{{/yes}}>", 1, 13, "'{{/yes}}' may not stand in a tag outside of quotes", NAMES},
    {"<h{{#yes}}1{{/yes}}>", 1, 11, "here the tag goes on without white space",
     "write a space before the next attribute"},
    {"<p on{{! }}click='1'>", 1, 12, "here the tag goes on without white space",
     "write a space before the next attribute"},
    {"<p {{#yes}} on{{/yes}}click='1'>", 1, 23, "here the tag goes on without white space",
     "write a space before the next attribute"},
    {"<p {{#yes}} onclick{{/yes}} ='{{text}}'>", 1, 29, MARK, MARKS},
    /* What the lines of an argument lose is not there: here it would be `onclick` the second time. */
    {"{{<layout}}{{$body}}\n  <p\n  {{#two}}\n  click='{{.}}' on{{/two}}>\n  {{/body}}{{/layout}}", 4, 19,
     "'{{/two}}' does not end where '{{#two}}' began", WHOLES},
    /* partials, blocks, ends */
    {"<p class='{{>p}}'>", 1, 11, "'{{>p}}' may not stand in the attribute 'class'", TEXTS},
    {"<title>{{>p}}</title>", 1, 8, "'{{>p}}' may not stand in the element 'title'", TEXTS},
    {"<p {{$a}}{{/a}}>", 1, 4, "'{{$a}}' may not stand in a tag outside of quotes", TEXTS},
    {"<p {{<layout}}{{/layout}}>", 1, 4, "'{{<layout}}' may not stand in a tag outside of quotes", TEXTS},
    {"{{$a}}<p {{/a}}>", 1, 10, "'{{/a}}' may not stand in a tag outside of quotes", TEXTS},
    {"{{<layout}}{{$body}}<p a='{{/body}}{{/layout}}'>", 1, 27,
     "'{{/body}}' may not stand in the attribute 'a'", TEXTS},
    {"x\n <p", 2, 2, "this tag is not ended", TEXTS},
    {"<", 1, 1, "this tag is not ended", TEXTS},
    {"<p a='>", 1, 1, "this tag is not ended", TEXTS},
    {"<!-- -- >", 1, 1, "this comment is not ended", TEXTS},
    {"<p><title></p", 1, 13, "a '<' stands in an element that holds text only",
     "end the element first; in a title write &lt;, and keep scripts and style sheets in files"},
    {"<p><title>", 1, 4, "this element is not ended", TEXTS},
    /* what browsers would mend, or read in one way or another */
    {"<a href=\"x>y</a>", 1, 13, "a '<' stands in the value of an attribute",
     "is the quote before it missing? for the character write &lt;"},
    {"<a href=\"x\" title=y\">", 1, 20, "this value needs quotes", "write it between quotes, after the '='"},
    {"<a href=\"x\"title=y>", 1, 12, "here the tag goes on without white space",
     "write a space before the next attribute"},
    {"<a href=\"x\"\">", 1, 12, "here the tag goes on without white space",
     "write a space before the next attribute"},
    {"<a href=>", 1, 9, "a value is missing here", "write it between quotes, after the '='"},
    {"<a \"x\">", 1, 4, MARK, MARKS},
    {"<a ='x'>", 1, 4, MARK, MARKS},
    {"<a <b>", 1, 4, MARK, MARKS},
    {"<a<b>", 1, 3, MARK, MARKS},
    {"<a b<c>", 1, 5, MARK, MARKS},
    {"<a/b>", 1, 4, MARK, MARKS},
    {"<?xml version='1.0'?>", 1, 2, ALIKE, LESS},
    {"</>", 1, 3, ALIKE, LESS},
    {"</ p>", 1, 3, ALIKE, LESS},
    {"<!element>", 1, 3, ALIKE, LESS},
    {"<svg><![CDATA[{{text}}]]></svg>", 1, 8, ALIKE, LESS},
    {"<plaintext>", 1, 11, "this element has no end that every browser finds",
     "leave it out; for text as it stands there is 'pre'"},
    {"<svg><style/>{{text}}</svg>", 1, 13, "a '/' ends only elements that hold nothing",
     "write an end tag, as in <script></script>"},
    {"<svg><title><b></title>", 1, 14, "a '<' stands in an element that holds text only",
     "end the element first; in a title write &lt;, and keep scripts and style sheets in files"},
    {"<script>'<!--<script>'</script>", 1, 11, "a '<' stands in an element that holds text only",
     "end the element first; in a title write &lt;, and keep scripts and style sheets in files"},
    {"<title></titles>", 1, 15, "a '<' stands in an element that holds text only",
     "end the element first; in a title write &lt;, and keep scripts and style sheets in files"},
    {"<noscript><!-- </NOSCRIPT> --></noscript>", 1, 30, "this comment holds the end of 'noscript'",
     "browsers with scripts end the element there; leave it out"},
    /* when it is rendered */
    {"\n{{html}}", 2, 1, "'html' is HTML", "write it between three braces, outside of tags"},
    {"<p title='{{html}}'>", 1, 11, "'html' is HTML", "write it between three braces, outside of tags"},
    {"{{{text}}}", 1, 1, "'text' is no HTML but text", "write it between two braces"},
    {"{{&url}}", 1, 1, "'url' is no HTML but text", "write it between two braces"},
    {"{{{two}}}", 1, 1, "'two' is a list", "write {{#two}} ... {{/two}} around what is to be said of it"},
    {"<a href='{{text}}'>", 1, 10, "'text' is text, and here an address is needed",
     "name a value that is an address"},
    {"<a href='x/{{text}}'>", 1, 12, "'text' is text, and here an address is needed",
     "name a value that is an address"},
    {"<form action='{{text}}'>", 1, 15, "'text' is text, and here an address is needed",
     "name a value that is an address"},
    {"<a href='{{bad}}'>", 1, 10, "'bad' is 'javascript:alert(1)': no address that may stand here",
     "links are http, https, mailto, tel, #fragments and relative paths"},
    {"<button formaction='{{bad}}'>", 1, 21, "'bad' is 'javascript:alert(1)': no address that may stand here",
     "links are http, https, mailto, tel, #fragments and relative paths"},
    {"<img src='{{url}}'>", 1, 11, "'url' is 'https://example.org/?a&b': no address that may stand here",
     "nothing is loaded from elsewhere: a relative path belongs here"},
    {"<use xlink:href='{{url}}'/>", 1, 18,
     "'url' is 'https://example.org/?a&b': no address that may stand here",
     "nothing is loaded from elsewhere: a relative path belongs here"},
    {"<script src='{{url}}'></script>", 1, 14,
     "'url' is 'https://example.org/?a&b': no address that may stand here",
     "nothing is loaded from elsewhere: a relative path belongs here"},
    {"<video poster='{{url}}'>", 1, 16, "'url' is 'https://example.org/?a&b': no address that may stand here",
     "nothing is loaded from elsewhere: a relative path belongs here"},
    {"<a href='{{void}}'>", 1, 10, "'void' is empty here, and an address may not be",
     "put a section around the attribute, or around the whole element"},
    {"<a href='x/{{nothing}}/y'>", 1, 12, "'nothing' is empty here, and an address may not be",
     "put a section around the attribute, or around the whole element"},
};

static void test_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct result result = rendered(refused[i].text);
        const struct diag *problem = &result.problem;

        if (result.status == 0 || result.out.n || problem->place.line != refused[i].line ||
            problem->place.column != refused[i].column ||
            !str_equal(problem->message, str_from(refused[i].message)) ||
            !str_equal(problem->hint, str_from(refused[i].hint)))
            fail_msg("%s: %d %.*s:%u:%u: %.*s (%.*s)", refused[i].text, result.status,
                     STR_ARGS(problem->path), problem->place.line, problem->place.column,
                     STR_ARGS(problem->message), STR_ARGS(problem->hint));
        result_free(&result);
    }
}

/* The same templates are fine where they are no pages. */
static void test_other_modes(void **state)
{
    (void)state;
    for (int mode = TMPL_TEXT; mode < (int)TMPL_HTML; mode++) {
        struct arena arena = {0};
        struct diag problem = {0};
        struct buf out = {0};
        struct tmpl_source source = {.text = STR("<p onclick={{bad}} {{{text}}}{{html}}"),
                                     .mode = (enum tmpl_mode)mode};
        const struct tmpl *tmpl = tmpl_parse(&arena, &source, &problem);

        assert_non_null(tmpl);
        assert_int_equal(tmpl_render(tmpl, &data, NULL, &out, &problem), 0);
        buf_free(&out);
        arena_free(&arena);
    }
}

/* ---- text */

static const struct {
    const char *text, *expected;
} escaped[] = {
    {"", ""},
    {"plain", "plain"},
    {"<script>alert('\"')</script>", "&lt;script&gt;alert(&#39;&quot;&#39;)&lt;/script&gt;"},
    {"&amp;&#60;", "&amp;amp;&amp;#60;"},
    {"a\tb\nc\r\nd\re", "a\tb\nc\nd\ne"},
    {"\x01\x1f\x7f\xc2\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {"\xe2\x80\xae"
     "a\xe2\x81\xa6",
     "\xef\xbf\xbd"
     "a\xef\xbf\xbd"},
    {"\xef\xbf\xbe\xef\xb7\x90\xf0\x9f\xbf\xbf", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"},
    {"\xff<\xc3", "\xef\xbf\xbd&lt;\xef\xbf\xbd"},
    {"\xc3\xa9 \xe6\x9d\x8e \xf0\x9f\x99\x82", "\xc3\xa9 \xe6\x9d\x8e \xf0\x9f\x99\x82"},
    {"\xc2\x9f\xc2\xa0\xc3\x80\xdf\xbf\xe0\xa0\x80", "\xef\xbf\xbd\xc2\xa0\xc3\x80\xdf\xbf\xe0\xa0\x80"},
    {"\xc3(\xdf\xc0\xc1\xbf\xc3\x80<",
     "\xef\xbf\xbd(\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xc3\x80&lt;"},
};

static void test_escaped(void **state)
{
    struct buf out = {0};

    (void)state;
    for (size_t i = 0; i < sizeof escaped / sizeof *escaped; i++) {
        buf_reset(&out);
        html_safe_put(&out, str_from(escaped[i].text));
        if (!str_equal(buf_str(&out), str_from(escaped[i].expected)))
            fail_msg("%s: '%.*s'", escaped[i].text, STR_ARGS(buf_str(&out)));
    }
    buf_reset(&out);
    html_safe_put(&out, (struct str){"\0", 1});
    assert_true(str_equal(buf_str(&out), STR("\xef\xbf\xbd")));
    buf_free(&out);
}

/* Plain text is passed over in steps: whatever stands before a text and behind it, it is shown as it is alone. */
static void test_escaped_anywhere(void **state)
{
    enum { MOST = 9 };
    static const char around[] = "abcdefghi";
    struct buf text = {0}, out = {0}, expected = {0};

    (void)state;
    for (size_t i = 0; i < COUNT(escaped) * (MOST + 1) * (MOST + 1); i++) {
        size_t before = i / COUNT(escaped) % (MOST + 1), behind = i / COUNT(escaped) / (MOST + 1);

        text.n = out.n = expected.n = 0;
        buf_put(&text, (struct str){around, before});
        buf_puts(&text, escaped[i % COUNT(escaped)].text);
        buf_put(&text, (struct str){around, behind});
        buf_put(&expected, (struct str){around, before});
        buf_puts(&expected, escaped[i % COUNT(escaped)].expected);
        buf_put(&expected, (struct str){around, behind});
        html_safe_put(&out, buf_str(&text));
        assert_true(str_equal(buf_str(&out), buf_str(&expected)));
    }
    buf_free(&text);
    buf_free(&out);
    buf_free(&expected);
}

/* ---- addresses */

#define BYTES(literal)                 \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

static const struct {
    struct str address;
    enum html_address expected;
} addresses[] = {
    {BYTES("https://example.org"), HTML_OUTSIDE},
    {BYTES("HTTP://EXAMPLE.ORG/a?b#c"), HTML_OUTSIDE},
    {BYTES("https://[2001:db8::1]:80/"), HTML_OUTSIDE},
    {BYTES("https://ex\xc3\xa4mple.org/\xe6\x9d\x8e"), HTML_OUTSIDE},
    {BYTES("mailto:ana@example.org?subject=a%0Ab"), HTML_OUTSIDE},
    {BYTES("MailTo:ana@example.org"), HTML_OUTSIDE},
    {BYTES("tel:+49-30-1"), HTML_OUTSIDE},
    {BYTES("#top"), HTML_INSIDE},
    {BYTES("#a:b"), HTML_INSIDE},
    {BYTES("?q=a:b"), HTML_INSIDE},
    {BYTES("ana.html"), HTML_INSIDE},
    {BYTES("../p/ana.html#x"), HTML_INSIDE},
    {BYTES("./a:b"), HTML_INSIDE},
    {BYTES("p/a:b"), HTML_INSIDE},
    {BYTES("javascript"), HTML_INSIDE},
    {BYTES("javascript&colon;alert(1)"), HTML_INSIDE}, /* no reference: it is escaped */
    {BYTES("%6Aavascript%3Aalert(1)"), HTML_INSIDE},
    {BYTES(""), HTML_NOWHERE},
    {BYTES("javascript:alert(1)"), HTML_NOWHERE},
    {BYTES("JaVaScRiPt:alert(1)"), HTML_NOWHERE},
    {BYTES(" javascript:alert(1)"), HTML_NOWHERE},
    {BYTES("\x01javascript:alert(1)"), HTML_NOWHERE},
    {BYTES("java\tscript:alert(1)"), HTML_NOWHERE},
    {BYTES("java\nscript:alert(1)"), HTML_NOWHERE},
    {BYTES("java\0script:alert(1)"), HTML_NOWHERE},
    {BYTES("javascript :alert(1)"), HTML_NOWHERE},
    {BYTES("&#106;avascript:alert(1)"), HTML_INSIDE}, /* `&` and a fragment */
    {BYTES("&Tab;javascript:alert(1)"), HTML_NOWHERE},
    {BYTES("vbscript:x"), HTML_NOWHERE},
    {BYTES("data:text/html,x"), HTML_NOWHERE},
    {BYTES("file:///etc/passwd"), HTML_NOWHERE},
    {BYTES("ftp://example.org"), HTML_NOWHERE},
    {BYTES("blob:https://example.org"), HTML_NOWHERE},
    {BYTES("view-source:https://example.org"), HTML_NOWHERE},
    {BYTES("httpsx://example.org"), HTML_NOWHERE},
    {BYTES("\xc3\xa9:x"), HTML_NOWHERE},
    {BYTES(":x"), HTML_NOWHERE},
    {BYTES("//example.org"), HTML_NOWHERE},
    {BYTES("/etc/passwd"), HTML_NOWHERE},
    {BYTES("\\\\example.org"), HTML_NOWHERE},
    {BYTES("/\\example.org"), HTML_NOWHERE},
    {BYTES("\t//example.org"), HTML_NOWHERE},
    {BYTES("a\\b"), HTML_NOWHERE},
    {BYTES("C|/x"), HTML_NOWHERE},
    {BYTES("http:example.org"), HTML_NOWHERE},
    {BYTES("http:/example.org"), HTML_NOWHERE},
    {BYTES("http:\\\\example.org"), HTML_NOWHERE},
    {BYTES("https://"), HTML_NOWHERE},
    {BYTES("https:///example.org"), HTML_NOWHERE},
    {BYTES("https://@example.org"), HTML_NOWHERE},
    {BYTES("mailto:"), HTML_NOWHERE},
    {BYTES("tel:1 2"), HTML_NOWHERE},
    {BYTES("a b"), HTML_NOWHERE},
    {BYTES("a\"b"), HTML_NOWHERE},
    {BYTES("a<b>"), HTML_NOWHERE},
    {BYTES("a\x7f"), HTML_NOWHERE},
    {BYTES("a\xe2\x80\xae"), HTML_NOWHERE},
    {BYTES("a\xff"), HTML_NOWHERE},
};

static void test_addresses(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        if (html_safe_address(addresses[i].address) != addresses[i].expected)
            fail_msg("'%.*s': %d", STR_ARGS(addresses[i].address), html_safe_address(addresses[i].address));
}

/* ---- limits and costs */

/* A small page, 10,000 times: the arena stays as it is, and the output takes no more room than the first time. */
static void test_many_times(void **state)
{
    struct arena arena = {0}, before;
    struct diag problem = {0};
    struct buf out = {0};
    size_t room;
    struct tmpl_source source = {
        .text = STR("<!doctype html><title>{{text}}</title>{{#two}}<p class='a{{#yes}} b{{/yes}}'>"
                    "<a href='p/{{path}}' title='{{.}}'>{{text}}</a>{{{html}}}{{/two}}"),
        .mode = TMPL_HTML};
    const struct tmpl *tmpl = tmpl_parse(&arena, &source, &problem);
    clock_t begun = clock();

    (void)state;
    before = arena;
    assert_int_equal(tmpl_render(tmpl, &data, NULL, &out, &problem), 0);
    room = out.cap;
    for (int i = 0; i < 10000; i++) {
        buf_reset(&out);
        assert_int_equal(tmpl_render(tmpl, &data, NULL, &out, &problem), 0);
    }
    assert_int_equal(out.cap, room);
    assert_memory_equal(&arena, &before, sizeof arena);
    assert_true(clock() - begun < 20 * CLOCKS_PER_SEC);
    print_message("# 10,000 pages: %ld ms\n", (long)((clock() - begun) * 1000 / CLOCKS_PER_SEC));
    buf_free(&out);
    arena_free(&arena);
}

/* What costs the square of its length where it is done carelessly; whether it is a template is another matter. */
static void test_linear(void **state)
{
    static const char *const patterns[] = {
        "<",
        "<!--",
        "-->",
        "<a ",
        "<a b='",
        "<!-- -->",
        "<title>",
        "</title",
        "<a {{#no}}",
        "{{#no}}<a ",
        "<a{{#no}} b{{/no}}",
        "<a b='{{#no}}{{/no}}'>",
        "{{text}}",
        "<a {{! }}",
        "<p {{#no}}{{! }}{{/no}}>",
        "<!--</noscrip-->",
        "{{<p}}{{$a}}<a {{/a}}{{/p}}",
        "<a href='a/{{path}}'>",
    };

    (void)state;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        struct arena arena = {0};
        struct buf text = {0};
        struct diag problem = {0};
        struct tmpl_source source = {.mode = TMPL_HTML};
        clock_t begun = clock();

        while (text.n + strlen(patterns[i]) <= LIMIT_TEMPLATE)
            buf_puts(&text, patterns[i]);
        source.text = buf_str(&text);
        tmpl_parse(&arena, &source, &problem);
        if (clock() - begun > 5 * CLOCKS_PER_SEC)
            fail_msg("%s: %ld s", patterns[i], (long)((clock() - begun) / CLOCKS_PER_SEC));
        buf_free(&text);
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_written),          cmocka_unit_test(test_refused),
        cmocka_unit_test(test_other_modes),      cmocka_unit_test(test_escaped),
        cmocka_unit_test(test_escaped_anywhere), cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_many_times),       cmocka_unit_test(test_linear),
    };
    return unit_run(tests);
}

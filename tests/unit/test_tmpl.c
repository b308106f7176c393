#include "text/tmpl.h"

#include <time.h>

#include "base/limits.h"

#include "unit.h"

/* ---- data that the tests share */

static const struct tmpl_value people[] = {
    {.kind = TMPL_OBJECT,
     .fields = (const struct tmpl_field[]){{"name", {.kind = TMPL_WORD, .text = {"Ana", 3}}}},
     .count = 1},
    {.kind = TMPL_OBJECT,
     .fields = (const struct tmpl_field[]){{"name", {.kind = TMPL_WORD, .text = {"Bo", 2}}}},
     .count = 1},
};

static const struct tmpl_field me[] = {{"name", {.kind = TMPL_WORD, .text = {"Kim", 3}}}};

static const struct tmpl_field fields[] = {
    {"name", {.kind = TMPL_WORD, .text = {"Ana: <the> \"2nd\" & 'co'", 23}}},
    {"plain", {.kind = TMPL_WORD, .text = {"x", 1}}},
    {"lines", {.kind = TMPL_WORD, .text = {"a\nb", 3}}},
    {"no", {.kind = TMPL_WORD, .text = {"no", 2}}},
    {"comma", {.kind = TMPL_WORD, .text = {"a, b", 4}}},
    {"empty", {.kind = TMPL_WORD, .text = {"", 0}}},
    {"nothing", {.kind = TMPL_NOTHING}},
    {"tags", {.kind = TMPL_WORD, .text = {"[a, b]", 6}, .is_written = true}},
    {"is_due", {.kind = TMPL_YES, .is_yes = true}},
    {"is_late", {.kind = TMPL_YES}},
    {"people", {.kind = TMPL_LIST, .items = people, .count = 2}},
    {"nobody", {.kind = TMPL_LIST}},
    {"me", {.kind = TMPL_OBJECT, .fields = me, .count = 1}},
};

static const struct tmpl_value data = {.kind = TMPL_OBJECT,
                                       .fields = fields,
                                       .count = sizeof fields / sizeof *fields};

/* A template and those that it may name: "p" and "q". */
struct sheet {
    const char *text, *p, *q;
};

struct result {
    struct arena arena;
    struct buf out;
    struct diag problem;
    int status; /* of tmpl_render; -2: no template */
};

static const struct tmpl *compiled(struct result *result, const char *name, struct str text,
                                   enum tmpl_mode mode)
{
    struct tmpl_source source = {.name = str_from(name), .text = text, .mode = mode};

    return tmpl_parse(&result->arena, &source, &result->problem);
}

static struct result rendered(const struct sheet *sheet, enum tmpl_mode mode)
{
    struct result result = {.status = -2};
    const struct tmpl *tmpl = compiled(&result, "page", str_from(sheet->text), mode);
    struct tmpl_partial at[] = {
        {STR("p"), compiled(&result, "p", str_from(sheet->p), mode)},
        {STR("q"), compiled(&result, "q", str_from(sheet->q), mode)},
    };
    struct tmpl_partials partials = {at, 2};

    if (tmpl && at[0].tmpl && at[1].tmpl)
        result.status = tmpl_render(tmpl, &data, &partials, &result.out, &result.problem);
    return result;
}

static void result_free(struct result *result)
{
    buf_free(&result->out);
    arena_free(&result->arena);
}

/* ---- what is written */

static const struct {
    enum tmpl_mode mode;
    struct sheet sheet;
    const char *expected;
} cases[] = {
    /* modes */
    {TMPL_TEXT, {.text = "{{name}}"}, "Ana: <the> \"2nd\" & 'co'"},
    {TMPL_HTML, {.text = "{{name}}"}, "Ana: &lt;the&gt; &quot;2nd&quot; &amp; &#39;co&#39;"},
    {TMPL_TEXT, {.text = "{{{name}}}{{&plain}}"}, "Ana: <the> \"2nd\" & 'co'x"},
    {TMPL_YAML, {.text = "name: {{name}}"}, "name: \"Ana: <the> \\\"2nd\\\" & 'co'\""},
    {TMPL_YAML, {.text = "name: \"{{name}}\""}, "name: \"Ana: <the> \\\"2nd\\\" & 'co'\""},
    {TMPL_YAML, {.text = "name: '{{name}}'"}, "name: 'Ana: <the> \"2nd\" & ''co'''"},
    {TMPL_YAML, {.text = "name: '{{plain}}'"}, "name: 'x'"},
    {TMPL_YAML, {.text = "a: {{no}}\nb: {{plain}}"}, "a: \"no\"\nb: x"},
    {TMPL_YAML, {.text = "tags: {{tags}}"}, "tags: [a, b]"},
    {TMPL_YAML, {.text = "a: [{{plain}}, {{comma}}]\nb: {{comma}}"}, "a: [x, \"a, b\"]\nb: a, b"},
    {TMPL_YAML, {.text = "a: {{lines}}"}, "a: \"a\\nb\""},
    /* what is true */
    {TMPL_TEXT, {.text = "{{#is_due}}1{{/is_due}}{{#is_late}}2{{/is_late}}"}, "1"},
    {TMPL_TEXT, {.text = "{{#empty}}1{{/empty}}{{^empty}}2{{/empty}}"}, "2"},
    {TMPL_TEXT, {.text = "{{#nothing}}1{{/nothing}}{{^nothing}}2{{/nothing}}"}, "2"},
    {TMPL_TEXT, {.text = "{{#nobody}}1{{/nobody}}{{^nobody}}2{{/nobody}}"}, "2"},
    {TMPL_TEXT, {.text = "[{{nothing}}{{nothing.at.all}}{{empty}}]"}, "[]"},
    {TMPL_TEXT, {.text = "{{#people}}{{name}} {{/people}}"}, "Ana Bo "},
    {TMPL_TEXT, {.text = "{{#people}}{{plain}}{{/people}}"}, "xx"},
    {TMPL_TEXT,
     {.text = "{{me.name}}{{#me.name}}, {{.}}{{/me.name}}{{#me}} {{name}}{{/me}}"},
     "Kim, Kim Kim"},
    /* tags */
    {TMPL_TEXT, {.text = "{{ # is_due }}1{{ / is_due }}"}, "1"},
    {TMPL_TEXT, {.text = "{{=<% %>=}}<%plain%>{{plain}}<%={{ }}=%>{{plain}}"}, "x{{plain}}x"},
    {TMPL_TEXT, {.text = "{{=| |=}}|{plain}||&plain|"}, "xx"},
    {TMPL_TEXT, {.text = "a{{! }b} {{ }}c"}, "ac"},
    {TMPL_TEXT, {.text = "no } tag { }} here"}, "no } tag { }} here"},
    {TMPL_TEXT, {.text = ""}, ""},
    /* lines */
    {TMPL_TEXT, {.text = "a\r\n  {{#is_due}}  \r\nb\r\n{{/is_due}}\r\nc"}, "a\r\nb\r\nc"},
    {TMPL_TEXT, {.text = "\xef\xbb\xbf{{! bom }}\na"}, "\xef\xbb\xbf\na"},
    {TMPL_TEXT, {.text = "a\n  {{>p}}\nb", .p = "1\n\n2\n"}, "a\n  1\n\n  2\nb"},
    {TMPL_TEXT,
     {.text = "a\n  {{>p}}\n", .p = "{{#people}}{{name}}{{/people}}\n{{lines}}\n"},
     "a\n  AnaBo\n  a\nb\n"},
    {TMPL_TEXT, {.text = " {{>p}}\n", .p = " {{>q}}\n", .q = "1\n2\n"}, "  1\n  2\n"},
    {TMPL_TEXT, {.text = " {{>p}}\n", .p = "a {{>q}}\n", .q = "1\n2\n"}, " a 1\n2\n\n"},
    /* inheritance */
    {TMPL_TEXT, {.text = "{{<p}}{{/p}}", .p = "{{$a}}  x\n y\n{{/a}}"}, "  x\n y\n"},
    {TMPL_TEXT, {.text = "{{<p}}{{$a}}1{{/a}}{{/p}}", .p = "  {{$a}}\n  {{/a}}\n"}, "  1"},
    {TMPL_TEXT,
     {.text = "{{<p}}{{$a}}\n  1\n\n    2\n{{/a}}{{/p}}", .p = "\t{{$a}}{{/a}}"},
     "\t1\n\n\t  2\n"},
    {TMPL_TEXT, {.text = "{{<p}}{{$a}}{{$a}}inner{{/a}}{{/a}}{{/p}}", .p = "{{$a}}{{/a}}"}, "inner"},
    {TMPL_TEXT, {.text = "{{<p}}{{$a}}1{{/a}}{{/p}}{{$a}}2{{/a}}", .p = "{{>q}}", .q = "{{$a}}{{/a}}"}, "12"},
    {TMPL_TEXT,
     {.text = "{{<p}}{{$a}}\n    {{#people}}\n    - {{name}}\n    {{/people}}\n{{/a}}{{/p}}",
      .p = "  {{$a}}\n  {{/a}}\n"},
     "  - Ana\n  - Bo\n"},
    {TMPL_TEXT,
     {.text = "{{<p}}\n  {{$a}}\n  {{>q}}\n  {{/a}}\n{{/p}}\n", .p = " {{$a}}\n {{/a}}\n", .q = "1\n2\n"},
     " 1\n 2\n"},
};

static void test_output(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct result result = rendered(&cases[i].sheet, cases[i].mode);

        if (result.status != 0 || !str_equal(buf_str(&result.out), str_from(cases[i].expected)))
            fail_msg("%s: '%.*s' (%.*s)", cases[i].sheet.text, STR_ARGS(buf_str(&result.out)),
                     STR_ARGS(result.problem.message));
        result_free(&result);
    }
}

/* ---- what is refused, and where */

static const struct {
    struct sheet sheet;
    const char *path;
    unsigned line, column;
    const char *message, *hint;
} refused[] = {
    {{.text = "a\n {{nmae}}"}, "page", 2, 2, "there is no 'nmae' here", "did you mean 'name'?"},
    {{.text = "{{^nowhere_near}}{{/nowhere_near}}"}, "page", 1, 1, "there is no 'nowhere_near' here", ""},
    {{.text = "{{me.nam}}"}, "page", 1, 1, "there is no 'nam' here", "did you mean 'name'?"},
    {{.text = "{{plain.x}}"}, "page", 1, 1, "there is no 'x' here", ""},
    {{.text = "{{me.nmea}}"}, "page", 1, 1, "there is no 'nmea' here", "did you mean 'name'?"},
    {{.text = "{{#people}}\n{{nama}}{{/people}}"},
     "page",
     2,
     1,
     "there is no 'nama' here",
     "did you mean 'name'?"},
    {{.text = "{{people}}"},
     "page",
     1,
     1,
     "'people' is a list",
     "write {{#people}} ... {{/people}} around what is to be said of it"},
    {{.text = "{{me}}"},
     "page",
     1,
     1,
     "'me' is a group of values",
     "write {{#me}} ... {{/me}} around what is to be said of it"},
    {{.text = "{{is_due}}"},
     "page",
     1,
     1,
     "'is_due' is yes or no",
     "write {{#is_due}} ... {{/is_due}} around what is to be said of it"},
    {{.text = "{{>p}}", .p = "\n{{x.y}}"}, "p", 2, 1, "there is no 'x' here", ""},
    {{.text = "{{>pp}}"}, "page", 1, 1, "there is no template 'pp'", "did you mean 'p'?"},
    {{.text = "{{<layout}}{{/layout}}"}, "page", 1, 1, "there is no template 'layout'", ""},
    {{.text = "{{>p}}", .p = "{{>q}}", .q = "{{>p}}"},
     "q",
     1,
     1,
     "templates stand in each other more than 100 deep",
     "does 'p' contain itself?"},
    {{.text = "\xe6\x9d\x8e {{name"}, "page", 1, 4, "this '{{' is not closed", "write '}}' after the name"},
    {{.text = "{{{name}}"}, "page", 1, 1, "this '{{' is not closed", "write '}}' after the name"},
    {{.text = "{{#name}}\n{{#me}}{{/me}}"},
     "page",
     1,
     1,
     "'{{#name}}' is not ended",
     "write '{{/name}}' where it is to end"},
    {{.text = "\n{{/name}}"}, "page", 2, 1, "'{{/name}}' ends nothing that was begun", ""},
    {{.text = "{{#me}}\n{{/mee}}"},
     "page",
     2,
     1,
     "'{{/mee}}' ends nothing that was begun",
     "'{{#me}}' of line 1 is to be ended first"},
    {{.text = "{{<p}}{{$a}}{{/p}}{{/a}}"},
     "page",
     1,
     13,
     "'{{/p}}' ends nothing that was begun",
     "'{{$a}}' of line 1 is to be ended first"},
    {{.text = "{{<p}}{{$a}}{{/a}}{{$a}}{{/a}}{{/p}}"}, "page", 1, 19, "'{{$a}}' is given twice", ""},
    {{.text = "{{}}"}, "page", 1, 1, "'' is no name", "a name has no spaces in it, as in {{name}}"},
    {{.text = "{{first name}}"},
     "page",
     1,
     1,
     "'first name' is no name",
     "a name has no spaces in it, as in {{name}}"},
    {{.text = "{{me..name}}"},
     "page",
     1,
     1,
     "'me..name' is no name",
     "a name has no spaces in it, as in {{name}}"},
    {{.text = "{{me.}}"}, "page", 1, 1, "'me.' is no name", "a name has no spaces in it, as in {{name}}"},
    {{.text = "{{=<%=}}"},
     "page",
     1,
     1,
     "these are no delimiters",
     "write two marks of at most 16 bytes, as in {{=<% %>=}}"},
    {{.text = "{{=a b c=}}"},
     "page",
     1,
     1,
     "these are no delimiters",
     "write two marks of at most 16 bytes, as in {{=<% %>=}}"},
    {{.text = "{{=01234567890123456 b=}}"},
     "page",
     1,
     1,
     "these are no delimiters",
     "write two marks of at most 16 bytes, as in {{=<% %>=}}"},
    {{.text = "a\xff"}, "page", 1, 2, "this is no UTF-8", "save the file as UTF-8"},
};

static void test_problems(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        struct result result = rendered(&refused[i].sheet, TMPL_TEXT);
        const struct diag *problem = &result.problem;

        if (result.status == 0 || !str_equal(problem->path, str_from(refused[i].path)) ||
            problem->place.line != refused[i].line || problem->place.column != refused[i].column ||
            !str_equal(problem->message, str_from(refused[i].message)) ||
            !str_equal(problem->hint, str_from(refused[i].hint)))
            fail_msg("%s: %d %.*s:%u:%u: %.*s (%.*s)", refused[i].sheet.text, result.status,
                     STR_ARGS(problem->path), problem->place.line, problem->place.column,
                     STR_ARGS(problem->message), STR_ARGS(problem->hint));
        result_free(&result);
    }
}

/* A part of a file counts its lines from where it stands. What stood in the output stays where rendering fails. */
static void test_later_lines(void **state)
{
    struct arena arena = {0};
    struct buf out = {0};
    struct diag problem = {0};
    struct tmpl_source source = {STR("x.md"), STR("{{plain}}\n{{y}}"), 10, TMPL_TEXT, false};
    const struct tmpl *tmpl = tmpl_parse(&arena, &source, &problem);

    (void)state;
    buf_puts(&out, "before");
    assert_int_equal(tmpl_render(tmpl, &data, NULL, &out, &problem), -1);
    assert_int_equal(problem.place.line, 12);
    assert_true(str_equal(buf_str(&out), STR("before")));
    buf_free(&out);
    arena_free(&arena);
}

static void test_many_times(void **state)
{
    struct arena arena = {0};
    struct buf out = {0};
    struct diag problem = {0};
    struct tmpl_source source = {.text = STR("{{plain}}{{#people}}.{{/people}}")};
    const struct tmpl *tmpl = tmpl_parse(&arena, &source, &problem);

    (void)state;
    for (int i = 0; i < 3; i++)
        assert_int_equal(tmpl_render(tmpl, &data, NULL, &out, &problem), 0);
    assert_true(str_equal(buf_str(&out), STR("x..x..x..")));
    buf_free(&out);
    arena_free(&arena);
}

/* ---- lists that last */

static struct tmpl_value lasting_list(const struct tmpl_value *items, uint32_t count, bool is_lasting)
{
    return (struct tmpl_value){.kind = TMPL_LIST, .items = items, .count = count, .is_lasting = is_lasting};
}

/* What a template makes of several data, one after the other, in which the same list comes again. */
static struct str made_in_turn(struct result *result, const struct sheet *sheet, bool is_lasting)
{
    const struct tmpl *tmpl = compiled(result, "page", str_from(sheet->text), TMPL_TEXT);
    struct tmpl_partial at[] = {{STR("p"), compiled(result, "p", str_from(sheet->p), TMPL_TEXT)},
                                {STR("q"), compiled(result, "q", str_from(sheet->q), TMPL_TEXT)}};
    struct tmpl_partials partials = {at, 2};
    const struct tmpl_value two = lasting_list(people, 2, is_lasting),
                            one = lasting_list(people + 1, 1, is_lasting);
    const struct tmpl_value x = tmpl_word(STR("x")), y = tmpl_word(STR("y"));
    const struct tmpl_field turns[][3] = {
        {{"plain", x}, {"people", two}, {"others", one}}, {{"plain", y}, {"people", two}, {"others", two}},
        {{"plain", y}, {"people", one}, {"others", two}}, {{"plain", x}, {"people", one}, {"others", one}},
        {{"plain", x}, {"people", two}, {"others", two}},
    };

    for (size_t i = 0; i < COUNT(turns); i++) {
        const struct tmpl_value turn = tmpl_object(turns[i], 3);

        if (tmpl_render(tmpl, &turn, &partials, &result->out, &result->problem) != 0)
            fail_msg("%s: %.*s", sheet->text, STR_ARGS(result->problem.message));
        buf_putc(&result->out, '|');
    }
    return buf_str(&result->out);
}

static void test_lasting_lists(void **state)
{
    static const struct {
        struct sheet sheet;
        const char *expected;
    } checks[] = {
        {{"{{#people}}{{name}}{{/people}}", "", ""}, "AnaBo|AnaBo|Bo|Bo|AnaBo|"},
        {{"{{#people}}{{name}}{{plain}}{{/people}}", "", ""}, "AnaxBox|AnayBoy|Boy|Box|AnaxBox|"},
        {{"{{#people}}{{#name}}{{plain}}{{/name}}{{/people}}", "", ""}, "xx|yy|y|x|xx|"},
        {{"{{#people}}{{#name}}{{.}}{{/name}}{{/people}}", "", ""}, "AnaBo|AnaBo|Bo|Bo|AnaBo|"},
        {{"{{#people}}{{>p}}{{/people}}", "{{name}}{{plain}}", ""}, "AnaxBox|AnayBoy|Boy|Box|AnaxBox|"},
        {{"{{#people}}{{#others}}{{name}}{{/others}}{{/people}}", "", ""},
         "BoBo|AnaBoAnaBo|AnaBo|Bo|AnaBoAnaBo|"},
        {{"{{<p}}{{$b}}1{{/b}}{{/p}}{{<p}}{{$b}}2{{/b}}{{/p}}", "{{#people}}{{$b}}{{/b}}{{/people}}", ""},
         "1122|1122|12|12|1122|"},
        {{"{{#people}}\n{{name}}\n{{/people}}\n", "", ""}, "Ana\nBo\n|Ana\nBo\n|Bo\n|Bo\n|Ana\nBo\n|"},
        {{"  {{>p}}\n{{>p}}\n", "{{#people}}\n{{name}}\n{{/people}}\n", ""},
         "  Ana\n  Bo\nAna\nBo\n|  Ana\n  Bo\nAna\nBo\n|  Bo\nBo\n|  Bo\nBo\n|  Ana\n  Bo\nAna\nBo\n|"},
        {{"{{^people}}1{{/people}}{{#people}}2{{/people}}", "", ""}, "22|22|2|2|22|"},
    };

    (void)state;
    for (size_t i = 0; i < COUNT(checks); i++)
        for (int is_lasting = 0; is_lasting < 2; is_lasting++) {
            struct result result = {0};
            struct str made = made_in_turn(&result, &checks[i].sheet, is_lasting);

            if (!str_equal(made, str_from(checks[i].expected)))
                fail_msg("%s\n  makes    %.*s\n  expected %s", checks[i].sheet.text, STR_ARGS(made),
                         checks[i].expected);
            result_free(&result);
        }
}

/* Only where nothing else can change is it made once: these items break their word, and it shows. */
static void test_lasting_lists_are_kept(void **state)
{
    struct tmpl_field field = {"name", tmpl_word(STR("Ana"))};
    const struct tmpl_value person = tmpl_object(&field, 1);
    const struct tmpl_field both[] = {{"people", lasting_list(&person, 1, true)},
                                      {"plain", tmpl_word(STR("x"))}};
    const struct tmpl_value whole = tmpl_object(both, 2);
    struct result result = {0};
    const struct tmpl *tmpl =
        compiled(&result, "page",
                 STR("{{#people}}{{name}}{{/people}}{{#people}}{{name}}{{plain}}{{/people}} "), TMPL_TEXT);

    (void)state;
    assert_int_equal(tmpl_render(tmpl, &whole, NULL, &result.out, &result.problem), 0);
    field.value = tmpl_word(STR("Bo"));
    assert_int_equal(tmpl_render(tmpl, &whole, NULL, &result.out, &result.problem), 0);
    assert_true(str_equal(buf_str(&result.out), STR("AnaAnax AnaBox ")));
    result_free(&result);
}

/* ---- limits */

static struct buf repeated(const char *text, size_t times)
{
    struct buf out = {0};

    while (times--)
        buf_puts(&out, text);
    return out;
}

/* Compiles and renders `text`; the message of what goes wrong, or empty. Within a time far above what is measured. */
static void expect_message(struct buf *text, const char *expected)
{
    struct result result = {.status = -2};
    clock_t begun = clock();
    const struct tmpl *tmpl = compiled(&result, "page", buf_str(text), TMPL_TEXT);
    struct tmpl_partial self = {STR("self"), tmpl};
    struct tmpl_partials partials = {&self, 1};

    if (tmpl)
        result.status = tmpl_render(tmpl, &data, &partials, &result.out, &result.problem);
    if (!str_equal(result.problem.message, str_from(expected)))
        fail_msg("%.40s: '%.*s'", text->p, STR_ARGS(result.problem.message));
    if (clock() - begun > 20 * CLOCKS_PER_SEC)
        fail_msg("%.40s: %ld s", text->p, (long)((clock() - begun) / CLOCKS_PER_SEC));
    result_free(&result);
    buf_free(text);
}

static void test_sizes(void **state)
{
    struct buf text = repeated("x", LIMIT_TEMPLATE);

    (void)state;
    expect_message(&text, "");
    text = repeated("x", LIMIT_TEMPLATE + 1);
    expect_message(&text, "a template has at most 256 KiB");
    text = repeated("{{#people}}", 8);
    buf_repeat(&text, 'x', 102400);
    for (int i = 0; i < 8; i++)
        buf_puts(&text, "{{/people}}");
    expect_message(&text, "this template makes more than 16 MiB");
}

static void test_depths(void **state)
{
    struct buf text = {0};

    (void)state;
    for (int depth = LIMIT_TEMPLATE_DEPTH; depth <= LIMIT_TEMPLATE_DEPTH + 1; depth++) {
        text = repeated("{{#plain}}", depth);
        for (int i = 0; i < depth; i++)
            buf_puts(&text, "{{/plain}}");
        expect_message(&text,
                       depth > LIMIT_TEMPLATE_DEPTH ? "tags stand in each other more than 100 deep" : "");
    }
    buf_puts(&text, "{{>self}}");
    expect_message(&text, "templates stand in each other more than 100 deep");
    buf_puts(&text, "{{<self}}{{$a}}{{/a}}{{/self}}");
    expect_message(&text, "templates stand in each other more than 100 deep");
    text = repeated("{{#plain}}", LIMIT_TEMPLATE / 10);
    expect_message(&text, "tags stand in each other more than 100 deep");
}

/* Work without output. */
static void test_steps(void **state)
{
    struct buf text = repeated("{{#people}}", 60);

    (void)state;
    for (int i = 0; i < 60; i++)
        buf_puts(&text, "{{/people}}");
    expect_message(&text, "this template takes too much work");
    text = repeated("{{#people}}", 30);
    buf_puts(&text, "{{>self}}");
    for (int i = 0; i < 30; i++)
        buf_puts(&text, "{{/people}}");
    expect_message(&text, "templates stand in each other more than 100 deep");
}

/* What costs the square of its length where it is done carelessly. */
static void test_linear(void **state)
{
    static const char *const patterns[] = {"{{", "{{{", "{{{x}} ", "{{=",    "{{! ",  "}}",
                                           "{",  "\n",  " ",       "{{/x}}", "{{$x}}"};
    static const char *const fine[] = {"{{plain}}",
                                       "{{#is_late}}\n{{/is_late}}\n",
                                       "{{! }}\n",
                                       "[{{plain}}",
                                       "{{=<% %>=}}<%={{ }}=%>",
                                       "\n",
                                       " ",
                                       "{{$a}}{{/a}}"};
    struct buf text = {0};

    (void)state;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        struct result result = {0};
        clock_t begun = clock();

        text = repeated(patterns[i], (LIMIT_TEMPLATE - 10) / strlen(patterns[i]));
        compiled(&result, "page", buf_str(&text), TMPL_YAML);
        assert_true(clock() - begun < 5 * CLOCKS_PER_SEC);
        result_free(&result);
        buf_free(&text);
    }
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
        text = repeated(fine[i], LIMIT_TEMPLATE / strlen(fine[i]));
        expect_message(&text, "");
    }
    buf_puts(&text, "{{<self}}");
    for (int i = 0; i < 8000; i++)
        buf_printf(&text, "{{$b%d}}{{/b%d}}", i, i);
    buf_puts(&text, "{{/self}}");
    expect_message(&text, "templates stand in each other more than 100 deep");
}

/* ---- what is not reached with the data of a day */

/* Somebody who holds people of the same sort. */
static const struct tmpl_value one_of_us;
static const struct tmpl_field us[] = {{"name", {.kind = TMPL_WORD, .text = {"x", 1}}},
                                       {"is_here", {.kind = TMPL_YES, .is_yes = true}},
                                       {"all", {.kind = TMPL_LIST, .items = &one_of_us, .count = 1}}};
static const struct tmpl_value one_of_us = {.kind = TMPL_OBJECT, .fields = us, .count = 3};

static void expect_checked(const struct sheet *sheet, const char *expected)
{
    struct result result = {.status = -2};
    const struct tmpl *tmpl = compiled(&result, "page", str_from(sheet->text), TMPL_HTML);
    struct tmpl_partial at[] = {
        {STR("p"), compiled(&result, "p", str_from(sheet->p), TMPL_HTML)},
        {STR("q"), compiled(&result, "q", str_from(sheet->q), TMPL_HTML)},
    };
    struct tmpl_partials partials = {at, 2};
    struct buf said = {0};

    assert_true(tmpl && at[0].tmpl && at[1].tmpl);
    if (tmpl_check(tmpl, &one_of_us, &partials, &result.problem) != 0)
        buf_printf(&said, "%.*s:%u:%u: %.*s %.*s", STR_ARGS(result.problem.path), result.problem.place.line,
                   result.problem.place.column, STR_ARGS(result.problem.message),
                   STR_ARGS(result.problem.hint));
    if (!str_equal(buf_str(&said), str_from(expected)))
        fail_msg("%s\n  says     %.*s\n  expected %s", sheet->text, STR_ARGS(buf_str(&said)), expected);
    buf_free(&said);
    result_free(&result);
}

static void test_every_branch_is_checked(void **state)
{
    static const struct {
        struct sheet sheet;
        const char *expected;
    } checks[] = {
        {{"{{name}}{{#all}}{{#all}}{{name}}{{/all}}{{/all}}{{^is_here}}{{name}}{{/is_here}}", "", ""}, ""},
        {{"{{^is_here}}\n{{nam}}{{/is_here}}", "", ""},
         "page:2:1: there is no 'nam' here did you mean 'name'?"},
        {{"{{^all}}{{#name}}{{alll}}{{/name}}{{/all}}", "", ""},
         "page:1:18: there is no 'alll' here did you mean 'all'?"},
        {{"{{#all}}{{>p}}{{/all}}", "{{name}}{{#all}}\n {{>p}}{{/all}}", ""}, ""},
        {{"{{#all}}{{>p}}{{/all}}", "{{#all}}{{>p}}{{/all}}{{>q}}", "\n{{is_her}}"},
         "q:2:1: there is no 'is_her' here did you mean 'is_here'?"},
        {{"{{<p}}{{$b}}{{^all}}{{al}}{{/all}}{{/b}}{{/p}}", "{{$b}}{{/b}}", ""},
         "page:1:21: there is no 'al' here did you mean 'all'?"},
        {{"{{^is_here}}{{all}}{{/is_here}}", "", ""},
         "page:1:13: 'all' is a list write {{#all}} ... {{/all}} around what is to be said of it"},
        {{"{{^is_here}}{{>r}}{{/is_here}}", "", ""}, "page:1:13: there is no template 'r' did you mean 'p'?"},
        {{"{{^is_here}}<a href=\"{{name}}\">x</a>{{/is_here}}", "", ""},
         "page:1:22: 'name' is text, and here an address is needed name a value that is an address"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++)
        expect_checked(&checks[i].sheet, checks[i].expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_output),
        cmocka_unit_test(test_problems),
        cmocka_unit_test(test_later_lines),
        cmocka_unit_test(test_many_times),
        cmocka_unit_test(test_lasting_lists),
        cmocka_unit_test(test_lasting_lists_are_kept),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_depths),
        cmocka_unit_test(test_steps),
        cmocka_unit_test(test_linear),
        cmocka_unit_test(test_every_branch_is_checked),
    };
    return unit_run(tests);
}

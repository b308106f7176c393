/*
 * The Markdown constructs of format.md: text/md.h.
 *
 * A case is a body and what is read from it, one line a thing: tasks, log lines,
 * questions, referrals, skills, notes, links, "prose", findings, in this order.
 */
#include "unit.h"

#include <time.h>

#include "base/buf.h"
#include "base/limits.h"
#include "text/md_suspect.h"

enum {
    ALL = MD_WANT_TASKS | MD_WANT_LOG | MD_WANT_QUESTIONS | MD_WANT_REFERRALS | MD_WANT_SKILLS | MD_WANT_NOTES
};

struct test_case {
    const char *body;
    const char *expected;
};

/* --- showing what was read --- */

static void show_day(struct buf *out, const char *name, int32_t day)
{
    if (!day)
        return;
    buf_puts(out, name);
    date_iso_write(out, day);
}

static void show_link(struct buf *out, const struct md_link *link)
{
    buf_printf(out, link->form == MD_LINK_WIKI ? " [[%.*s|%.*s]]" : " <%.*s|%.*s>", STR_ARGS(link->target),
               STR_ARGS(link->label));
    if (link->place.line)
        buf_printf(out, " %u:%u", (unsigned)link->place.line, (unsigned)link->place.column);
}

static void show_task(struct buf *out, const struct md_task *task)
{
    static const char *const states[] = {"open", "done", "dropped"};

    buf_printf(out, "task %u %s%s '%.*s'", (unsigned)task->line, task->theirs ? "theirs " : "",
               states[task->state], STR_ARGS(task->text));
    show_day(out, " due ", task->due);
    show_day(out, " done ", task->done);
    for (uint32_t i = 0; i < task->links.n; i++)
        show_link(out, &task->links.at[i]);
    buf_putc(out, '\n');
}

static void show_log(struct buf *out, const struct md_log *log)
{
    buf_printf(out, "log %u ", (unsigned)log->line);
    date_iso_write(out, log->when.day);
    if (log->when.has_time) {
        buf_putc(out, ' ');
        date_time_write(out, log->when.minute);
    }
    buf_printf(out, " %s%s%s%s '%.*s'\n", md_log_kind_name((enum md_log_kind)log->kind),
               log->direction ? " " : "", md_direction_name((enum md_direction)log->direction),
               log->is_private ? " private" : "", STR_ARGS(log->text));
}

static void show_name(struct buf *out, const char *what, uint32_t line, struct str name)
{
    buf_printf(out, "%s %u '%.*s'", what, (unsigned)line, STR_ARGS(name));
}

static void show_note(struct buf *out, struct str note)
{
    if (note.n)
        buf_printf(out, " (%.*s)", STR_ARGS(note));
}

static void show_named(struct buf *out, const struct md *md)
{
    for (uint32_t i = 0; i < md->questions.n; i++) {
        const struct md_question *question = &md->questions.at[i];

        show_name(out, question->answered ? "answered" : "question", question->line, question->text);
        buf_putc(out, '\n');
    }
    for (uint32_t i = 0; i < md->referrals.n; i++) {
        show_name(out, "referral", md->referrals.at[i].line, md->referrals.at[i].name);
        show_note(out, md->referrals.at[i].note);
        if (md->referrals.at[i].link.target.n)
            show_link(out, &md->referrals.at[i].link);
        buf_putc(out, '\n');
    }
    for (uint32_t i = 0; i < md->skills.n; i++) {
        show_name(out, "skill", md->skills.at[i].line, md->skills.at[i].name);
        show_note(out, md->skills.at[i].note);
        if (md->skills.at[i].link.target.n)
            show_link(out, &md->skills.at[i].link);
        buf_putc(out, '\n');
    }
    for (uint32_t i = 0; i < md->notes.n; i++) {
        show_name(out, "note", md->notes.at[i].line, md->notes.at[i].text);
        buf_putc(out, '\n');
    }
}

static void show_block(struct buf *out, const struct md_block *block)
{
    buf_printf(out, "%u ", (unsigned)block->line);
    if (block->level)
        buf_printf(out, "heading %u ", (unsigned)block->level);
    buf_printf(out, "%s%s'%.*s'\n", block->is_item ? "item " : "", block->is_private ? "private " : "",
               STR_ARGS(block->text));
}

static void show(struct buf *out, const struct md *md, const struct diags *diags)
{
    for (uint32_t i = 0; i < md->tasks.n; i++)
        show_task(out, &md->tasks.at[i]);
    for (uint32_t i = 0; i < md->log.n; i++)
        show_log(out, &md->log.at[i]);
    show_named(out, md);
    for (uint32_t i = 0; i < md->links.n; i++) {
        buf_puts(out, "link");
        show_link(out, &md->links.at[i]);
        buf_putc(out, '\n');
    }
    for (uint32_t i = 0; i < md->blocks.n; i++)
        show_block(out, &md->blocks.at[i]);
    for (uint32_t i = 0; i < md->ranges.n; i++)
        buf_printf(out, "%s %u..%d\n", md->ranges.at[i].is_private ? "private" : "apart",
                   (unsigned)md->ranges.at[i].from, (int)md->ranges.at[i].to);
    if (md->has_prose)
        buf_puts(out, "prose\n");
    for (uint32_t i = 0; i < diags->n; i++)
        buf_printf(out, "%s %u:%u %.*s\n", rule_id(diags->at[i].rule), (unsigned)diags->at[i].place.line,
                   (unsigned)diags->at[i].place.column, STR_ARGS(diags->at[i].message));
    buf_putc(out, '\0');
}

static void check(const struct test_case *test, unsigned want, uint32_t first_line)
{
    struct arena keep = {0}, scratch = {0};
    struct diags diags = {.arena = &keep};
    struct md_job job = {&keep, &scratch, &diags, STR("a.md"), first_line, want};
    struct str body = str_from(test->body);
    struct buf out = {0};
    struct md md;

    md_scan(&job, body, &md);
    arena_free(&scratch); /* nothing that was read may stand in it */
    show(&out, &md, &diags);
    if (strcmp(out.p, test->expected) != 0)
        fail_msg("\n--- body\n%s\n--- expected\n%s--- read\n%s---", test->body, test->expected, out.p);
    buf_free(&out);
    arena_free(&keep);
}

#define CHECK_ALL(cases, want)                                       \
    do {                                                             \
        for (size_t i = 0; i < sizeof(cases) / sizeof *(cases); i++) \
            check(&(cases)[i], want, 1);                             \
    } while (0)

/* --- tasks --- */

static void tasks_are_list_items_with_a_marker(void **state)
{
    static const struct test_case cases[] = {
        {"- [ ] a", "task 1 open 'a'\n"},
        {"- [x] a\n- [X] b\n- [-] c", "task 1 done 'a'\ntask 2 done 'b'\ntask 3 dropped 'c'\n"},
        {"* [ ] a\n\n+ [ ] b\n\n1. [ ] c\n2) [ ] d",
         "task 1 open 'a'\ntask 3 open 'b'\ntask 5 open 'c'\ntask 6 open 'd'\n"},
        {"- [ ] a\n  - [x] b\n    1. [ ] c", "task 1 open 'a'\ntask 2 done 'b'\ntask 3 open 'c'\n"},
        {"- a\n  - [ ] b", "task 2 open 'b'\nprose\n"},
        {"-\t[ ] a", "task 1 open 'a'\n"},
        {"- [ ]\ta", "task 1 open 'a'\n"},
        {"- [ ]\n  a", "task 1 open 'a'\n"},
        {"-\n  [ ] a", "task 2 open 'a'\n"},
        {"- [ ] a\nlazy", "task 1 open 'a lazy'\n"},
        {"- [ ] a\n  b  \n  c\\\n  d", "task 1 open 'a b c d'\n"},
        {"- [ ]  a \t b  ", "task 1 open 'a b'\n"},
        {"- [ ] a\r\n  b\r\n- [x] c\r\n", "task 1 open 'a b'\ntask 3 done 'c'\n"},
        {"- [ ] a\r- [x] c", "task 1 open 'a'\ntask 2 done 'c'\n"},
        {"\n\n- [ ] a", "task 3 open 'a'\n"},
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

static void what_is_no_task(void **state)
{
    static const struct test_case cases[] = {
        {"[ ] a", "prose\n"},
        {"- [y] a", "prose\n"},
        {"- [] a", "prose\n"},
        {"- [  ] a", "prose\n"},
        {"- [ ]a", "prose\n"},
        {"- [x](u) a", "prose\n"},
        {"- [[x]] a", "prose\n"},
        {"- \\[ ] a", "prose\n"},
        {"- [ \\] a", "prose\n"},
        {"- &#91; ] a", "prose\n"},
        {"- **[ ] a**", "prose\n"},
        {"- `[ ] a`", "prose\n"},
        {"- a [ ] b", "prose\n"},
        {"- a\n\n  [ ] b", "prose\n"},
        {"- [x] a\n\n[x]: u", "prose\n"}, /* a reference link to `u` */
        {"- # [ ] a", ""},
        {"# - [ ] a", ""},
        {"> - [ ] a", ""},
        {"- > [ ] a", ""},
        {"    - [ ] a", ""},
        {"```\n- [ ] a\n```", ""},
        {"<div>\n- [ ] a\n</div>", ""},
        {"<!--\n- [ ] a\n-->", ""},
        /* An empty one is neither a task nor prose. */
        {"- [ ]", ""},
        {"- [ ] ", ""},
        {"- [ ]\n- [x] \n", ""},
        {"- [ ] due:2026-11-23", ""},
        {"- [ ] @waiting", ""},
        {"- [ ] <b></b>", ""},
        {"- [ ] ![](a.png)", ""},
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

static void text_of_a_task_is_plain(void **state)
{
    static const struct test_case cases[] = {
        {"- [ ] *a* **b** ***c*** _d_", "task 1 open 'a b c d'\n"},
        {"- [ ] `due:2026-11-23` x", "task 1 open 'due:2026-11-23 x'\n"},
        {"- [ ] ![alt *text*](a.png) x", "task 1 open 'alt text x'\n"},
        {"- [ ] a <!-- no --> b<br>c", "task 1 open 'a bc'\n"},
        {"- [ ] a &amp; b \\* c", "task 1 open 'a & b * c'\n"},
        {"- [ ] a -- \"b\" ...", "task 1 open 'a -- \"b\" ...'\n"},
        {"- [ ] a\x01"
         "b\xC2\x85"
         "c",
         "task 1 open 'a b c'\n"},
        {"- [ ] first\n\n  second", "task 1 open 'first'\nprose\n"},
        {"- [ ] <https://a.example>",
         "task 1 open 'https://a.example' <https://a.example|https://a.example>\n"},
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

static void links_of_a_task(void **state)
{
    static const struct test_case cases[] = {
        {"- [ ] [[ana-lima]]", "task 1 open 'ana-lima' [[ana-lima|]]\n"},
        {"- [ ] x [[ana-lima|Ana]] y", "task 1 open 'x Ana y' [[ana-lima|Ana]]\n"},
        {"- [ ] [Ana](../contacts/ana%20lima.md)", "task 1 open 'Ana' <../contacts/ana lima.md|Ana>\n"},
        {"- [ ] [a](b.md) [[c]] [d](e.md) [[f|g]]",
         "task 1 open 'a c d g' <b.md|a> [[c|]] <e.md|d> [[f|g]]\n"},
        {"- [ ] [a *b* `c`](d)", "task 1 open 'a b c' <d|a b c>\n"},
        {"- [ ] [a\n  b](c)", "task 1 open 'a b' <c|a b>\n"},
        {"- [ ] [a]() b", "task 1 open 'a b'\n"},
        {"- [ ] [](c) b", "task 1 open 'b' <c|>\n"},
        {"- [ ] [a][r]\n\n[r]: b.md", "task 1 open 'a' <b.md|a>\n"},
        {"- [ ] [![alt](i.png)](u)", "task 1 open 'alt' <u|alt>\n"},
        {"- [ ] ![a [b](c)](d)", "task 1 open 'a b'\n"},
        {"- [ ] `[[a]]` `[b](c)`", "task 1 open '[[a]] [b](c)'\n"},
        {"- [ ] [x [[a]] y](u)", "task 1 open 'x [[a]] y' <u|x [[a]] y>\n"},
        {"- [ ] a\n\n  [[b]]", "task 1 open 'a'\nprose\n"},
        /* Percent signs are decoded where that gives text. */
        {"- [ ] [a](%C3%A9.md)", "task 1 open 'a' <\xC3\xA9.md|a>\n"},
        {"- [ ] [a](%E9.md)", "task 1 open 'a' <%E9.md|a>\n"},
        {"- [ ] [a](b%00c%0A)", "task 1 open 'a' <b%00c%0A|a>\n"},
        {"- [ ] [a](100%.md)", "task 1 open 'a' <100%.md|a>\n"},
        {"- [ ] [a](b%4)", "task 1 open 'a' <b%4|a>\n"},
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

static void wiki_links(void **state)
{
    static const struct test_case cases[] = {
        {"- [ ] [[ a b | c d ]]", "task 1 open 'c d' [[a b|c d]]\n"},
        {"- [ ] [[a|]]", "task 1 open 'a' [[a|]]\n"},
        {"- [ ] [[a|b|c]]", "task 1 open 'b|c' [[a|b|c]]\n"},
        {"- [ ] [[]] [[ ]] [[|b]] x", "task 1 open '[[]] [[ ]] [[|b]] x'\n"},
        {"- [ ] [[a]", "task 1 open '[[a]'\n"},
        {"- [ ] [[a] ]", "task 1 open '[[a] ]'\n"},
        {"- [ ] [a]]", "task 1 open '[a]]'\n"},
        {"- [ ] [[[a]]]", "task 1 open '[a]' [[a|]]\n"},
        {"- [ ] [[a [[b]]", "task 1 open '[[a b' [[b|]]\n"},
        {"- [ ] [[a\n  b]]", "task 1 open '[[a b]]'\n"},
        {"- [ ] ![[a.png]]", "task 1 open '!a.png' [[a.png|]]\n"},
        {"- [ ] [[a_b_c]] [[d#e]]", "task 1 open 'a_b_c d#e' [[a_b_c|]] [[d#e|]]\n"},
        {"- [ ] [[a`b`c]]", "task 1 open '[[abc]]'\n"},
        {"- [ ] \\[[a]]", "task 1 open '[[a]]'\n"},
        {"- [ ] \\[\\[a]]", "task 1 open '[[a]]'\n"},
        {"- [ ] \\\\[[a]]", "task 1 open '\\a' [[a|]]\n"},
        {"- [ ] \\* [[a]] \\[[a]] [[b\\|c]]", "task 1 open '* a [[a]] c' [[a|]] [[b|c]]\n"},
        {"- [ ] &amp; [[a]]", "task 1 open '& a' [[a|]]\n"},
        {"- [ ] &#91;&#91;a]]", "task 1 open '[[a]]'\n"},
        {"- [ ] x [[a]]\n\n[a]: u", "task 1 open 'x [a]' <u|a>\n"}, /* cmark has it first */
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

static void one_wiki_link_is_parsed(void **state)
{
    struct md_link link = {.target = STR("kept")};

    (void)state;
    assert_true(md_wiki_link_parse(STR("[[contacts/ana | Ana L]]"), &link));
    assert_true(str_equal(link.target, STR("contacts/ana")));
    assert_true(str_equal(link.label, STR("Ana L")));
    assert_int_equal(link.form, MD_LINK_WIKI);
    assert_false(md_wiki_link_parse(STR("[[a]] and [[b]]"), &link));
    assert_false(md_wiki_link_parse(STR("[[a]] "), &link));
    assert_false(md_wiki_link_parse(STR(" [[a]]"), &link));
    assert_false(md_wiki_link_parse(STR("[a]"), &link));
    assert_false(md_wiki_link_parse(STR("[[]]"), &link));
    assert_false(md_wiki_link_parse(STR("[["), &link));
    assert_false(md_wiki_link_parse((struct str){0}, &link));
    assert_true(str_equal(link.target, STR("contacts/ana")));
}

static void marks_of_a_task(void **state)
{
    static const struct test_case cases[] = {
        {"- [ ] a due:2026-11-23", "task 1 open 'a' due 2026-11-23\n"},
        {"- [ ] due:2026-11-23 a", "task 1 open 'a' due 2026-11-23\n"},
        {"- [ ] a due:2026-11-23 b", "task 1 open 'a b' due 2026-11-23\n"},
        {"- [ ] a DUE:2026-11-23", "task 1 open 'a' due 2026-11-23\n"},
        {"- [ ] a due:: 2026-11-23", "task 1 open 'a' due 2026-11-23\n"},
        {"- [ ] a due::2026-11-23", "task 1 open 'a' due 2026-11-23\n"},
        {"- [ ] a due::   2026-11-23", "task 1 open 'a' due 2026-11-23\n"},
        {"- [ ] a (due 2026-11-23)", "task 1 open 'a' due 2026-11-23\n"},
        {"- [ ] a (Due  2026-11-23) b", "task 1 open 'a b' due 2026-11-23\n"},
        {"- [ ] a \xF0\x9F\x93\x85 2026-11-23", "task 1 open 'a' due 2026-11-23\n"},
        {"- [ ] a \xF0\x9F\x93\x85\xEF\xB8\x8F 2026-11-23", "task 1 open 'a' due 2026-11-23\n"},
        {"- [ ] a \xF0\x9F\x93\x85"
         "2026-11-23",
         "task 1 open 'a' due 2026-11-23\n"},
        {"- [ ] a due:2026-11-23T15:00", "task 1 open 'a' due 2026-11-23\n"},
        {"- [ ] a due:2028-02-29", "task 1 open 'a' due 2028-02-29\n"},
        {"- [x] a done:2026-11-16", "task 1 done 'a' done 2026-11-16\n"},
        {"- [x] a done:: 2026-11-16", "task 1 done 'a' done 2026-11-16\n"},
        {"- [x] a \xE2\x9C\x85 2026-11-16", "task 1 done 'a' done 2026-11-16\n"},
        {"- [x] a due:2026-11-17 done:2026-11-16", "task 1 done 'a' due 2026-11-17 done 2026-11-16\n"},
        {"- [ ] a done:2026-11-16", "task 1 open 'a'\n"},
        {"- [-] a done:2026-11-16", "task 1 dropped 'a'\n"},
        {"- [x] a (done 2026-11-16)", "task 1 done 'a (done 2026-11-16)'\n"},
        /* What ends a date. */
        {"- [ ] a due:2026-11-23, b", "task 1 open 'a , b' due 2026-11-23\n"},
        {"- [ ] a due:2026-11-23.", "task 1 open 'a .' due 2026-11-23\n"},
        {"- [ ] a (due:2026-11-23)", "task 1 open 'a' due 2026-11-23\n"},
        {"- [ ] a [due:: 2026-11-23] b", "task 1 open 'a b' due 2026-11-23\n"},
        {"- [ ] a (b due:2026-11-23)", "task 1 open 'a (b )' due 2026-11-23\n"},
        {"- [ ] a (due:2026-11-23 b)", "task 1 open 'a ( b)' due 2026-11-23\n"},
        {"- [ ] a (due:2026-11-23]", "task 1 open 'a (]' due 2026-11-23\n"},
        {"- [ ] **due:2026-11-23** a", "task 1 open 'a' due 2026-11-23\n"},
        {"- [ ] a\n  due:2026-11-23", "task 1 open 'a' due 2026-11-23\n"},
        /* The first of each sort counts; all are cut. */
        {"- [ ] a due:2026-11-23 due:: 2026-11-24 (due 2026-11-25)", "task 1 open 'a' due 2026-11-23\n"},
        {"- [x] a \xE2\x9C\x85 2026-11-16 done:2026-11-17", "task 1 done 'a' done 2026-11-16\n"},
        {"- [ ] a due:x due:2026-11-24", "task 1 open 'a'\ndate 1:9 'x' is no date\n"},
        /* No marks. */
        {"- [ ] a overdue:2026-11-23", "task 1 open 'a overdue:2026-11-23'\n"},
        {"- [ ] a 1due:2026-11-23", "task 1 open 'a 1due:2026-11-23'\n"},
        {"- [ ] pr\xC3\xA9"
         "due:2026-11-23",
         "task 1 open 'pr\xC3\xA9"
         "due:2026-11-23'\n"},
        {"- [ ] a\xE2\x80\x94"
         "due:2026-11-23",
         "task 1 open 'a\xE2\x80\x94' due 2026-11-23\n"},
        {"- [ ] a-due:2026-11-23", "task 1 open 'a-' due 2026-11-23\n"},
        {"- [ ] a due: 2026-11-23", "task 1 open 'a due: 2026-11-23'\n"},
        {"- [ ] a due 2026-11-23", "task 1 open 'a due 2026-11-23'\n"},
        {"- [ ] a due:", "task 1 open 'a due:'\n"},
        {"- [ ] a due:,", "task 1 open 'a due:,'\n"},
        {"- [ ] a due::", "task 1 open 'a due::'\n"},
        {"- [ ] a (due to rain)", "task 1 open 'a (due to rain)'\n"},
        {"- [ ] a (due)", "task 1 open 'a (due)'\n"},
        {"- [ ] a (due 2026-11-23", "task 1 open 'a (due 2026-11-23'\n"},
        {"- [ ] a `due:2026-11-23`", "task 1 open 'a due:2026-11-23'\n"},
        {"- [ ] a due:`2026-11-23`", "task 1 open 'a due:2026-11-23'\n"},
        {"- [ ] a `due:`2026-11-23", "task 1 open 'a due:2026-11-23'\n"},
        {"- [ ] a `@waiting`", "task 1 open 'a @waiting'\n"},
        {"- [ ] a \xF0\x9F\x93\x85", "task 1 open 'a \xF0\x9F\x93\x85'\n"},
        {"- [ ] a\n\n  due:2026-11-23", "task 1 open 'a'\nprose\n"},
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

static void dates_that_are_none_are_findings(void **state)
{
    static const struct test_case cases[] = {
        {"- [ ] a due:2026-02-30", "task 1 open 'a'\ndate 1:9 '2026-02-30' is no date\n"},
        {"- [ ] a due:1899-12-31", "task 1 open 'a'\ndate 1:9 '1899-12-31' is no date\n"},
        {"- [ ] a due:soon", "task 1 open 'a'\ndate 1:9 'soon' is no date\n"},
        {"- [ ] a due:: soon,", "task 1 open 'a ,'\ndate 1:9 'soon' is no date\n"},
        {"- [ ] a due:20261123", "task 1 open 'a'\ndate 1:9 '20261123' is no date\n"},
        {"- [x] a done:x", "task 1 done 'a'\ndate 1:9 'x' is no date\n"},
        {"- [ ] \xC3\xA9\xE4\xBD\xA0 due:x",
         "task 1 open '\xC3\xA9\xE4\xBD\xA0'\ndate 1:11 'x' is no date\n"},
        {"\n- b\n- [ ] a\n  due:x", "task 3 open 'a'\nprose\ndate 4:3 'x' is no date\n"},
        {"- [ ] a (due 3 people)", "task 1 open 'a'\ndate 1:9 '3 people' is no date\n"},
        {"- [ ] a \xF0\x9F\x93\x85 soon", "task 1 open 'a'\ndate 1:9 'soon' is no date\n"},
        {"- [ ] a due:tomorrow",
         "task 1 open 'a'\nrelative-date 1:9 'tomorrow' moves with the day it is read on\n"},
        {"- [ ] a due:Friday!",
         "task 1 open 'a !'\nrelative-date 1:9 'Friday' moves with the day it is read on\n"},
        {"- [ ] a (due next friday)",
         "task 1 open 'a'\nrelative-date 1:9 'next friday' moves with the day it is read on\n"},
        {"- [ ] due:x", ""}, /* no task, no finding */
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

static void tasks_of_theirs(void **state)
{
    static const struct test_case cases[] = {
        {"- [ ] @waiting a", "task 1 theirs open 'a'\n"},
        {"- [ ] a @Waiting", "task 1 theirs open 'a'\n"},
        {"- [ ] a (@waiting) b @waiting", "task 1 theirs open 'a () b'\n"},
        {"- [ ] @waiting: a", "task 1 theirs open ': a'\n"},
        {"- [ ] a@waiting", "task 1 open 'a@waiting'\n"},
        {"- [ ] @waitings", "task 1 open '@waitings'\n"},
        {"- [ ] @waiting-list", "task 1 open '@waiting-list'\n"},
        {"- [ ] waiting", "task 1 open 'waiting'\n"},
        {"# They promised\n- [ ] a", "task 2 theirs open 'a'\n"},
        {"# What THEY PROMISED me\n- [ ] a", "task 2 theirs open 'a'\n"},
        {"# Waiting for\n## Ana\n- [ ] a\n## Bo\n- [ ] b\n# Mine\n- [ ] c",
         "task 3 theirs open 'a'\ntask 5 theirs open 'b'\ntask 7 open 'c'\n"},
        {"## Waiting\n- [ ] a\n# Other\n- [ ] b", "task 2 theirs open 'a'\ntask 4 open 'b'\n"},
        {"# *Wait*ing\n- [ ] a", "task 2 theirs open 'a'\n"},
        {"# Promises\n- [ ] a", "task 2 open 'a'\n"},
        {"They promised\n===\n- [ ] a", "task 3 theirs open 'a'\n"},
        {"They promised\n\n- [ ] a", "task 3 open 'a'\nprose\n"},
        {"- # Waiting\n- [ ] a", "task 2 open 'a'\n"},
        {"> # Waiting\n\n- [ ] a", "task 3 open 'a'\n"},
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

/* --- log --- */

static void log_lines(void **state)
{
    static const struct test_case cases[] = {
        {"# Log\n- 2026-11-12 email in: Yes", "log 2 2026-11-12 email in 'Yes'\nprose\n"},
        {"# Log\n- 2026-11-12 15:00 email out: Yes", "log 2 2026-11-12 15:00 email out 'Yes'\nprose\n"},
        {"# Log\n- 2026-11-12T15:00 call: Yes", "log 2 2026-11-12 15:00 call 'Yes'\nprose\n"},
        {"# Log\n- 2026-11-12T15:00: Yes", "log 2 2026-11-12 15:00 other 'Yes'\nprose\n"},
        {"# Log\n- 2026-11-12 15:00: Yes", "log 2 2026-11-12 15:00 other 'Yes'\nprose\n"},
        {"# Log\n- 2026-11-12", "log 2 2026-11-12 other ''\nprose\n"},
        {"# Log\n- 2026-11-12: Yes", "log 2 2026-11-12 other 'Yes'\nprose\n"},
        {"# Log\n- 2026-11-12 email out", "log 2 2026-11-12 email out ''\nprose\n"},
        {"# Log\n- 2026-11-12 out", "log 2 2026-11-12 other out ''\nprose\n"},
        {"# Log\n- 2026-11-12 in: Yes", "log 2 2026-11-12 other in 'Yes'\nprose\n"},
        {"# Log\n- 2026-11-12 EMAIL Out : Yes", "log 2 2026-11-12 email out 'Yes'\nprose\n"},
        {"# Log\n- 2026-11-12\temail\tin:Yes", "log 2 2026-11-12 email in 'Yes'\nprose\n"},
        {"# Log\n- 2026-11-12 note: a: b", "log 2 2026-11-12 note 'a: b'\nprose\n"},
        {"# Log\n- 2026-11-12 email in: a\n  b", "log 2 2026-11-12 email in 'a b'\nprose\n"},
        {"# Log\n- 2026-11-12 email in\n  a: b", "log 2 2026-11-12 email in 'a: b'\nprose\n"},
        {"# Log\n- **2026-11-12** *email* in: [a](b) [[c|d]]", "log 2 2026-11-12 email in 'a d'\nprose\n"},
        /* The head does not match. */
        {"# Log\n- 2026-11-12 met her: fine", "log 2 2026-11-12 other 'met her: fine'\nprose\n"},
        {"# Log\n- 2026-11-12 call with her: in: b", "log 2 2026-11-12 call 'call with her: in: b'\nprose\n"},
        {"# Log\n- 2026-11-12 Call, then in", "log 2 2026-11-12 call 'Call, then in'\nprose\n"},
        {"# Log\n- 2026-11-12 came in", "log 2 2026-11-12 other 'came in'\nprose\n"},
        {"# Log\n- 2026-11-12 in email: x", "log 2 2026-11-12 other 'in email: x'\nprose\n"},
        {"# Log\n- 2026-11-12 email call: x", "log 2 2026-11-12 email 'email call: x'\nprose\n"},
        {"# Log\n- 2026-11-12 email in out: x", "log 2 2026-11-12 email 'email in out: x'\nprose\n"},
        {"# Log\n- 2026-11-12 15:00 lunch", "log 2 2026-11-12 15:00 other 'lunch'\nprose\n"},
        {"# Log\n- 2026-11-12 email to\n  in: x", "log 2 2026-11-12 email 'email to in: x'\nprose\n"},
        {"# Log\n- 2026-11-12 25:00 call", "log 2 2026-11-12 other '25:00 call'\nprose\n"},
    };
    static const char *const kinds[] = {"email", "call", "video",  "meet", "card", "message",
                                        "post",  "chat", "letter", "note", "other"};

    (void)state;
    CHECK_ALL(cases, ALL & ~(unsigned)MD_WANT_NOTES);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        char body[64], expected[64];
        struct test_case test = {body, expected};

        snprintf(body, sizeof body, "# Log\n- 2026-11-12 %s in: x", kinds[i]);
        snprintf(expected, sizeof expected, "log 2 2026-11-12 %s in 'x'\nprose\n", kinds[i]);
        check(&test, MD_WANT_LOG, 1);
    }
}

static void log_sections(void **state)
{
    static const struct test_case cases[] = {
        {"# History\n- 2026-11-12 a", "log 2 2026-11-12 other 'a'\nprose\n"},
        {"# communications:\n1. 2026-11-12 a", "log 2 2026-11-12 other 'a'\nprose\n"},
        {"# Log\n## 2026\n- 2026-11-12 a\n### x\n- 2026-11-13 b",
         "log 3 2026-11-12 other 'a'\nlog 5 2026-11-13 other 'b'\nprose\n"},
        {"## Log\n- 2026-11-12 a\n## Other\n- 2026-11-13 b", "log 2 2026-11-12 other 'a'\nprose\n"},
        {"### Log\n# x\n- 2026-11-13 b", "prose\n"},
        {"# Log (private)\n- 2026-11-12 a", "log 2 2026-11-12 other private 'a'\nprose\n"},
        {"# Log (Private):\n- 2026-11-12 a", "log 2 2026-11-12 other private 'a'\nprose\n"},
        {"# Log: (private)\n- 2026-11-12 a", "log 2 2026-11-12 other private 'a'\nprose\n"},
        {"# x (private)\n## Log\n- 2026-11-12 a", "log 3 2026-11-12 other private 'a'\nprose\n"},
        {"# (private) Log\n- 2026-11-12 a", "prose\n"},
        {"# Logs\n- 2026-11-12 a", "prose\n"},
        {"# My log\n- 2026-11-12 a", "prose\n"},
        {"# Log\n2026-11-12 a", "prose\n"},
        {"# Log\n- a\n  - 2026-11-12 b", "log 3 2026-11-12 other 'b'\nprose\n"},
        {"# Log\n- 2026-11-12 a\n  - b\n  - 3 c", "log 2 2026-11-12 other 'a'\nprose\n"},
        {"# Log\n- a\n\n  2026-11-12 b",
         "prose\nno-log-date 2:3 a line of the log without a date: it counts for nothing\n"},
        {"# Log\n- [ ] 2026-11-12 a", "task 2 open '2026-11-12 a'\n"},
        {"# Log\n> - 2026-11-12 a", ""},
        /* A date that is none. */
        {"# Log\n- 2026-13-12 a", "prose\ndate 2:3 '2026-13-12' is no date\n"},
        {"# Log\n- 12.11.2026 a", "prose\ndate 2:3 '12.11.2026' is no date\n"},
        {"# Log\n- 2026-11-12, a", "prose\ndate 2:3 '2026-11-12,' is no date\n"},
        {"# Log\n- a 2026-13-12",
         "prose\nno-log-date 2:3 a line of the log without a date: it counts for nothing\n"},
        {"# Log\n- 2026-11-12 a\n- **b** c\n1. d",
         "log 2 2026-11-12 other 'a'\nprose\n"
         "no-log-date 3:5 a line of the log without a date: it counts for nothing\nno-log-date 4:4 a line of "
         "the log without a date: it counts for nothing\n"},
        {"# Log\n- 2026\n  - 2026-11-12 a", "log 3 2026-11-12 other 'a'\nprose\n"},
        {"# Log\n- \n- <!-- x -->", ""},
        {"# Log\n- a\n  - 2026-13-12 b", "prose\ndate 3:5 '2026-13-12' is no date\n"},
        {"# x\n- 2026-13-12 a", "prose\n"},
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

/* --- lines that are apart --- */

static void ranges_are_private_sections_code_html_and_quotes(void **state)
{
    static const struct test_case cases[] = {
        {"a\n# B\nc", "prose\n"},
        {"# A (private)\nb\n# C\nd", "private 1..2\nprose\n"},
        {"# A (private)\n## B\nc\n# D (private):\ne\n## F", "private 1..-1\nprose\n"},
        {"## A\nb\n### C (private)\nd\n### E\nf\n## G (private)\nh", "private 3..4\nprivate 7..-1\nprose\n"},
        {"# A (private) b\nc", "prose\n"},
        {"a\n\n```\nb\n```\n\n    c\n    d\n\n> e\n> f\n\n<p>\ng\n</p>\n",
         "apart 3..5\napart 7..9\napart 10..11\napart 13..15\nprose\n"},
        {"- <!-- a -->\n- > b", "apart 1..1\napart 2..2\n"},
    };

    (void)state;
    CHECK_ALL(cases, MD_WANT_RANGES);
}

/* --- a file as headings, paragraphs and items --- */

static void blocks_are_headings_paragraphs_and_items(void **state)
{
    static const struct test_case cases[] = {
        {"", ""},
        {"# A:\n\nb\nc\n\n## D (private)\n- e\n- f\n\n  g\n  - h\n",
         "1 heading 1 'A'\n3 'b c'\n6 heading 2 private 'D'\n7 item private 'e'\n8 item private 'f'\n"
         "10 private 'g'\n11 private 'h'\nprose\n"},
        {"# \n- \n- [ ] a\n- <!-- b -->\n", "1 heading 1 ''\n3 item '[ ] a'\n"},
        {"<!-- a -->\n\n> b\n\n    c\n\n`d` [[e|f]] [g](h)\n", "7 'd f g'\nprose\n"},
        {"- # a\n- b\n", "2 item 'b'\nprose\n"},
    };

    (void)state;
    CHECK_ALL(cases, MD_WANT_BLOCKS);
}

/* --- what may be links, without parsing --- */

static void show_suspects(struct buf *out, struct arena *arena, const char *body)
{
    struct md_suspects suspects;

    md_suspects_find(arena, str_from(body), &suspects);
    for (uint32_t i = 0; i < suspects.n; i++)
        buf_printf(out, suspects.at[i].form == MD_LINK_WIKI ? "[[%.*s]] " : "<%.*s> ",
                   STR_ARGS(suspects.at[i].target));
    if (suspects.is_doubtful)
        buf_puts(out, "?");
    buf_putc(out, '\0');
}

static void suspects_are_what_may_be_links(void **state)
{
    static const struct test_case cases[] = {
        {"", ""},
        {"[a](b.md) and [[c|d]]", "[[c]] <b.md> "},
        {"`[a](b.md)` ```\n[[c]]\n```", "[[c]] <b.md> "},
        {"[a](https://x.example/y) [b](mailto:c@d.example) [e](#f) [g]()", ""},
        {"[a](b.md \"title\") [c]( d.md )", "<b.md> <d.md> "},
        {"[a](<b c.md>)", "?"},
        {"[a](b%20c.md)", "?"},
        {"[a](b\\(c.md)", "?"},
        {"[a]: b.md\n[c]: https://d.example", "<b.md> "},
        {"[a]:\nb.md", "?"},
        {"[[a]b]] [[c\nd]] [[ ]]", "?"},
        {"[[*a*]]", "?"},
        {"[a](C:x.md) [b](x1+y-z.w:v)", "<C:x.md> "},
        {"{{< ref \"a\" >}} [b]({{< ref \"a\" >}})", ""},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf out = {0};

        show_suspects(&out, &arena, cases[i].body);
        if (strcmp(out.p, cases[i].expected) != 0)
            fail_msg("%s: got %s, wanted %s", cases[i].body, out.p, cases[i].expected);
        buf_free(&out);
    }
    arena_free(&arena);
}

/* --- questions, prose --- */

static void questions_are_items(void **state)
{
    static const struct test_case cases[] = {
        {"# Questions\n- a?\n- b\n  c?", "question 2 'a?'\nquestion 3 'b c?'\n"},
        {"# questions:\n1. *a* [[b|c]]?", "question 2 'a c?'\n"},
        {"# Questions\n- a?\n\n  Yes.", "answered 2 'a?'\nprose\n"},
        {"# Questions\n- a?\n  - Yes.\n- b?", "answered 2 'a?'\nquestion 4 'b?'\nprose\n"},
        {"# Questions\n- a?\n  - - Yes.", "answered 2 'a?'\nprose\n"},
        {"# Questions\n- a?\n- b?\n\nYes.\n\n- c?",
         "question 2 'a?'\nanswered 3 'b?'\nquestion 7 'c?'\nprose\n"},
        {"# Questions\nIntro.\n- a?", "question 3 'a?'\nprose\n"},
        {"# Questions\n- a?\n# Other\nText.", "question 2 'a?'\nprose\n"},
        {"# Questions\n- a?\n## Sub\nText.", "question 2 'a?'\nanswered 3 'Sub'\nprose\n"},
        /* What is no answer. */
        {"# Questions\n- a?\n\n      code", "question 2 'a?'\n"},
        {"# Questions\n- a?\n  > quote", "question 2 'a?'\n"},
        {"# Questions\n- a?\n\n  <!-- none -->", "question 2 'a?'\n"},
        {"# Questions\n- a?\n\n  <b></b>", "question 2 'a?'\n"},
        {"# Questions\n- a?\n  - [ ] b\n\n    c", "task 3 open 'b'\nanswered 2 'a?'\nprose\n"},
        {"# Questions\n- a?\n\n> quote", "question 2 'a?'\n"},
        {"# Questions\n- a?\n\n  *", "question 2 'a?'\n"},
        {"# Questions\n- a?\n\n  ---\n", "question 2 'a?'\n"},
        /* What is no question. */
        {"# Questions\n- [ ] a", "task 2 open 'a'\n"},
        {"# Questions\n- [ ]\n-\n- <!-- x -->", ""},
        {"# Questions\n- [ ] a\n\nText.", "task 2 open 'a'\nprose\n"},
        {"# Questions\n- a?\n- [ ] b\n\nText.", "task 3 open 'b'\nanswered 2 'a?'\nprose\n"},
        {"# Questions\n- > a\n- ## b", ""},
        {"# Questions\n- - a", "prose\n"},
        {"# Question\n- a?", "prose\n"},
        {"Questions\n\n- a?", "prose\n"},
        {"# Questions\n> - a?", ""},
        {"# Questions\n- ```\n  code\n  ```\n  a?", "question 5 'a?'\n"},
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

static void questions_are_headings(void **state)
{
    static const struct test_case cases[] = {
        {"# Questions\n## a?\n## b *c*?\nYes.\n### d?\n- No.\n# e?\nText.",
         "question 2 'a?'\nanswered 3 'b c?'\nanswered 5 'd?'\nprose\n"},
        {"# Questions\n## a?\n### b?\nYes.", "question 2 'a?'\nanswered 3 'b?'\nprose\n"},
        {"# Questions\n## a?\n- b?\n- c?", "answered 2 'a?'\nprose\n"},
        {"# Questions\n## a?\n> b\n\n```\nc\n```\n<!-- d -->", "question 2 'a?'\n"},
        {"# Questions\n## a?\n- [ ] b", "task 3 open 'b'\nquestion 2 'a?'\n"},
        {"# Questions\n##\nText.\n## (private)\n## b? (private):", "question 5 'b?'\nprose\n"},
        {"# Questions\n- a?\n## b?\n- c?", "question 2 'a?'\nanswered 3 'b?'\nprose\n"},
        {"# Questions\n## Questions\n- a?", "question 2 'Questions'\nquestion 3 'a?'\n"},
        {"## Questions\n# a?\n- b?", "prose\n"},
        {"Questions\n===\na?\n---\nYes.", "answered 3 'a?'\nprose\n"},
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

static void prose(void **state)
{
    static const struct test_case cases[] = {
        {"", ""},
        {" \n\t\n", ""},
        {"a", "prose\n"},
        {"- a", "prose\n"},
        {"- - - a", "prose\n"},
        {"# a", ""},
        {"a\n===", ""},
        {"- # a", ""},
        {"---", ""},
        {"-", ""},
        {"<!-- a -->", ""},
        {"x <!-- a -->", "prose\n"},
        {"<b></b>", ""},
        {"<b>x</b>", "prose\n"},
        {"<div>x</div>", ""},
        {"> a", ""},
        {"> a\nlazy", ""},
        {"`a`", "prose\n"},
        {"    a", ""},
        {"~~~\na", ""},
        {"![](a.png)", ""},
        {"![a](a.png)", "prose\n"},
        {"[](a)", ""},
        {"[a]: b", ""},
        {"- [ ] a\n\n  b", "task 1 open 'a'\nprose\n"},
        {"- [ ] a\n  - b\n    - c", "task 1 open 'a'\nprose\n"},
        {"- [ ]\n\n  b", "prose\n"},
        {"- [ ] a\n\nb", "task 1 open 'a'\nprose\n"},
        {"- [ ] a\n  - [ ] b\n  - c\n- d", "task 1 open 'a'\ntask 2 open 'b'\nprose\n"},
        {"- a\n  - [ ] b", "task 2 open 'b'\nprose\n"},
        {"\xC2\x85\x01", ""},
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

/* Prose does not depend on what else is asked for. */
static void prose_without_the_rest(void **state)
{
    static const struct test_case cases[] = {
        {"# Questions\n- a?\n- [ ] b due:x\n# Log\n- [ ] c", ""},
        {"# Questions\n- a?\n\n  Yes.", "prose\n"},
        {"# Questions\n## a?\n", ""},
        {"# Log\n- 2026-13-11 x", "prose\n"},
        {"# Notes\n- x\n# Skills\n- y\n# Referrals\n- z", "prose\n"},
    };

    (void)state;
    CHECK_ALL(cases, 0);
}

/* --- names, notes --- */

static void referrals(void **state)
{
    static const struct test_case cases[] = {
        {"# Referrals\n- [[ana]]: x", "referral 2 'ana' (x) [[ana|]]\nprose\n"},
        {"# Referrals\n- [[ana|Ana L]], x", "referral 2 'Ana L' (x) [[ana|Ana L]]\nprose\n"},
        {"# Referrals\n- [Ana *L*](a.md) x", "referral 2 'Ana L' (x) <a.md|Ana L>\nprose\n"},
        {"# Referrals\n- [](a.md)", "referral 2 'a.md' <a.md|>\n"},
        {"# Referrals\n- [Ana]()", "referral 2 'Ana'\nprose\n"},
        {"# Referrals\n- **[[ana]]**", "referral 2 'ana' [[ana|]]\nprose\n"},
        {"# Referrals\n- <!-- x --> y", ""},
        {"# Referrals\n- Kim [[ana]]", "referral 2 'Kim ana'\nprose\n"},
        {"# Referrals\n- Kim  Lee, Org: x", "referral 2 'Kim Lee' (Org: x)\nprose\n"},
        {"# Referrals\n- Kim: x, y", "referral 2 'Kim' (x, y)\nprose\n"},
        {"# Referrals\n- Kim (Org)", "referral 2 'Kim' ((Org))\nprose\n"},
        {"# Referrals\n- Kim(Org)", "referral 2 'Kim(Org)'\nprose\n"},
        {"# Referrals\n- Kim - x", "referral 2 'Kim' (x)\nprose\n"},
        {"# Referrals\n- Kim \xE2\x80\x93 x", "referral 2 'Kim' (x)\nprose\n"},
        {"# Referrals\n- Kim \xE2\x80\x94 x", "referral 2 'Kim' (x)\nprose\n"},
        {"# Referrals\n- Kim-Lee\xE2\x80\x93x -", "referral 2 'Kim-Lee\xE2\x80\x93x -'\nprose\n"},
        {"# Referrals\n- Kim\n  Lee, x", "referral 2 'Kim' (Lee, x)\nprose\n"},
        {"# Referrals\n- , x\n- : y\n-\n- (z)", "referral 5 '(z)'\nprose\n"},
        {"# Referrals\n- [](a.md) x\n- [[b]] x\n  *y*, z",
         "referral 2 'a.md' (x) <a.md|>\nreferral 3 'b' (x y, z) [[b|]]\nprose\n"},
        {"# Referrals\n- \xE2\x80\x8B\n- [[b|\xE2\x80\x8B]]: x",
         "referral 3 'b' (x) [[b|\xE2\x80\x8B]]\nprose\n"},
        {"# Referrals\n- Kim\n  - Lee", "referral 2 'Kim'\nprose\n"},
        {"# Referrals\n- [ ] Kim", "task 2 open 'Kim'\n"},
        {"# Referrals\nKim", "prose\n"},
        {"# Referrals:\n## x\n- Kim", "referral 3 'Kim'\nprose\n"},
        {"# Referral\n- Kim", "prose\n"},
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

static void skills(void **state)
{
    static const struct test_case cases[] = {
        {"# Skills\n- [[writing]]\n- Excel: x\n- [ ] y", "task 4 open 'y'\nskill 2 'writing' [[writing|]]\n"
                                                         "skill 3 'Excel' (x)\nprose\n"},
        {"# Skills\n- a\n  - b", "skill 2 'a'\nskill 3 'b'\nprose\n"},
        {"# Skills heard\n- a", "prose\n"},
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

#define TEN "0123456789"
#define FIFTY TEN TEN TEN TEN TEN

static void notes(void **state)
{
    static const struct test_case cases[] = {
        {"# Notes\na\n  *b*\n\n- c\n  - d\n\n  e", "note 2 'a b'\nnote 5 'c'\nprose\n"},
        {"# Insights\n- a\n- [ ] b\n\nc", "task 3 open 'b'\nnote 2 'a'\nnote 5 'c'\nprose\n"},
        {"# Notes\n- a\n- b\n- c\n- d", "note 2 'a'\nnote 3 'b'\nnote 4 'c'\nprose\n"},
        {"# Notes (private)\na", "prose\n"},
        {"# x (private)\n## Notes\na", "prose\n"},
        {"# Notes\n## x (private)\na\n## y\nb", "note 5 'b'\nprose\n"},
        {"# Notes\n> a\n\n    b\n\n<!-- c -->", ""},
        {"# Notes\n" FIFTY FIFTY FIFTY FIFTY, "note 2 '" FIFTY FIFTY FIFTY FIFTY "'\nprose\n"},
        {"# Notes\n" FIFTY FIFTY FIFTY FIFTY "x", "note 2 '" FIFTY FIFTY FIFTY FIFTY "'\nprose\n"},
        {"# Notes\n" FIFTY FIFTY FIFTY "012345678 " TEN TEN TEN "012345678\xC3\xA9",
         "note 2 '" FIFTY FIFTY FIFTY "012345678 " TEN TEN TEN "012345678'\nprose\n"},
        {"# Notes\n" FIFTY FIFTY FIFTY TEN TEN TEN TEN "012345678 x",
         "note 2 '" FIFTY FIFTY FIFTY TEN TEN TEN TEN "012345678'\nprose\n"},
    };

    (void)state;
    CHECK_ALL(cases, ALL);
}

/* --- links --- */

static void links_of_a_body(void **state)
{
    static const struct test_case cases[] = {
        {"a [b](c) [[d]]", "link <c|b> 1:3\nlink [[d|]] 1:10\nprose\n"},
        {"# a [b](c) [[d]]", "link <c|b> 1:5\nlink [[d|]] 1:12\n"},
        {"- # [b](c)", "link <c|b> 1:5\n"},
        {"- a\n    [b](c)\n [[d]]", "link <c|b> 2:5\nlink [[d|]] 3:2\nprose\n"},
        {"\xC3\xA9\xE4\xBD\xA0 [b](c)", "link <c|b> 1:5\nprose\n"},
        {"a\tb [[c]]", "link [[c|]] 1:5\nprose\n"},
        {"\\* [[c]] \\[[d]]", "link [[c|]] 1:4\nprose\n"},
        {"a [b\nc](d) [[e]]", "link <d|b c> 1:3\nlink [[e|]] 2:7\nprose\n"},
        {"a `b\nc` [[d]]", "link [[d|]] 2:4\nprose\n"},
        {"a\r\n[[b]]\r\n\r\n[c](d)\r", "link [[b|]] 2:1\nlink <d|c> 4:1\nprose\n"},
        {"a\r[[b]]\r\r[c](d)\r", "link [[b|]] 2:1\nlink <d|c> 4:1\nprose\n"},
        {"[a]: b\n[[c]] [d](e)", "link [[c|]] 2:1\nlink <e|d> 1:0\nprose\n"}, /* a slip of cmark's */
        {"> [[a]]\n\n`[[b]]`\n\n    [[c]]\n\n<div>[[d]]</div>", "prose\n"},
        {"<https://a.example> <mailto:b@c.example>",
         "link <https://a.example|https://a.example> 1:1\nlink <mailto:b@c.example|mailto:b@c.example> 1:21\n"
         "prose\n"},
        {"a <b>[[c]]</b> [x]()", "link [[c|]] 1:6\nprose\n"},
    };

    (void)state;
    CHECK_ALL(cases, MD_WANT_LINKS);
}

static void lines_are_those_of_the_file(void **state)
{
    static const struct test_case test = {
        "\n- [ ] a [[b]] due:x\n# Log\n- 2026-11-12 c\n# Questions\n- d\n# Referrals\n- e\n# Skills\n- f\n# "
        "Notes\ng",
        "task 12 open 'a b' [[b|]] 12:9\nlog 14 2026-11-12 other 'c'\nquestion 16 'd'\nreferral 18 'e'\n"
        "skill 20 'f'\nnote 22 'g'\nlink [[b|]] 12:9\nprose\ndate 12:15 'x' is no date\n",
    };

    (void)state;
    check(&test, ALL | MD_WANT_LINKS, 11);
}

static void only_what_is_wanted_is_read(void **state)
{
    static const char *const body =
        "- [ ] a\n# Log\n- 2026-11-12 c\n# Questions\n- d\n# Referrals\n- e\n# Skills\n- f\n# Notes\n[[g]]";
    static const struct {
        unsigned want;
        const char *expected;
    } cases[] = {
        {0, "prose\n"},
        {MD_WANT_TASKS, "task 1 open 'a'\nprose\n"},
        {MD_WANT_LOG, "log 3 2026-11-12 other 'c'\nprose\n"},
        {MD_WANT_QUESTIONS, "question 5 'd'\nprose\n"},
        {MD_WANT_REFERRALS, "referral 7 'e'\nprose\n"},
        {MD_WANT_SKILLS, "skill 9 'f'\nprose\n"},
        {MD_WANT_NOTES, "note 11 'g'\nprose\n"},
        {MD_WANT_LINKS, "link [[g|]] 11:1\nprose\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct test_case test = {body, cases[i].expected};

        check(&test, cases[i].want, 1);
    }
}

static void findings_may_be_unwanted(void **state)
{
    struct arena keep = {0}, scratch = {0};
    struct md_job job = {&keep, &scratch, NULL, STR("a.md"), 1, ALL};
    struct md md;

    (void)state;
    md_scan(&job, STR("- [ ] a due:x\n# Log\n- 9 b"), &md);
    assert_int_equal(md.tasks.n, 1);
    arena_free(&keep);
    arena_free(&scratch);
}

/* --- hostile bodies, at the limits of format.md --- */

enum { LARGEST_BODY = LIMIT_BODY, MOST_BRACKETS = LIMIT_BODY_BRACKETS };

/* A body that ends in `end`, before it `head` once and `part` as often as the limits allow. */
struct hostile {
    const char *head, *part, *end;
};

static size_t brackets_in(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += *text == '[';
    return n;
}

static void make_hostile(struct buf *body, const struct hostile *test)
{
    size_t brackets = brackets_in(test->head) + brackets_in(test->end);

    buf_puts(body, test->head);
    while (body->n + strlen(test->part) + strlen(test->end) <= LARGEST_BODY &&
           brackets + brackets_in(test->part) <= MOST_BRACKETS) {
        buf_puts(body, test->part);
        brackets += brackets_in(test->part);
    }
    buf_puts(body, test->end);
}

static double seconds_for(struct str body)
{
    struct arena keep = {0}, scratch = {0};
    struct diags diags = {.arena = &keep};
    struct md_job job = {&keep, &scratch, &diags, STR("a.md"), 1, ALL | MD_WANT_LINKS};
    clock_t start = clock();
    struct md md;

    md_scan(&job, body, &md);
    start = clock() - start;
    arena_free(&keep);
    arena_free(&scratch);
    return (double)start / CLOCKS_PER_SEC;
}

static void check_time(struct str body, const char *what)
{
    double seconds = md_is_too_deep(body) ? 0 : seconds_for(body);

    if (seconds > 1.0)
        fail_msg("%s: %.2f s for %zu bytes", what, seconds, body.n);
}

static void repeated_parts_take_no_time(void **state)
{
    static const struct hostile tests[] = {
        {"", "[", ""},
        {"", "[[", ""},
        {"", "![[]()", ""},
        {"", "[a](", ""},
        {"", "[a](b", ""},
        {"", "[a](<b", ""},
        {"", "[](", ""},
        {"", "]", ""},
        {"", "[a]", ""},
        {"", "[[a]]", ""},
        {"", "[[a|b]]\n", ""},
        {"", "\\[[a]]", ""},
        {"\\*", "\\[\\[a]][[a]", ""},
        {"- [ ] \\*", "`[[a`[[a]]", ""},
        {"", "a **b", "c* c*"},
        {"", "a_", ""},
        {"", "*a_ ", ""},
        {"", "*", "a"},
        {"", "_", "a"},
        {"", "a**b", ""},
        {"", "**a *a ", ""},
        {"", "*a **a ", ""},
        {"", "a ` b `` ", ""},
        {"", "\\", ""},
        {"", "&", ""},
        {"", "&#", ""},
        {"", "&amp;", ""},
        {"", "<", ""},
        {"", "<a", ""},
        {"", "<!--", ""},
        {"a ", "<!--", ""},
        {"a ", "<?", ""},
        {"a ", "<!A", ""},
        {"a ", "<![CDATA[", ""},
        {"a ", "<a b='", ""},
        {"a ", "</", ""},
        {"", "<http:", ""},
        {"", "> ", "a"},
        {"", ">", "a"},
        {"", "> a\n", ""},
        {"", "- ", "a"},
        {"", "* ", "a"},
        {"", "+ ", "a"},
        {"", "1. ", "a"},
        {"", "1) ", "a"},
        {"", "- [ ] ", "a"},
        {"", "- [ ] a\n", ""},
        {"", "- a\n\n", ""},
        {"", "-\n", ""},
        {"", "1.\n", ""},
        {"", "- > ", "a"},
        {"", "|", ""},
        {"", "|a|b|\n|-|-|\n", ""},
        {"", "[a]: b\n", ""},
        {"", "[a]: b 'c\n", ""},
        {"[a]: b\n\n", "[a]", ""},
        {"", "#", ""},
        {"", "# a\n", ""},
        {"", "# Questions\n", ""},
        {"# Questions\n", "## a\n", ""},
        {"# Questions\n", "- a\n", ""},
        {"", "a\n===\n", ""},
        {"", "a\n", ""},
        {"", "\n", ""},
        {"", "\r", ""},
        {"- [ ] a", "\r", ""},
        {"", "a\r", "[[b]]"},
        {"", "\t", "a"},
        {"", " ", "a"},
        {"", "```\n", ""},
        {"", "    a\n", ""},
        {"", "---\n", ""},
        {"", "* * ", ""},
        {"- [ ] ", "due:", ""},
        {"- [ ] ", "due: ", ""},
        {"- [ ] ", "adue:", ""},
        {"- [ ] ", "due:, ", ""},
        {"- [ ] ", "due:x ", ""},
        {"- [ ] ", "(due ", ""},
        {"- [ ] ", "(due 1", ""},
        {"- [ ] ", "(due to)", ""},
        {"- [ ] ", "@waiting", ""},
        {"- [ ] ", "\xF0\x9F\x93\x85", ""},
        {"- [ ] due::", " ", "x"},
        {"- [ ] ", "`", ""},
        {"# Log\n", "- 2026-11-12 a\n", ""},
        {"# Log\n", "- 2026-13-12 a\n", ""},
        {"# Log\n- 2026-11-12", ":", ""},
        {"# Log\n- 2026-11-12T", "1:", ""},
        {"# Referrals\n- ", " -", ""},
        {"# Notes (private)", "(private):", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        struct buf body = {0};

        make_hostile(&body, &tests[i]);
        check_time(buf_str(&body), tests[i].part);
        buf_free(&body);
    }
}

static void growing_parts_take_no_time(void **state)
{
    static const struct {
        const char *part, *between;
    } tests[] = {{"`", "a"},    {"*", "a"},    {"~", "\n"},    {"#", "\n"},
                 {"> ", "a\n"}, {"- ", "a\n"}, {"  ", "- a\n"}};

    (void)state;
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        struct buf body = {0};

        for (size_t times = 1; body.n + times * strlen(tests[i].part) + 8 < LARGEST_BODY; times++) {
            for (size_t j = 0; j < times; j++)
                buf_puts(&body, tests[i].part);
            buf_puts(&body, tests[i].between);
        }
        check_time(buf_str(&body), tests[i].part);
        buf_free(&body);
    }
}

/* Half of the body opens something, the other half goes on in it. */
static void opened_and_gone_on_with_takes_no_time(void **state)
{
    static const struct {
        const char *part, *rest;
    } tests[] = {
        {"> ", "\na"},    {"- ", "\na"},   {"- ", "\n"},    {"1. ", "\n"},          {"- > ", "\n"},
        {"*a ", "_b "},   {"[", "]"},      {"[a](", ")"},   {"<a ", ">"},           {"**", "__"},
        {"`", "a`"},      {"![", "](a)"},  {"- ", "\n\n"},  {"\\[\\[a]]", "`[[a`"}, {"- ", "\n \t"},
        {"- [ ] ", "\r"}, {"1) > ", "\n"}, {"*\t", "\r\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        struct buf body = {0};
        struct hostile first = {"", tests[i].part, ""};

        make_hostile(&body, &first); /* at most half of it stays */
        body.n = body.n > LARGEST_BODY / 2 ? LARGEST_BODY / 2 : body.n;
        buf_putc(&body, 'a');
        for (size_t brackets = brackets_in(tests[i].rest) ? MOST_BRACKETS / 2 : 0;
             body.n + strlen(tests[i].rest) <= LARGEST_BODY && brackets <= MOST_BRACKETS;
             brackets += brackets_in(tests[i].rest))
            buf_puts(&body, tests[i].rest);
        check_time(buf_str(&body), tests[i].part);
        buf_free(&body);
    }
}

/* `- ` so often, then so many blank lines; whether it may be read, and then in no time. */
static void check_depth(size_t levels, size_t blank_lines, bool may_be_read)
{
    struct buf body = {0};

    for (size_t i = 0; i < levels; i++)
        buf_puts(&body, "- ");
    buf_putc(&body, 'a');
    buf_repeat(&body, '\n', blank_lines + 1);
    assert_int_equal(md_is_too_deep(buf_str(&body)), !may_be_read);
    if (may_be_read)
        check_time(buf_str(&body), "nested lists");
    buf_free(&body);
}

static void too_deep_lists_are_not_read(void **state)
{
    (void)state;
    check_depth(2000, LIMIT_BODY_NESTING / 2000, true);
    check_depth(2000, LIMIT_BODY_NESTING / 2000 + 1, false);
    check_depth(40000, LIMIT_BODY_NESTING / 40000, true);
    check_depth(40000, LIMIT_BODY_NESTING / 40000 + 1, false);
    check_depth(40, 100000, true);
    check_depth(41, 100000, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tasks_are_list_items_with_a_marker),
        cmocka_unit_test(what_is_no_task),
        cmocka_unit_test(text_of_a_task_is_plain),
        cmocka_unit_test(links_of_a_task),
        cmocka_unit_test(wiki_links),
        cmocka_unit_test(one_wiki_link_is_parsed),
        cmocka_unit_test(marks_of_a_task),
        cmocka_unit_test(dates_that_are_none_are_findings),
        cmocka_unit_test(tasks_of_theirs),
        cmocka_unit_test(log_lines),
        cmocka_unit_test(log_sections),
        cmocka_unit_test(blocks_are_headings_paragraphs_and_items),
        cmocka_unit_test(ranges_are_private_sections_code_html_and_quotes),
        cmocka_unit_test(suspects_are_what_may_be_links),
        cmocka_unit_test(questions_are_items),
        cmocka_unit_test(questions_are_headings),
        cmocka_unit_test(prose),
        cmocka_unit_test(prose_without_the_rest),
        cmocka_unit_test(referrals),
        cmocka_unit_test(skills),
        cmocka_unit_test(notes),
        cmocka_unit_test(links_of_a_body),
        cmocka_unit_test(lines_are_those_of_the_file),
        cmocka_unit_test(only_what_is_wanted_is_read),
        cmocka_unit_test(findings_may_be_unwanted),
        cmocka_unit_test(repeated_parts_take_no_time),
        cmocka_unit_test(growing_parts_take_no_time),
        cmocka_unit_test(opened_and_gone_on_with_takes_no_time),
        cmocka_unit_test(too_deep_lists_are_not_read),
    };

    return unit_run(tests);
}

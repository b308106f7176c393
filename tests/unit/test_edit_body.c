#include "unit.h"

#include "text/edit_body.h"
#include "text/front.h"
#include "text/md.h"

#define BYTES(literal)                    \
    {                                     \
        ("" literal), sizeof(literal) - 1 \
    }

/* ------------------------------------------------ items */

enum { DAY_2026_11_18 = 739938 };

struct added {
    const char *names, *before;
    const char *text; /* in a dated section it begins with its day */
    struct str file, wanted;
};

static struct edit_body adding(const struct added *sample)
{
    static const struct edit_section sections[] = {
        {"log|history|communications", "Log", NULL},
        {"promises", "Promises", NULL},
        {"referrals", "Referrals", NULL},
        {"questions", "Questions", NULL},
        {"notes|insights", "Notes", NULL},
        {"skills", "Skills", NULL},
    };
    struct edit_body edit = {.verb = EDIT_ADD_ITEM, .text = str_from(sample->text)};
    struct stamp stamp = {0};

    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        if (!strcmp(sections[i].title, sample->names))
            edit.section = sections[i];
    assert_non_null(edit.section.names);
    edit.section.before = sample->before;
    if (!strcmp(sample->names, "Log")) {
        edit.order = EDIT_DATED;
        assert_true(date_iso_parse(str_slice(edit.text, 0, 10), &stamp));
        edit.day = stamp.day;
    }
    return edit;
}

static void assert_adds(const struct added *samples, size_t count)
{
    struct arena arena = {0};

    for (size_t i = 0; i < count; i++) {
        struct edit_body edit = adding(&samples[i]);
        struct diag problem = {0};
        struct str got = {0};
        enum edit_state state = edit_body(&arena, samples[i].file, &edit, &got, &problem);

        if (state != EDIT_DONE)
            fail_msg("\"%s\" in \"%.*s\": state %d, %.*s", samples[i].text, STR_ARGS(samples[i].file),
                     (int)state, STR_ARGS(problem.message));
        if (!str_equal(got, samples[i].wanted))
            fail_msg("\"%s\" in \"%.*s\": got \"%.*s\"", samples[i].text, STR_ARGS(samples[i].file),
                     STR_ARGS(got));
    }
    arena_free(&arena);
}

#define ASSERT_ADDS(samples) assert_adds(samples, sizeof(samples) / sizeof *(samples))

#define FRONT "---\nname: Ana Lima\n---\n"

static void test_add_to_list(void **state)
{
    static const struct added samples[] = {
        {"Promises", NULL, "[ ] c", BYTES(FRONT "# A\n\n## Promises\n\n- [ ] a\n- [x] b\n\n## Notes\n"),
         BYTES(FRONT "# A\n\n## Promises\n\n- [ ] a\n- [x] b\n- [ ] c\n\n## Notes\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n* a"), BYTES("## Promises\n* a\n* [ ] c")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n  +   a\n"),
         BYTES("## Promises\n  +   a\n  +   [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n-\ta\n"), BYTES("## Promises\n-\ta\n-\t[ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n-     code\n"),
         BYTES("## Promises\n-     code\n- [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n-\n"), BYTES("## Promises\n-\n- [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n-\n  a\n"), BYTES("## Promises\n-\n  a\n- [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n1. a\n2. b\n"),
         BYTES("## Promises\n1. a\n2. b\n3. [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n9) a\n"), BYTES("## Promises\n9) a\n10) [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n1. a\n1. b\n"),
         BYTES("## Promises\n1. a\n1. b\n1. [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n08. a\n09. b\n"),
         BYTES("## Promises\n08. a\n09. b\n10. [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n999999999. a\n"),
         BYTES("## Promises\n999999999. a\n999999999. [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n\n- a\n\n- b\n\n\n## X\n"),
         BYTES("## Promises\n\n- a\n\n- b\n\n- [ ] c\n\n\n## X\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n\n- a\n\n  b\n- d\n"),
         BYTES("## Promises\n\n- a\n\n  b\n- d\n- [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n\n- a\n\n- b"),
         BYTES("## Promises\n\n- a\n\n- b\n\n- [ ] c")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n- a\nlazy\n\nText.\n"),
         BYTES("## Promises\n- a\nlazy\n- [ ] c\n\nText.\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n- a\n  - b\n    - [ ] d\n\ntext\n"),
         BYTES("## Promises\n- a\n  - b\n    - [ ] d\n- [ ] c\n\ntext\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n- a\n\n      code\n\n## X\n"),
         BYTES("## Promises\n- a\n\n      code\n- [ ] c\n\n## X\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n- a\n  <!--\n  b\n  -->\n## X\n"),
         BYTES("## Promises\n- a\n  <!--\n  b\n  -->\n- [ ] c\n## X\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n- a\n  ```\n  - b\n  ```\n"),
         BYTES("## Promises\n- a\n  ```\n  - b\n  ```\n- [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n- a\n  > b\n  > c\n\n"),
         BYTES("## Promises\n- a\n  > b\n  > c\n- [ ] c\n\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n- a\n\nText.\n\n* b\n"),
         BYTES("## Promises\n- a\n\nText.\n\n* b\n* [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n- a\n\n[x]: y\n"),
         BYTES("## Promises\n- a\n- [ ] c\n\n[x]: y\n")},
        {"Promises", NULL, "  c  ", BYTES("Promises:\n---\n- a\n"), BYTES("Promises:\n---\n- a\n- c\n")},
        {"Promises", NULL, "c", BYTES("## PROMISES (private)\n- a\n## Promises\n- b\n## Promises\n- d\n"),
         BYTES("## PROMISES (private)\n- a\n## Promises\n- b\n- c\n## Promises\n- d\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises (private)\n- a\n## X\n"),
         BYTES("## Promises (private)\n- a\n- [ ] c\n## X\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises (private)\n- a\n"),
         BYTES("## Promises (private)\n- a\n- [ ] c\n")},
        {"Promises", NULL, "[ ] c",
         BYTES("```\n## Promises\n- a\n```\n> ## Promises\n> - b\n\n## Promises\n- d\n"),
         BYTES("```\n## Promises\n- a\n```\n> ## Promises\n> - b\n\n## Promises\n- d\n- [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("---\r\na: 1\r\n---\r\n## Promises\r\n\r\n- a\r\n\r\n- b\r\n"),
         BYTES("---\r\na: 1\r\n---\r\n## Promises\r\n\r\n- a\r\n\r\n- b\r\n\r\n- [ ] c\r\n")},
        {"Promises", NULL, "[ ] c", BYTES("\xEF\xBB\xBF## Promises\r\n- a"),
         BYTES("\xEF\xBB\xBF## Promises\r\n- a\r\n- [ ] c")},
        {"Referrals", NULL, "Jo Brook, Grid: storage", BYTES("## Referrals\n- [[ana]]\n"),
         BYTES("## Referrals\n- [[ana]]\n- Jo Brook, Grid: storage\n")},
        {"Questions", NULL, "Who?", BYTES("## Questions\n\n1. Why?\n\n   Because.\n\n## Notes\n"),
         BYTES("## Questions\n\n1. Why?\n\n   Because.\n2. Who?\n\n## Notes\n")},
        {"Notes", NULL, "d", BYTES("## Notes\n- a\n- b\n- c\n\n## Insights\n- e\n"),
         BYTES("## Notes\n- a\n- b\n- c\n- d\n\n## Insights\n- e\n")},
    };

    (void)state;
    ASSERT_ADDS(samples);
}

static void test_add_first(void **state)
{
    static const struct added samples[] = {
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n\n## Notes\n"),
         BYTES("## Promises\n\n- [ ] c\n\n## Notes\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n## Notes\n"),
         BYTES("## Promises\n\n- [ ] c\n\n## Notes\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n\n\n## Notes\n"),
         BYTES("## Promises\n\n- [ ] c\n\n## Notes\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n"), BYTES("## Promises\n\n- [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises"), BYTES("## Promises\n\n- [ ] c")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n\n"), BYTES("## Promises\n\n- [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n\n\n"), BYTES("## Promises\n\n- [ ] c\n\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n  "), BYTES("## Promises\n  \n- [ ] c")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n\n<!-- - [ ] Send -->\n\n## Notes\n"),
         BYTES("## Promises\n\n<!-- - [ ] Send -->\n\n- [ ] c\n\n## Notes\n")},
        {"Promises", NULL, "[ ] c", BYTES("## Promises\n<!-- a\nb -->\n"),
         BYTES("## Promises\n<!-- a\nb -->\n\n- [ ] c\n")},
        {"Promises", NULL, "[ ] c", BYTES("Promises\n========\nSome words.\n### More\n- a\n"),
         BYTES("Promises\n========\nSome words.\n\n- [ ] c\n\n### More\n- a\n")},
        {"Promises", NULL, "[ ] c", BYTES("# A\n\n* x\n\n## Promises\n\n## Notes\n"),
         BYTES("# A\n\n* x\n\n## Promises\n\n* [ ] c\n\n## Notes\n")},
        {"Promises", NULL, "[ ] c", BYTES("# A\r\n\r\n## Promises\r\n\r\n## Notes"),
         BYTES("# A\r\n\r\n## Promises\r\n\r\n- [ ] c\r\n\r\n## Notes")},
        {"Questions", NULL, "Who?", BYTES("## Questions\n\n### Why?\nBecause.\n"),
         BYTES("## Questions\n\n- Who?\n\n### Why?\nBecause.\n")},
        {"Skills", NULL, "[[writing]]",
         BYTES("## Skills\n\n<!-- Skills they named, one a line. -->\n\n## X\n"),
         BYTES("## Skills\n\n<!-- Skills they named, one a line. -->\n\n- [[writing]]\n\n## X\n")},
    };

    (void)state;
    ASSERT_ADDS(samples);
}

static void test_add_section(void **state)
{
    static const struct added samples[] = {
        {"Log", NULL, "2026-11-18 call", BYTES(""), BYTES("## Log\n\n- 2026-11-18 call\n")},
        {"Log", NULL, "2026-11-18 call", BYTES("\xEF\xBB\xBF"),
         BYTES("\xEF\xBB\xBF## Log\n\n- 2026-11-18 call\n")},
        {"Log", NULL, "2026-11-18 call", BYTES(FRONT), BYTES(FRONT "## Log\n\n- 2026-11-18 call\n")},
        {"Log", NULL, "2026-11-18 call", BYTES("---\na: 1\n---"),
         BYTES("---\na: 1\n---\n## Log\n\n- 2026-11-18 call")},
        {"Log", NULL, "2026-11-18 call", BYTES("---\r\na: 1\r\n...\r\n\r\n"),
         BYTES("---\r\na: 1\r\n...\r\n\r\n## Log\r\n\r\n- 2026-11-18 call\r\n")},
        {"Log", NULL, "2026-11-18 call", BYTES("# Ana\n"), BYTES("# Ana\n\n## Log\n\n- 2026-11-18 call\n")},
        {"Log", NULL, "2026-11-18 call", BYTES("# Ana"), BYTES("# Ana\n\n## Log\n\n- 2026-11-18 call")},
        {"Log", NULL, "2026-11-18 call", BYTES("Words.\n\n    code\n"),
         BYTES("Words.\n\n    code\n\n## Log\n\n- 2026-11-18 call\n")},
        {"Log", NULL, "2026-11-18 call", BYTES("<p>\nWords.</p>"),
         BYTES("<p>\nWords.</p>\n\n## Log\n\n- 2026-11-18 call")},
        {"Log", NULL, "2026-11-18 call", BYTES("Words.\n  "),
         BYTES("Words.\n  \n## Log\n\n- 2026-11-18 call")},
        {"Log", NULL, "2026-11-18 call", BYTES("# Ana\r\n\r\n"),
         BYTES("# Ana\r\n\r\n## Log\r\n\r\n- 2026-11-18 call\r\n")},
        {"Log", "promises|notes", "2026-11-18 call", BYTES("# Ana\n\n## Why\n\n## Notes\n\n## Promises:\n"),
         BYTES("# Ana\n\n## Why\n\n## Log\n\n- 2026-11-18 call\n\n## Notes\n\n## Promises:\n")},
        {"Log", "notes", "2026-11-18 call", BYTES(FRONT "## Notes\n"),
         BYTES(FRONT "## Log\n\n- 2026-11-18 call\n\n## Notes\n")},
        {"Log", "notes", "2026-11-18 call", BYTES("Words.\n## Notes\n"),
         BYTES("Words.\n\n## Log\n\n- 2026-11-18 call\n\n## Notes\n")},
        {"Log", "notes", "2026-11-18 call", BYTES("Words.\r\n\r\n## Notes\r\n"),
         BYTES("Words.\r\n\r\n## Log\r\n\r\n- 2026-11-18 call\r\n\r\n## Notes\r\n")},
        {"Log", "notes", "2026-11-18 call", BYTES("# Ana\n### Why\n### Notes\n"),
         BYTES("# Ana\n### Why\n\n### Log\n\n- 2026-11-18 call\n\n### Notes\n")},
        {"Log", "notes", "2026-11-18 call", BYTES("# Why\n# Notes\n"),
         BYTES("# Why\n\n# Log\n\n- 2026-11-18 call\n\n# Notes\n")},
        {"Log", "notes", "2026-11-18 call", BYTES("## Why\n### Notes\n"),
         BYTES("## Why\n### Notes\n\n## Log\n\n- 2026-11-18 call\n")},
        {"Log", "notes", "2026-11-18 call", BYTES("## Why\n\n    ## Log\n\n> ## Notes\n\nNotes\n-----\n"),
         BYTES("## Why\n\n    ## Log\n\n> ## Notes\n\n## Log\n\n- 2026-11-18 call\n\nNotes\n-----\n")},
        {"Log", NULL, "2026-11-18 call", BYTES("```\n## Log\n- 2026-01-01\n```\n"),
         BYTES("```\n## Log\n- 2026-01-01\n```\n\n## Log\n\n- 2026-11-18 call\n")},
    };

    (void)state;
    ASSERT_ADDS(samples);
}

static void test_add_dated(void **state)
{
    static const struct added samples[] = {
        {"Log", NULL, "2026-11-18 b", BYTES("## Log\n- 2026-11-20 a\n- 2026-11-12 c\n"),
         BYTES("## Log\n- 2026-11-20 a\n- 2026-11-18 b\n- 2026-11-12 c\n")},
        {"Log", NULL, "2026-11-18 b", BYTES("## Log\n- 2026-11-12 a\n- 2026-11-20 c\n"),
         BYTES("## Log\n- 2026-11-12 a\n- 2026-11-18 b\n- 2026-11-20 c\n")},
        {"Log", NULL, "2026-11-21 b", BYTES("## Log\n- 2026-11-20 a\n- 2026-11-12 c\n"),
         BYTES("## Log\n- 2026-11-21 b\n- 2026-11-20 a\n- 2026-11-12 c\n")},
        {"Log", NULL, "2026-11-21 b", BYTES("## Log\n- 2026-11-12 a\n- 2026-11-20 c"),
         BYTES("## Log\n- 2026-11-12 a\n- 2026-11-20 c\n- 2026-11-21 b")},
        {"Log", NULL, "2026-11-01 b", BYTES("## Log\n- 2026-11-20 a\n- 2026-11-12 c\n\n## X\n"),
         BYTES("## Log\n- 2026-11-20 a\n- 2026-11-12 c\n- 2026-11-01 b\n\n## X\n")},
        {"Log", NULL, "2026-11-01 b", BYTES("## Log\n- 2026-11-12 a\n- 2026-11-20 c\n"),
         BYTES("## Log\n- 2026-11-01 b\n- 2026-11-12 a\n- 2026-11-20 c\n")},
        {"Log", NULL, "2026-11-18 b", BYTES("## Log\n- 2026-11-18 a\n"),
         BYTES("## Log\n- 2026-11-18 b\n- 2026-11-18 a\n")},
        {"Log", NULL, "2026-11-17 b", BYTES("## Log\n- 2026-11-18 a\n"),
         BYTES("## Log\n- 2026-11-18 a\n- 2026-11-17 b\n")},
        {"Log", NULL, "2026-11-18 b", BYTES("## Log\n- 2026-11-18 a\n- 2026-11-18 c\n- 2026-11-17 d\n"),
         BYTES("## Log\n- 2026-11-18 b\n- 2026-11-18 a\n- 2026-11-18 c\n- 2026-11-17 d\n")},
        {"Log", NULL, "2026-11-18 b", BYTES("## Log\n- 2026-11-17 d\n- 2026-11-18 a\n- 2026-11-18 c\n"),
         BYTES("## Log\n- 2026-11-17 d\n- 2026-11-18 a\n- 2026-11-18 c\n- 2026-11-18 b\n")},
        {"Log", NULL, "2026-11-18 15:00 call in: b",
         BYTES("## History:\n\n* **2026-11-20** a\n\n  more\n\n* 2026-11-12: c\n\n"),
         BYTES("## History:\n\n* **2026-11-20** a\n\n  more\n\n* 2026-11-18 15:00 call in: b\n\n* "
               "2026-11-12: c\n\n")},
        {"Log", NULL, "2026-11-18 b", BYTES("## Log\n- Letters\n  - 2026-11-19 x\n- 2026-11-12 a\n"),
         BYTES("## Log\n- Letters\n  - 2026-11-19 x\n- 2026-11-18 b\n- 2026-11-12 a\n")},
        {"Log", NULL, "2026-11-18 b", BYTES("## Log\n- Met\n- Wrote\n"),
         BYTES("## Log\n- 2026-11-18 b\n- Met\n- Wrote\n")},
        {"Log", NULL, "2026-11-18 b",
         BYTES("## Log\n### 2026\n- 2026-11-12 a\n### 2025\n- 2025-01-01 c\n## X\n"),
         BYTES("## Log\n### 2026\n- 2026-11-18 b\n- 2026-11-12 a\n### 2025\n- 2025-01-01 c\n## X\n")},
        {"Log", NULL, "2026-11-18 b", BYTES("## Own (private)\n\nwords\n"),
         BYTES("## Own (private)\n\nwords\n\n## Log\n\n- 2026-11-18 b\n")},
        {"Log", NULL, "2026-11-18 b", BYTES("## Own (private)\n"),
         BYTES("## Own (private)\n\n## Log\n\n- 2026-11-18 b\n")},
        {"Log", NULL, "2026-11-18 b", BYTES("## Log\n### Own (private)\n- 2026-11-12 a\n"),
         BYTES("## Log\n\n- 2026-11-18 b\n\n### Own (private)\n- 2026-11-12 a\n")},
        {"Log", NULL, "2026-11-18 b", BYTES("## Log (private)\n\n- 2026-11-12 a\n\n## Log\n\n## X\n"),
         BYTES("## Log (private)\n\n- 2026-11-12 a\n\n## Log\n\n- 2026-11-18 b\n\n## X\n")},
        {"Log", NULL, "2026-11-18 b", BYTES("## Log (private)\n\n- 2026-11-20 a\n\n## X\n"),
         BYTES("## Log (private)\n\n- 2026-11-20 a\n- 2026-11-18 b\n\n## X\n")},
        {"Log", NULL, "2026-11-18 b", BYTES("## Log\r\n1. 2026-11-12 a\r\n2. 2026-11-20 c\r\n"),
         BYTES("## Log\r\n1. 2026-11-12 a\r\n2. 2026-11-18 b\r\n2. 2026-11-20 c\r\n")},
    };

    (void)state;
    ASSERT_ADDS(samples);
}

/* ------------------------------------------------ promises */

static void test_tasks(void **state)
{
    static const struct {
        enum edit_body_verb verb;
        uint32_t line;
        const char *old;
        int32_t day;
        struct str file, wanted;
    } samples[] = {
        {EDIT_TICK, 1, "a", DAY_2026_11_18, BYTES("- [ ] a\n"), BYTES("- [x] a done:2026-11-18\n")},
        {EDIT_TICK, 1, "a", 0, BYTES("- [ ] a\n"), BYTES("- [x] a\n")},
        {EDIT_DROP_TASK, 1, "a", 0, BYTES("- [ ] a\n"), BYTES("- [-] a\n")},
        {EDIT_TICK, 1, "a", DAY_2026_11_18, BYTES("- [ ] a done:2026-11-17\n"),
         BYTES("- [x] a done:2026-11-17\n")},
        {EDIT_TICK, 1, "a", DAY_2026_11_18, BYTES("- [ ] a (done:: 2026-11-17) due:2026-12-01\n"),
         BYTES("- [x] a (done:: 2026-11-17) due:2026-12-01\n")},
        {EDIT_TICK, 1, "a", DAY_2026_11_18, BYTES("- [ ] a done:soon\n"), BYTES("- [x] a done:soon\n")},
        {EDIT_TICK, 1, "a", DAY_2026_11_18, BYTES("- [ ] a due:2026-12-01  "),
         BYTES("- [x] a due:2026-12-01 done:2026-11-18  ")},
        {EDIT_TICK, 4, "Send it", DAY_2026_11_18,
         BYTES("---\r\na: 1\r\n---\r\n1) [ ] Send it\r\n2) [ ] x\r\n"),
         BYTES("---\r\na: 1\r\n---\r\n1) [x] Send it done:2026-11-18\r\n2) [ ] x\r\n")},
        {EDIT_TICK, 1, "a b", DAY_2026_11_18, BYTES("* [ ] a\nb\n\n  more\n"),
         BYTES("* [x] a\nb done:2026-11-18\n\n  more\n")},
        {EDIT_TICK, 2, "b", DAY_2026_11_18, BYTES("- [ ] a\n\t- [ ] b\n\t\t- [ ] c\n"),
         BYTES("- [ ] a\n\t- [x] b done:2026-11-18\n\t\t- [ ] c\n")},
        {EDIT_TICK, 2, "a", DAY_2026_11_18, BYTES("-\n  [ ] a\n"), BYTES("-\n  [x] a done:2026-11-18\n")},
        {EDIT_TICK, 1, "a", DAY_2026_11_18, BYTES("- - [ ] a"), BYTES("- - [x] a done:2026-11-18")},
        {EDIT_TICK, 2, "Ask Ana", DAY_2026_11_18,
         BYTES("\xEF\xBB\xBF\n- [ ] Ask [[ana-lima|Ana]]\n- [ ] x\n"),
         BYTES("\xEF\xBB\xBF\n- [x] Ask [[ana-lima|Ana]] done:2026-11-18\n- [ ] x\n")},
        {EDIT_DROP_TASK, 3, "a", 0, BYTES("## They promised\n\n3. [ ] @waiting a\n"),
         BYTES("## They promised\n\n3. [-] @waiting a\n")},
        {EDIT_TICK, 1, "Read code", DAY_2026_11_18, BYTES("- [ ] Read `code`\n"),
         BYTES("- [x] Read `code` done:2026-11-18\n")},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct edit_body edit = {.verb = samples[i].verb,
                                 .line = samples[i].line,
                                 .old = str_from(samples[i].old),
                                 .day = samples[i].day};
        struct diag problem = {0};
        struct str got = {0};

        if (edit_body(&arena, samples[i].file, &edit, &got, &problem) != EDIT_DONE)
            fail_msg("\"%.*s\": %.*s", STR_ARGS(samples[i].file), STR_ARGS(problem.message));
        if (!str_equal(got, samples[i].wanted))
            fail_msg("\"%.*s\": got \"%.*s\"", STR_ARGS(samples[i].file), STR_ARGS(got));
    }
    arena_free(&arena);
}

/* ------------------------------------------------ links */

/* The `which`th link gets another target. */
static void test_relink(void **state)
{
    static const struct {
        uint32_t which;
        const char *text;
        struct str file, wanted;
    } samples[] = {
        {0, "jo", BYTES("[[ana]]\n"), BYTES("[[jo]]\n")},
        {0, "jo", BYTES("[[ana|Ana]]"), BYTES("[[jo|Ana]]")},
        {0, "jo", BYTES("[[ ana | Ana ]]"), BYTES("[[ jo | Ana ]]")},
        {1, "contacts/jo", BYTES("[[ana]] and [[ana]] and [[ana]]\n"),
         BYTES("[[ana]] and [[contacts/jo]] and [[ana]]\n")},
        {0, "jo", BYTES(FRONT "- [ ] Ask [[ana]] due:2026-11-18\n"),
         BYTES(FRONT "- [ ] Ask [[jo]] due:2026-11-18\n")},
        {0, "jo", BYTES("## Referrals\r\n- [[ana]]\r\n"), BYTES("## Referrals\r\n- [[jo]]\r\n")},
        {0, "jo", BYTES("## Log\n- 2026-11-18 call: [[ana]] rang\n"),
         BYTES("## Log\n- 2026-11-18 call: [[jo]] rang\n")},
        {0, "../contacts/jo.md", BYTES("[Ana](ana.md)"), BYTES("[Ana](../contacts/jo.md)")},
        {0, "jo.md", BYTES("\xC3\xA9\xE6\x97\xA5 [Ana]( <ana.md> \"x\")"),
         BYTES("\xC3\xA9\xE6\x97\xA5 [Ana]( <jo.md> \"x\")")},
        {0, "j o (1).md", BYTES("[Ana](ana.md \"x\")"), BYTES("[Ana](j%20o%20%281%29.md \"x\")")},
        {0, "j o (1).md", BYTES("[Ana](<ana.md>)"), BYTES("[Ana](<j o (1).md>)")},
        {0, "50%25.md", BYTES("[Ana](ana.md)"), BYTES("[Ana](50%2525.md)")},
        {0, "a&amp;b.md", BYTES("[Ana](ana.md)"), BYTES("[Ana](a%26amp;b.md)")},
        {0, "jo.md", BYTES("[Ana (x) \\] [y] ](a(n)a.md)"), BYTES("[Ana (x) \\] [y] ](jo.md)")},
        {0, "jo.md", BYTES("[![p](p.png)](ana.md)"), BYTES("[![p](p.png)](jo.md)")},
        {1, "jo.md", BYTES("## [A](a.md)\n\n`[x](y)` *[b](b.md)*\n"),
         BYTES("## [A](a.md)\n\n`[x](y)` *[b](jo.md)*\n")},
        {0, "jo.md", BYTES("[a\nb](ana.md) [c](d.md)\n"), BYTES("[a\nb](jo.md) [c](d.md)\n")},
        {0, "jo", BYTES("- a\n\n      [[x]]\n\n  b\n  c [[ana]]\n"),
         BYTES("- a\n\n      [[x]]\n\n  b\n  c [[jo]]\n")},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct diag problem = {0};
        struct front front;
        struct md md;
        struct md_job job = {.keep = &arena, .scratch = &arena, .want = MD_WANT_LINKS};
        struct edit_body edit = {.verb = EDIT_RELINK, .text = str_from(samples[i].text)};
        struct str got = {0};

        assert_int_equal(front_split_loose(&arena, samples[i].file, &front, &problem), FRONT_FINE);
        job.first_line = front.body_line;
        md_scan(&job, front.body, &md);
        assert_true(samples[i].which < md.links.n);
        edit.place = md.links.at[samples[i].which].place;
        edit.old = md.links.at[samples[i].which].target;
        if (edit_body(&arena, samples[i].file, &edit, &got, &problem) != EDIT_DONE)
            fail_msg("\"%.*s\": %.*s", STR_ARGS(samples[i].file), STR_ARGS(problem.message));
        if (!str_equal(got, samples[i].wanted))
            fail_msg("\"%.*s\": got \"%.*s\"", STR_ARGS(samples[i].file), STR_ARGS(got));
        edit.text = edit.old;
        assert_int_equal(edit_body(&arena, samples[i].file, &edit, &got, &problem), EDIT_NOTHING);
        assert_true(str_equal(got, samples[i].file));
    }
    arena_free(&arena);
}

/* The `which`th link gives way to `text`, or to its label. */
static void test_unlink(void **state)
{
    static const struct {
        uint32_t which;
        const char *text;
        struct str file, wanted;
    } samples[] = {
        {0, "somebody", BYTES("[[ana]]\n"), BYTES("somebody\n")},
        {0, "", BYTES("a [[ana|Ana L]]"), BYTES("a Ana L")},
        {1, "x", BYTES("[[ana]] and [[ana]] and [[ana]]\n"), BYTES("[[ana]] and x and [[ana]]\n")},
        {0, "x", BYTES("see ![[ana]].\r\n"), BYTES("see x.\r\n")},
        {0, "", BYTES(FRONT "- [ ] Ask [*Ana* (x)](../contacts/ana.md 'ti)tle') due:2026-11-18\n"),
         BYTES(FRONT "- [ ] Ask *Ana* (x) due:2026-11-18\n")},
        {0, "", BYTES("\xC3\xA9 [Ana]( <a na.md> \"x\" )!"), BYTES("\xC3\xA9 Ana!")},
        {0, "x", BYTES("[a](b(c)d.md) [e](f)"), BYTES("x [e](f)")},
        {0, "", BYTES("[![p](p.png)](ana.md)"), BYTES("![p](p.png)")},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct edit_body edit = {.verb = EDIT_UNLINK, .text = str_from(samples[i].text)};
        struct md_job job = {.keep = &arena, .scratch = &arena, .want = MD_WANT_LINKS};
        struct diag problem = {0};
        struct front front;
        struct str got = {0};
        struct md md;

        assert_int_equal(front_split_loose(&arena, samples[i].file, &front, &problem), FRONT_FINE);
        job.first_line = front.body_line;
        md_scan(&job, front.body, &md);
        assert_true(samples[i].which < md.links.n);
        edit.place = md.links.at[samples[i].which].place;
        edit.old = md.links.at[samples[i].which].target;
        if (edit_body(&arena, samples[i].file, &edit, &got, &problem) != EDIT_DONE)
            fail_msg("\"%.*s\": %.*s", STR_ARGS(samples[i].file), STR_ARGS(problem.message));
        if (!str_equal(got, samples[i].wanted))
            fail_msg("\"%.*s\": got \"%.*s\"", STR_ARGS(samples[i].file), STR_ARGS(got));
    }
    arena_free(&arena);
}

/* An item goes with all that belongs to it. */
static void test_remove_item(void **state)
{
    static const struct {
        uint32_t line;
        struct str file, wanted;
    } samples[] = {
        {1, BYTES("- a\n- b\n"), BYTES("- b\n")},
        {2, BYTES("- a\n- b"), BYTES("- a\n")},
        {3, BYTES("# Referrals\r\n\r\n* a\r\n  b\r\n  - c\r\n* d\r\n"), BYTES("# Referrals\r\n\r\n* d\r\n")},
        {3, BYTES("1. a\n\n2. b\n\n   c\n\n3. d\n"), BYTES("1. a\n\n\n3. d\n")},
        {4, BYTES(FRONT "- [ ] a [[x]]\n\nend\n"), BYTES(FRONT "\nend\n")},
        {1, BYTES("- b\n"), BYTES("")},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct edit_body edit = {.verb = EDIT_REMOVE_ITEM, .line = samples[i].line};
        struct diag problem = {0};
        struct str got = {0};

        if (edit_body(&arena, samples[i].file, &edit, &got, &problem) != EDIT_DONE)
            fail_msg("\"%.*s\": %.*s", STR_ARGS(samples[i].file), STR_ARGS(problem.message));
        if (!str_equal(got, samples[i].wanted))
            fail_msg("\"%.*s\": got \"%.*s\"", STR_ARGS(samples[i].file), STR_ARGS(got));
    }
    arena_free(&arena);
}

/* ------------------------------------------------ refusals */

#define IN_LOG .section = {"log", "Log", NULL}

static void test_refusals(void **state)
{
    static const struct {
        struct edit_body edit;
        struct str file;
        const char *says;
    } samples[] = {
        {{.verb = EDIT_TICK, .line = 1, .old = BYTES("a")}, BYTES("- [x] a\n"), "changed meanwhile"},
        {{.verb = EDIT_TICK, .line = 1, .old = BYTES("a")}, BYTES("- [ ] b\n"), "changed meanwhile"},
        {{.verb = EDIT_DROP_TASK, .line = 2, .old = BYTES("a")}, BYTES("- [ ] a\n"), "changed meanwhile"},
        {{.verb = EDIT_UNLINK, .place = {1, 1}, .old = BYTES("a")}, BYTES("[[a]]"), "no label"},
        {{.verb = EDIT_UNLINK, .place = {1, 1}, .old = BYTES("a"), .text = BYTES("b")},
         BYTES("[x][y]\n\n[y]: a\n"),
         "brackets"},
        {{.verb = EDIT_UNLINK, .place = {1, 1}, .old = BYTES("a"), .text = BYTES("[[b]]")},
         BYTES("[[a]]"),
         "changing more"},
        {{.verb = EDIT_REMOVE_ITEM, .line = 2}, BYTES("- a\n  - b\n"), "changed meanwhile"},
        {{.verb = EDIT_REMOVE_ITEM, .line = 1}, BYTES("> - a\n"), "changed meanwhile"},
        {{.verb = EDIT_TICK, .line = 2, .old = BYTES("a")},
         BYTES("```\n- [ ] a\n```\n"),
         "changed meanwhile"},
        {{.verb = EDIT_TICK, .line = 1, .old = BYTES("a due::"), .day = DAY_2026_11_18},
         BYTES("- [ ] a due::\n"),
         "without changing more"},
        {{.verb = EDIT_RELINK, .place = {1, 1}, .old = BYTES("a"), .text = BYTES("b")},
         BYTES("[[c]]\n"),
         "changed meanwhile"},
        {{.verb = EDIT_RELINK, .place = {1, 2}, .old = BYTES("a"), .text = BYTES("b")},
         BYTES("[[a]]\n"),
         "changed meanwhile"},
        {{.verb = EDIT_RELINK, .place = {1, 1}, .old = BYTES("a"), .text = BYTES("b")},
         BYTES("[x][y]\n\n[y]: a\n"),
         "brackets of its own"},
        {{.verb = EDIT_RELINK, .place = {1, 1}, .old = BYTES("a"), .text = BYTES("b|c")},
         BYTES("[[a]]\n"),
         "without changing more"},
        {{.verb = EDIT_RELINK, .place = {1, 1}, .old = BYTES("a"), .text = BYTES("")},
         BYTES("[[a]]\n"),
         "nothing to write"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("a\nb"), IN_LOG}, BYTES("## Log\n"), "a line end"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("a\x01"), IN_LOG}, BYTES("## Log\n"), "a line end"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("a\0b"), IN_LOG}, BYTES("## Log\n"), "a line end"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("a\xC2\x85"), IN_LOG}, BYTES("## Log\n"), "a line end"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("a\xFF"), IN_LOG}, BYTES("## Log\n"), "no UTF-8"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("  "), IN_LOG}, BYTES("## Log\n"), "nothing to write"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("- [ ] a"), IN_LOG},
         BYTES("## Log\n"),
         "without changing more"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("[x]: y"), IN_LOG},
         BYTES("## Log\n"),
         "without changing more"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("a"), .order = EDIT_DATED, IN_LOG},
         BYTES("## Log\n"),
         "without changing more"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("[ ] "), IN_LOG}, BYTES("## Log\n"), "without changing more"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("a"), IN_LOG},
         BYTES("# A\n```\ncode\n"),
         "without changing more"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("a"), IN_LOG},
         BYTES("## Log\n<!-- a\n"),
         "without changing more"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("a"), IN_LOG}, BYTES("---\na: 1\n## Log\n"), "never closed"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("a"), IN_LOG}, BYTES("+++\na = 1\n+++\n"), "TOML"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("a"), IN_LOG}, BYTES("---\na: b: c\n---\n"), "in quotes"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("a"), IN_LOG},
         BYTES("## Log\n<<<<<<< HEAD\n"),
         "conflict marker"},
        {{.verb = EDIT_ADD_ITEM, .text = BYTES("a"), IN_LOG}, BYTES("## Log\n\xFF\n"), "no UTF-8"},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        struct diag problem = {0};
        struct str got = STR("untouched"), says = str_from(samples[i].says);

        if (edit_body(&arena, samples[i].file, &samples[i].edit, &got, &problem) != EDIT_REFUSED)
            fail_msg("%zu: \"%.*s\" not refused: %.*s", i, STR_ARGS(samples[i].file), STR_ARGS(got));
        assert_true(str_equal(got, STR("untouched")));
        if (str_find(problem.message, says, 0) == problem.message.n)
            fail_msg("%zu: \"%.*s\" does not say \"%.*s\"", i, STR_ARGS(problem.message), STR_ARGS(says));
        assert_true(problem.hint.n > 0 && problem.place.line > 0);
    }
    arena_free(&arena);
}

/* What is over a limit, before or because of the edit, stays as it is. */
static void test_limits(void **state)
{
    const struct edit_body edit = {.verb = EDIT_ADD_ITEM, .text = STR("a"), IN_LOG};
    enum { LIMIT = 128 * 1024 };
    char *bytes = malloc(LIMIT + 1);
    struct arena arena = {0};
    struct str result;

    (void)state;
    assert_non_null(bytes);
    memset(bytes, 'x', LIMIT + 1);
    for (size_t n = LIMIT - 1; n <= LIMIT + 1; n++) {
        struct diag problem = {0};

        assert_int_equal(edit_body(&arena, (struct str){bytes, n}, &edit, &result, &problem), EDIT_REFUSED);
        assert_int_equal(problem.rule, RULE_SIZE);
    }
    memset(bytes, '\n', LIMIT);
    for (size_t i = 0; i < LIMIT / 2; i += 2)
        memcpy(bytes + i, "- ", 2);
    {
        struct diag problem = {0};

        assert_int_equal(edit_body(&arena, (struct str){bytes, LIMIT}, &edit, &result, &problem),
                         EDIT_REFUSED);
        assert_int_equal(problem.rule, RULE_DEPTH);
        assert_true(problem.hint.n > 0);
    }
    free(bytes);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_add_to_list), cmocka_unit_test(test_add_first),
        cmocka_unit_test(test_add_section), cmocka_unit_test(test_add_dated),
        cmocka_unit_test(test_tasks),       cmocka_unit_test(test_relink),
        cmocka_unit_test(test_unlink),      cmocka_unit_test(test_remove_item),
        cmocka_unit_test(test_refusals),    cmocka_unit_test(test_limits),
    };

    return unit_run(tests);
}

/*
 * The referral forest: who stands below whom, in which order, what becomes of circles, of private people and of great depth,
 * and which of it is shown and drawn where.
 */
#include "due_fixture.h"

#include "insight/network.h"
#include "site/build.h"
#include "site/drawing.h"

#define SENT_BY(id, referrer) CONTACT(id, "name: " id "\nreferred_by: " referrer "\n", "")
#define PLAIN(id) CONTACT(id, "name: " id "\n", "")
#define PRIVATE(id, front) CONTACT(id, "name: " id "\nprivate: yes\n" front, "")

static struct view *view_on(struct fixture *fixture, const struct vault_file *files)
{
    struct view *view;

    fixture->options.want = site_want;
    fixture->options.want.body_later = false;
    fixture_load(fixture, files, NULL);
    view = arena_new(&fixture->arena, struct view);
    view_init(view, &fixture->vault, day_of(TODAY), &fixture->arena);
    return view;
}

/* ---- the forest */

/* "<ana(bo,*cy(di))": a root whom somebody else introduced has a `<`, a private person a `*`. */
static void show_node(struct buf *out, const struct network *network, uint32_t node)
{
    const struct network_node *own = &network->nodes[node];
    uint32_t end = node + own->size;

    if (own->parent == NETWORK_NONE && own->is_introduced)
        buf_putc(out, '<');
    if (!record_is_on_pages(own->contact))
        buf_putc(out, '*');
    buf_put(out, own->contact->id);
    for (uint32_t i = node + 1; i < end; i += network->nodes[i].size) {
        assert_int_equal(network->nodes[i].parent, node);
        assert_int_equal(network->nodes[i].level, own->level + 1);
        buf_putc(out, i == node + 1 ? '(' : ',');
        show_node(out, network, i);
    }
    if (own->size > 1)
        buf_putc(out, ')');
}

static void show_forest(struct buf *out, const struct network *network)
{
    uint32_t trees = 0;

    for (uint32_t i = 0; i < network->n; i += network->nodes[i].size) {
        buf_puts(out, trees++ ? " " : "");
        show_node(out, network, i);
    }
    assert_int_equal(trees, network->trees);
    if (network->alone)
        buf_printf(out, " +%u", network->alone);
}

struct forest_case {
    struct vault_file files[8];
    const char *all, *on_pages;
};

static const struct forest_case forests[] = {
    {{{0}}, "", ""},
    {{PLAIN("ana"), PLAIN("bo")}, " +2", " +2"},
    {{PLAIN("ana"), SENT_BY("bo", "ana"), SENT_BY("cy", "bo"), SENT_BY("di", "ana")},
     "ana(bo(cy),di)",
     "ana(bo(cy),di)"},
    /* only the first referrer stands above; a second is counted elsewhere */
    {{PLAIN("ana"), PLAIN("bo"), SENT_BY("cy", "[ana, bo]")}, "ana(cy) +1", "ana(cy) +1"},
    /* the order: the day of `added`, none last, then the id */
    {{PLAIN("ana"), SENT_BY("d", "ana\nadded: 2026-01-02"), SENT_BY("e", "ana\nadded: 2026-01-01"),
      SENT_BY("c", "ana"), SENT_BY("b", "ana")},
     "ana(e,d,b,c)",
     "ana(e,d,b,c)"},
    /* nobody of the vault, and a file that cannot be read, introduce all the same */
    {{SENT_BY("ana", "Eva Stone")}, "<ana", "<ana"},
    {{SENT_BY("ana", "broken"), {"contacts/broken.md", "---\nname: [\n---\n"}}, "<ana", "<ana"},
    /* circles lose nobody: the oldest begins; oneself is nobody else */
    {{SENT_BY("ana", "ana")}, " +1", " +1"},
    {{SENT_BY("ana", "bo"), SENT_BY("bo", "ana")}, "<ana(bo)", "<ana(bo)"},
    {{SENT_BY("ana", "bo"), SENT_BY("bo", "ana\nadded: 2026-01-01")}, "<bo(ana)", "<bo(ana)"},
    {{SENT_BY("a", "c"), SENT_BY("b", "a"), SENT_BY("c", "b"), SENT_BY("d", "c"), SENT_BY("e", "d")},
     "<a(b(c(d(e))))",
     "<a(b(c(d(e))))"},
    /* private people stand only where they lead to somebody */
    {{PLAIN("ana"), PRIVATE("sam", "referred_by: ana\n")}, "ana(*sam)", " +1"},
    {{PLAIN("ana"), PRIVATE("sam", "referred_by: ana\n"), SENT_BY("bo", "sam")},
     "ana(*sam(bo))",
     "ana(*sam(bo))"},
    {{PRIVATE("sam", ""), PRIVATE("tom", "referred_by: sam\n"), PRIVATE("uma", "referred_by: tom\n")},
     "*sam(*tom(*uma))",
     ""},
    {{PRIVATE("sam", ""), PRIVATE("tom", "referred_by: sam\n"), SENT_BY("ana", "tom")},
     "*sam(*tom(ana))",
     "*sam(*tom(ana))"},
    {{PRIVATE("sam", "referred_by: Eva Stone\n")}, " +1", ""},
};

static void everybody_has_one_place(void **state)
{
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(forests); i++) {
        struct view *view = view_on(fixture, forests[i].files);
        struct network all = network_of(view, false), on_pages = network_of(view, true);

        show_forest(&fixture->out, &all);
        fixture_expect(fixture, forests[i].all, "all");
        show_forest(&fixture->out, &on_pages);
        fixture_expect(fixture, forests[i].on_pages, "on pages");
    }
}

/* Writes `count` contacts p0000 …, each with the referrer that `above` names. */
static struct view *many(struct fixture *fixture, unsigned count,
                         unsigned (*above)(unsigned i, unsigned count))
{
    struct vault_file none[] = {{0}};
    struct view *view;

    fixture->options.want = site_want;
    fixture->options.want.body_later = false;
    fixture_load(fixture, none, NULL);
    for (unsigned i = 0; i < count; i++) {
        struct buf text = {0};
        char path[64];

        snprintf(path, sizeof path, "contacts/p%04u.md", i);
        buf_printf(&text, "---\nname: P%u\n", i);
        if (above(i, count) != i)
            buf_printf(&text, "referred_by: p%04u\n", above(i, count));
        buf_puts(&text, "---\n");
        fixture_write(fixture, path, buf_str(&text));
        buf_free(&text);
    }
    fixture_open(fixture);
    view = arena_new(&fixture->arena, struct view);
    view_init(view, &fixture->vault, day_of(TODAY), &fixture->arena);
    return view;
}

static unsigned the_one_before(unsigned i, unsigned count)
{
    (void)count;
    return i ? i - 1 : i;
}

static unsigned round_about(unsigned i, unsigned count)
{
    return (i + count - 1) % count;
}

static unsigned the_first(unsigned i, unsigned count)
{
    (void)i;
    (void)count;
    return 0;
}

/* A chain goes on in a tree of its own where it becomes too deep. */
static void depth_is_capped_and_loses_nobody(void **state)
{
    static const struct {
        unsigned count, trees;
    } chains[] = {{NETWORK_LEVELS - 1, 1},     {NETWORK_LEVELS, 1},
                  {NETWORK_LEVELS + 1, 2},     {2 * NETWORK_LEVELS, 2},
                  {2 * NETWORK_LEVELS + 1, 3}, {300, (300 + NETWORK_LEVELS - 1) / NETWORK_LEVELS}};

    for (size_t i = 0; i < COUNT(chains); i++) {
        struct network network = network_of(many(*state, chains[i].count, the_one_before), true);

        assert_int_equal(network.n, chains[i].count);
        assert_int_equal(network.trees, chains[i].trees);
        for (uint32_t k = 0; k < network.n; k++) {
            assert_true(network.nodes[k].level < NETWORK_LEVELS);
            assert_int_equal(network.nodes[k].is_introduced, k > 0);
        }
        network = network_of(many(*state, chains[i].count, round_about), true);
        assert_int_equal(network.n, chains[i].count);
        assert_int_equal(network.trees, chains[i].trees);
    }
}

/* ---- what is shown */

static uint32_t chosen_of(const struct network *network, const bool *chosen)
{
    uint32_t count = 0;

    for (uint32_t i = 0; i < network->n; i++) {
        count += chosen[i];
        if (chosen[i] && network->nodes[i].parent != NETWORK_NONE)
            assert_true(chosen[network->nodes[i].parent]);
    }
    return count;
}

static void no_more_are_chosen_than_there_is_room_for(void **state)
{
    static const uint32_t rooms[] = {0, 1, 7, 8, 9, 149, 150, 151, 299, 300, 301};
    struct view *view = many(*state, 300, the_one_before);
    struct network network = network_of(view, true);

    for (size_t i = 0; i < COUNT(rooms); i++)
        assert_int_equal(chosen_of(&network, network_choose(view, &network, rooms[i])),
                         rooms[i] < 300 ? rooms[i] : 300);
    view = many(*state, 300, the_first);
    network = network_of(view, true);
    assert_int_equal(chosen_of(&network, network_choose(view, &network, 150)), 150);
}

static void the_largest_trees_are_chosen_first(void **state)
{
    static const struct vault_file files[] = {PLAIN("a"),        SENT_BY("b", "a"), PLAIN("c"),
                                              SENT_BY("d", "c"), SENT_BY("e", "d"), {0}};
    static const struct {
        uint32_t room;
        bool chosen[5];
    } cases[] = {{1, {0, 0, 1, 0, 0}},
                 {2, {0, 0, 1, 1, 0}},
                 {3, {0, 0, 1, 1, 1}},
                 {4, {1, 0, 1, 1, 1}},
                 {5, {1, 1, 1, 1, 1}}};
    struct view *view = view_on(*state, files);
    struct network network = network_of(view, true);

    for (size_t i = 0; i < COUNT(cases); i++)
        assert_memory_equal(network_choose(view, &network, cases[i].room), cases[i].chosen,
                            sizeof cases[i].chosen);
}

/* ---- the drawing */

static long number_of(const struct tmpl_value *object, const char *name)
{
    return strtol(data_get(object, name)->text.p, NULL, 10);
}

/* "ana 14,28": name and place of each, in pixels. */
static void show_drawing(struct fixture *fixture, const struct vault_file *files, uint32_t most)
{
    struct view *view = view_on(fixture, files);
    struct site *site = arena_new(&fixture->arena, struct site);
    struct page page = {
        .site = site, .view = *view, .arena = &fixture->arena, .kind = page_kinds(&(size_t){0})};
    struct object data = {.arena = &fixture->arena};
    struct network network = network_of(view, true);
    const struct tmpl_value *drawing, *people;
    struct tmpl_value whole;

    site_begin(site, &fixture->vault, day_of(TODAY), &fixture->arena);
    drawing_add(&page, &data, &network, network_choose(view, &network, most));
    whole = data_object(&data);
    drawing = data_get(&whole, "drawing");
    people = data_get(drawing, "people");
    for (uint32_t i = 0; i < people->count; i++) {
        const struct tmpl_value *one = &people->items[i], *more = data_get(one, "more");

        buf_printf(&fixture->out, "%s%.*s", i ? " " : "", STR_ARGS(data_get(one, "name")->text));
        buf_printf(&fixture->out, "%s%.*s", more->text.n ? "+" : "", STR_ARGS(more->text));
        buf_printf(&fixture->out, " %ld,%ld", number_of(one, "x"), number_of(one, "y"));
        assert_true(number_of(one, "x") < number_of(drawing, "width"));
        assert_true(number_of(one, "y") < number_of(drawing, "height"));
    }
}

struct drawing_case {
    struct vault_file files[8];
    uint32_t most;
    const char *expected;
};

static void whoever_introduced_stands_beside_the_middle_of_their_own(void **state)
{
    static const struct drawing_case cases[] = {
        {{PLAIN("ana"), SENT_BY("bo", "ana")}, 150, "ana 14,14 bo 214,14"},
        {{PLAIN("ana"), SENT_BY("bo", "ana"), SENT_BY("cy", "ana")}, 150, "ana 14,28 bo 214,14 cy 214,42"},
        {{PLAIN("ana"), SENT_BY("bo", "ana"), SENT_BY("cy", "bo"), SENT_BY("di", "bo"),
          SENT_BY("eva", "ana")},
         150,
         "ana 14,49 bo 214,28 cy 414,14 di 414,42 eva 214,70"},
        /* a gap before the next tree; who is newer moves only what stands below */
        {{PLAIN("ana"), SENT_BY("bo", "ana"), PLAIN("cy"), SENT_BY("di", "cy")},
         150,
         "ana 14,14 bo 214,14 cy 14,54 di 214,54"},
        {{PLAIN("ana"), SENT_BY("bo", "ana"), SENT_BY("cy", "ana"), SENT_BY("di", "bo")},
         2,
         "ana+2 14,14 bo+1 214,14"},
        {{PRIVATE("sam", ""), SENT_BY("bo", "sam")}, 150, "somebody 14,14 bo 214,14"},
        {{CONTACT("ana", "name: Wolfeschlegelsteinhausen\n", ""), SENT_BY("bo", "ana")},
         150,
         "Wolfeschlegelsteinh\xe2\x80\xa6 14,14 bo 214,14"},
    };
    struct fixture *fixture = *state;

    for (size_t i = 0; i < COUNT(cases); i++) {
        show_drawing(fixture, cases[i].files, cases[i].most);
        fixture_expect(fixture, cases[i].expected, "drawing");
    }
}

/* ---- introducers and organisations */

static void who_introduced_most_comes_first(void **state)
{
    static const struct vault_file files[] = {
        PLAIN("ana"),
        PLAIN("bo"),
        SENT_BY("cy", "[ana, bo]"),
        SENT_BY("di", "bo"),
        PRIVATE("sam", "referred_by: ana\n"),
        SENT_BY("eva", "sam"),
        MEETING("m", "contact: di\ndate: 2026-11-18\nstatus: done\n", ""),
        {0}};
    struct fixture *fixture = *state;
    struct view *view = view_on(fixture, files);

    for (int is_for_pages = 0; is_for_pages < 2; is_for_pages++) {
        struct introducers list = network_introducers(view, is_for_pages);

        for (uint32_t i = 0; i < list.n; i++)
            buf_printf(&fixture->out, "%.*s %u %u\n", STR_ARGS(list.at[i].contact->id), list.at[i].introduced,
                       list.at[i].met);
        fixture_expect(fixture, is_for_pages ? "bo 2 1\nana 1 0\n" : "ana 2 0\nbo 2 1\nsam 1 0\n",
                       "introducers");
    }
}

static void an_org_has_its_people_whatever_its_case(void **state)
{
    static const struct vault_file files[] = {
        CONTACT("ana", "name: Ana\norg: GridCo\n", ""),
        CONTACT("bo", "name: Bo\norg: gridco\n", ""),
        CONTACT("cy", "name: Cy\norg: Acme\n", ""),
        CONTACT("sam", "name: Sam\norg: Acme\nprivate: yes\n", ""),
        PLAIN("di"),
        MEETING("m", "contact: [bo, cy]\ndate: 2026-11-18\nstatus: done\n", ""),
        {0}};
    struct fixture *fixture = *state;
    struct view *view = view_on(fixture, files);

    for (int is_for_pages = 0; is_for_pages < 2; is_for_pages++) {
        struct network_orgs list = network_orgs(view, is_for_pages);

        for (uint32_t i = 0; i < list.n; i++)
            buf_printf(&fixture->out, "%.*s %u %u\n", STR_ARGS(list.at[i].name), list.at[i].people.n,
                       list.at[i].met);
        fixture_expect(fixture, is_for_pages ? "GridCo 2 1\nAcme 1 1\n" : "Acme 2 1\nGridCo 2 1\n", "orgs");
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(everybody_has_one_place),
        cmocka_unit_test(depth_is_capped_and_loses_nobody),
        cmocka_unit_test(no_more_are_chosen_than_there_is_room_for),
        cmocka_unit_test(the_largest_trees_are_chosen_first),
        cmocka_unit_test(whoever_introduced_stands_beside_the_middle_of_their_own),
        cmocka_unit_test(who_introduced_most_comes_first),
        cmocka_unit_test(an_org_has_its_people_whatever_its_case),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}

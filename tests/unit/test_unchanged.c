/* A build over one that is there: when pages are made, and that what is there is right in the end. */
#include "vault_fixture.h"

#include "site/unchanged.h"
#include "text/md.h"
#include "vault/check.h"

static const struct vault_file files[] = {
    SETTINGS("format: 1\n"),
    CONTACT("ana", "name: Ana\n", "Likes tea.\n"),
    MEETING("m", "contact: ana\ndate: 2026-11-20\n", "# Title\n"),
    {0},
};

/* One vault, what it is built with, and the folder that it is built into. */
struct site_stand {
    struct fixture *fixture;
    struct build build;
    int32_t today;
    struct site site;
    int folder;
    bool lies_in_vault;
    const char *commit;
    unsigned made; /* pages, of the last build */
};

static void count_page(void *context, size_t done, size_t total)
{
    struct site_stand *stand = context;

    (void)done;
    (void)total;
    stand->made++;
}

/* The least that makes a page of each kind, and a style sheet. */
static void take_sources(struct site_stand *stand)
{
    struct arena *arena = &stand->fixture->arena;
    size_t count;
    const struct page_kind *kinds = page_kinds(&count);
    struct build_source *sources = arena_new_array(arena, struct build_source, count + 1);

    for (size_t i = 0; i < count; i++) {
        struct buf name = {0};

        buf_printf(&name, "%s.html", kinds[i].name);
        sources[i].name = sources[i].path = data_kept(arena, &name);
        sources[i].text = STR("<p>{{title}}</p>\n");
        if (str_equal(sources[i].name, STR("person.html")))
            sources[i].text = STR("<p>{{title}}{{#notes}}{{{text}}}{{/notes}}</p>\n");
    }
    sources[count] = (struct build_source){.name = STR("style.css"), .text = STR("p {}\n")};
    stand->build.sources = sources;
    stand->build.source_count = (uint32_t)count + 1;
}

/* Reads the vault, with these files changed, and builds it. */
static struct build_result built(struct site_stand *stand, const struct vault_file *changed)
{
    struct fixture *fixture = stand->fixture;
    struct build_result result;
    struct err err = {0};

    fixture->options.want = site_want;
    fixture_write_all(fixture, changed);
    fixture_open(fixture);
    site_begin(&stand->site, &fixture->vault, stand->today, &fixture->arena);
    stand->site.commit = str_from(stand->commit);
    if (stand->lies_in_vault)
        stand->site.to_vault = STR("../");
    take_sources(stand);
    stand->build.checked = check_source(&fixture->vault);
    stand->made = 0;
    assert_int_equal(build_write(&stand->build, stand->folder, &result, &err), 0);
    return result;
}

static void begin(struct site_stand *stand, struct fixture *fixture)
{
    struct err err = {0};

    *stand = (struct site_stand){.fixture = fixture};
    stand->build = (struct build){.site = &stand->site, .maker = 1, .progress = count_page, .context = stand};
    stand->today = day_of("2026-11-21");
    fixture_load(fixture, files, NULL);
    stand->folder = fs_open_below(fixture->fd, "site", true, &err);
    assert_true(stand->folder >= 0);
    assert_int_equal(built(stand, files).unchanged, 0);
    assert_true(stand->made > 0);
}

static void end(struct site_stand *stand)
{
    close(stand->folder);
}

static struct str page(struct site_stand *stand, const char *name)
{
    struct err err = {0};

    assert_int_equal(fs_read(stand->folder, name, 1000, &stand->fixture->out, &err), 0);
    return buf_str(&stand->fixture->out);
}

static void overwrite(struct site_stand *stand, const char *name, const char *text)
{
    int fd = openat(stand->folder, name, O_WRONLY | O_TRUNC);

    assert_true(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text) && close(fd) == 0);
}

static void nothing_changed_and_nothing_is_made(void **state)
{
    struct site_stand stand;
    struct build_result first, again;

    begin(&stand, *state);
    stand.build.maker = 0;
    first = built(&stand, files);
    assert_true(stand.made > 0 &&
                !first.written.n); /* a program that does not know itself looks page by page */
    stand.build.maker = 1;
    built(&stand, files); /* the marker says it again */
    for (unsigned threads = 1; threads < 4; threads++) {
        int left = openat(stand.folder, "p/.infoview-7.tmp", O_WRONLY | O_CREAT, 0600);

        assert_true(left >= 0 && close(left) == 0);
        stand.build.threads = threads;
        again = built(&stand, files);
        assert_int_equal(stand.made, 0);
        assert_int_equal(again.written.n + again.removed.n, 0);
        assert_int_equal(again.unchanged, first.unchanged);
        assert_int_equal(faccessat(stand.folder, "p/.infoview-7.tmp", F_OK, 0), -1); /* of a killed build */
    }
    end(&stand);
}

static void a_page_that_somebody_changed_is_put_right(void **state)
{
    struct site_stand stand;
    struct build_result result;

    begin(&stand, *state);
    overwrite(&stand, "p/ana.html", "<p>Eve<p>Likes tea.</p></p>\n"); /* as long as it was */
    result = built(&stand, files);
    assert_int_equal(result.written.n, 1);
    assert_true(str_equal(page(&stand, "p/ana.html"), STR("<p>Ana<p>Likes tea.</p></p>\n")));
    built(&stand, files);
    assert_int_equal(stand.made, 0);
    assert_int_equal(unlinkat(stand.folder, "p/ana.html", 0), 0);
    assert_int_equal(built(&stand, files).written.n, 1);
    overwrite(&stand, "style.css", "q {}\n");
    assert_int_equal(built(&stand, files).written.n, 1);
    end(&stand);
}

static void whatever_pages_are_made_from_counts(void **state)
{
    static const struct vault_file changes[][3] = {
        {CONTACT("ana", "name: Eve\n", "Likes tea.\n"), {0}},
        {CONTACT("ana", "name: Eve\n", "Likes ink.\n"), {0}},
        {CONTACT("bo", "name: Bo\n", ""), {0}},
        {CONTACT("bad", "name: [\n", ""), {0}},
        {CONTACT("bad", "name: {\n", ""), {0}},
        {{"plan.md", "---\nreviewed: 2026-11-20\n---\n"}, {0}},
        {{"plan.md", "---\nreviewed: 2026-11-19\n---\n"}, {0}},
        {{"questions.md", "- One?\n"}, {0}},
        {{"pitch.md", "Hello.\n"}, {0}},
        {{"pitch.md", "Howdy.\n"}, {0}},
        {SETTINGS("format: 1\nnudge_after: 5 days\n"), {0}},
        {SETTINGS("format: 1\nnudge_after: 6 days\n"), {0}},
        {{"contacts/bo.md", NULL}, {"contacts/bad.md", NULL}, {0}},
        {{"README.md", "[a](a.md)\n"}, {0}},
        {{"README.md", "[a](b.md)\n"}, {0}},
        {{"notes/a.md", "Nothing.\n"}, {0}},
        {{"a.png", "a picture"}, {0}},
        {{"a.png", NULL}, {"b.png", "a picture"}, {0}},
    };
    struct site_stand stand;

    begin(&stand, *state);
    for (size_t i = 0; i < COUNT(changes); i++) {
        built(&stand, changes[i]);
        assert_true(stand.made > 0);
        built(&stand, changes[i]);
        assert_int_equal(stand.made, 0);
    }
    assert_true(str_equal(page(&stand, "p/ana.html"), STR("<p>Eve<p>Likes ink.</p></p>\n")));
    stand.today++;
    built(&stand, changes[0]);
    assert_true(stand.made > 0);
    stand.build.maker++;
    built(&stand, changes[0]);
    assert_true(stand.made > 0);
    stand.commit = "0123456789";
    built(&stand, changes[0]);
    assert_true(stand.made > 0);
    built(&stand, changes[0]);
    assert_int_equal(stand.made, 0);
    end(&stand);
}

/* Whether a picture is there is asked when its page is made; and names that were replaced are not to be found out. */
static void pages_that_look_further_are_made_each_time(void **state)
{
    static const struct vault_file picture[] = {CONTACT("ana", "name: Ana\n", "![me](me.png)\n"), {0}};
    static const struct vault_file drawn[] = {{"contacts/me.png", "PNG"}, {0}};
    struct site_stand stand;

    begin(&stand, *state);
    stand.lies_in_vault = true;
    built(&stand, picture);
    assert_true(str_equal(page(&stand, "p/ana.html"), STR("<p>Ana<p>me</p></p>\n")));
    assert_int_equal(built(&stand, drawn).written.n, 1);
    assert_true(str_find(page(&stand, "p/ana.html"), STR("<img"), 0) < stand.fixture->out.n);
    stand.site.to_vault = (struct str){0};
    assert_true(unchanged_source(&stand.build) != 0);
    stand.site.is_anonymous = true;
    assert_true(unchanged_source(&stand.build) == 0);
    end(&stand);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_changed_and_nothing_is_made),
        cmocka_unit_test(a_page_that_somebody_changed_is_put_right),
        cmocka_unit_test(whatever_pages_are_made_from_counts),
        cmocka_unit_test(pages_that_look_further_are_made_each_time),
    };

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}

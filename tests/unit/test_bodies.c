/* Bodies that are put off: what is known of them then is what is known where they were read at once. */
#include "vault_fixture.h"

#include "vault/bodies.h"

static const struct vault_file files[] = {
    CONTACT("ana", "name: Ana\n",
            "# Ana\n\n- [ ] Send the book due:2026-11-30\n- [x] Call done:2026-11-31\n\n## Log\n\n"
            "- 2026-11-20 email out: asked\n- yesterday: no day\n\n## Notes\n\nLikes [[ben]].\n"),
    CONTACT("ben", "name: Ben\n", ""),
    CONTACT("cat", "name: [broken\n", "- [ ] Never read\n"),
    MEETING("m", "contact: ana\ndate: 2026-11-20\nstatus: done\n",
            "## Questions\n\n- One?\n\n  Yes.\n- Two?\n\n## Referrals\n\n- [[ben]]\n\n## Secret "
            "(private)\n\n- [ ] Theirs\n"),
    MEETING("n", "contact: ben\ndate: 2026-11-21\n", "~~~\n- [ ] code\n"),
    {0},
};

enum { SEEN_MOST = 8 };

struct seen {
    struct str paths[SEEN_MOST];
    uint32_t n;
};

/* One thread only may call it. */
static void see(void *context, const struct body *body)
{
    struct seen *seen = context;

    assert_true(seen->n < SEEN_MOST && body->document->root);
    assert_true(str_equal(body->document->body, record_body(body->record)));
    seen->paths[seen->n++] = body->record->path;
}

/* Where all findings stand, and all that the bodies say, as text; freed by the caller. */
static char *told(struct fixture *fixture)
{
    const struct vault *vault = &fixture->vault;

    buf_reset(&fixture->out);
    for (uint32_t i = 0; i < vault->findings.n; i++)
        buf_printf(&fixture->out, "%.*s:%u %.*s\n", STR_ARGS(vault->findings.at[i].path),
                   vault->findings.at[i].place.line, STR_ARGS(vault->findings.at[i].message));
    for (int kind = KIND_CONTACT; kind <= KIND_INTERVIEW; kind++)
        for (uint32_t i = 0; i < vault->records[kind].n; i++) {
            const struct md *md = &vault->records[kind].at[i].md;

            buf_printf(&fixture->out, "%.*s prose %d links %u notes %u\n",
                       STR_ARGS(vault->records[kind].at[i].id), md->has_prose, md->links.n, md->notes.n);
            for (uint32_t k = 0; k < md->tasks.n; k++)
                buf_printf(&fixture->out, "task %u %.*s %d %d\n", md->tasks.at[k].line,
                           STR_ARGS(md->tasks.at[k].text), md->tasks.at[k].due, md->tasks.at[k].is_private);
            for (uint32_t k = 0; k < md->log.n; k++)
                buf_printf(&fixture->out, "log %u %.*s\n", md->log.at[k].line, STR_ARGS(md->log.at[k].text));
            for (uint32_t k = 0; k < md->questions.n; k++)
                buf_printf(&fixture->out, "question %u %.*s %d\n", md->questions.at[k].line,
                           STR_ARGS(md->questions.at[k].text), md->questions.at[k].answered);
            for (uint32_t k = 0; k < md->referrals.n; k++)
                buf_printf(&fixture->out, "referral %.*s\n", STR_ARGS(md->referrals.at[k].name));
        }
    return strndup(fixture->out.p, fixture->out.n);
}

static void put_off_is_not_left_out(void **state)
{
    struct fixture *fixture = *state;
    struct seen seen = {.n = 0};
    struct bodies_visitor visitor = {see, &seen};
    char *at_once, *now;

    fixture->options.want = (struct record_want){
        .contact_body = MD_WANT_LEAN - 1, .interview_body = MD_WANT_LEAN - 1, .body = true};
    fixture_load(fixture, files, NULL);
    at_once = told(fixture);
    assert_non_null(strstr(at_once, "Send the book"));
    fixture->options.want.body_later = true;
    fixture_open(fixture);
    assert_int_equal(fixture->vault.records[KIND_CONTACT].at[0].md.tasks.n, 0);
    bodies_read(&fixture->vault, &fixture->options, &visitor);
    now = told(fixture);
    assert_string_equal(now, at_once);
    free(now);
    free(at_once);
    assert_int_equal(seen.n, 3); /* not one without a body, nor one that cannot be read */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(put_off_is_not_left_out)};

    return unit_run_with(tests, fixture_set_up, fixture_tear_down);
}

#include "repo/borrow.h"

#include "repo/delegate.h"

/* Keys as `git config --list` writes them: section and last part in lower case. What only pushes read would have them go elsewhere. */
static bool is_about_reaching(struct str key)
{
    static const char *const whole[] = {"core.sshcommand", "core.gitproxy", "core.askpass"};
    static const char *const starts[] = {"ssh.", "http.", "credential.", "protocol.", "url."};

    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        if (str_equal(key, str_from(whole[i])))
            return true;
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (str_starts(key, str_from(starts[i])))
            return !str_ends(key, STR(".pushinsteadof"));
    return false;
}

/* A line of a configuration. */
struct line {
    struct str key, value;
    bool has_value, is_taken;
};

struct lines {
    VEC(struct line);
};

/* Those that `git` lists with these words, in order. */
static int list(struct repo *repo, const char *const *words, struct lines *lines)
{
    struct child_result result = {0};
    struct str rest;

    if (delegate_run(repo, words, &result) != 0)
        return -1;
    rest = str_copy(repo->arena, result.status == 0 ? buf_str(&result.out) : (struct str){0});
    child_free(&result);
    while (rest.n) {
        struct str whole = str_slice(rest, 0, str_index(rest, '\0', 0));
        size_t end = str_index(whole, '\n', 0);

        rest = str_skip(rest, whole.n + 1);
        if (is_about_reaching(str_slice(whole, 0, end)))
            *vec_add(lines, repo->arena) =
                (struct line){str_slice(whole, 0, end), str_skip(whole, end + 1), end < whole.n, false};
    }
    return 0;
}

/* Whether the other repository has the line as well, once for each time that it is asked. */
static bool take(struct lines *lines, const struct line *line)
{
    for (uint32_t i = 0; i < lines->n; i++) {
        struct line *other = &lines->at[i];

        if (other->is_taken || other->has_value != line->has_value || !str_equal(other->key, line->key) ||
            !str_equal(other->value, line->value))
            continue;
        other->is_taken = true;
        return true;
    }
    return false;
}

/* git-config(1), "ENVIRONMENT". A key without a value means true. */
static void give(struct repo *repo, const struct lines *given)
{
    struct {
        VEC(const char *);
    } extra = {0};

    *vec_add(&extra, repo->arena) = session_text(repo, "GIT_CONFIG_COUNT=%u", given->n);
    for (uint32_t i = 0; i < given->n; i++) {
        const struct line *line = &given->at[i];
        struct str value = line->has_value ? line->value : STR("true");

        *vec_add(&extra, repo->arena) = session_text(repo, "GIT_CONFIG_KEY_%u=%.*s", i, STR_ARGS(line->key));
        *vec_add(&extra, repo->arena) = session_text(repo, "GIT_CONFIG_VALUE_%u=%.*s", i, STR_ARGS(value));
    }
    *vec_add(&extra, repo->arena) = NULL;
    repo->extra = extra.at;
}

int borrow_settings(struct repo *repo, const char *other)
{
    static const char *const here[] = {"config", "--null", "--list", NULL};
    const char *const there[] = {session_text(repo, "--git-dir=%s", other), "config", "--null", "--list",
                                 NULL};
    struct lines own = {0}, known = {0}, given = {0};

    if (list(repo, here, &own) != 0 || list(repo, there, &known) != 0)
        return -1;
    for (uint32_t i = 0; i < own.n; i++)
        if (!take(&known, &own.at[i]))
            *vec_add(&given, repo->arena) = own.at[i];
    give(repo, &given);
    return 0;
}

#include "text/md_job.h"

#include "base/utf8.h"
#include "text/md_line.h"

enum { TOKEN_CELLS = 40 };

struct str md_target(const struct md_job *job, struct str url)
{
    struct str target = md_line_decode(url, arena_chars(job->keep, url.n));

    if (utf8_invalid(target) == target.n && !md_line_has_control(target))
        return target;
    if (md_line_has_control(url))
        return (struct str){0};
    return str_copy(job->keep, url);
}

void md_report_date(const struct md_job *job, struct str token, struct place place)
{
    struct diags *diags = job->diags;
    struct str shown = utf8_fit(token, TOKEN_CELLS);
    uint32_t number;
    struct diag *diag;

    if (md_line_is_date_word(token) && !str_number(token, UINT32_MAX, &number)) {
        diag = diag_add(diags, RULE_RELATIVE_DATE, job->path, place,
                        "'%.*s' moves with the day it is read on", STR_ARGS(shown));
        diag_hint(diags, diag, "write the day as 2026-11-18: a file is read on other days too");
    } else {
        diag = diag_add(diags, RULE_DATE, job->path, place, "'%.*s' is no date", STR_ARGS(shown));
        diag_hint(diags, diag, "write it as 2026-11-18");
    }
}

void md_report_undated(const struct md_job *job, struct place place)
{
    struct diags *diags = job->diags;

    diag_hint(diags,
              diag_add(diags, RULE_NO_LOG_DATE, job->path, place,
                       "a line of the log without a date: it counts for nothing"),
              "begin it with the day, as in '- 2026-11-18 email out: …'");
}

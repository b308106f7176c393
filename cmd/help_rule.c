#include "base/diag.h"
#include "help.h"

static void put_rule(struct app *app, enum rule rule)
{
    buf_printf(&app->out, "%s  %s\n", rule_severity(rule) == SEVERITY_ERROR ? "error  " : "warning",
               rule_id(rule));
}

bool help_rule(struct app *app, struct str id)
{
    for (int i = 0; i < RULE_COUNT; i++)
        if (str_equal(id, str_from(rule_id((enum rule)i)))) {
            put_rule(app, (enum rule)i);
            return true;
        }
    return false;
}

void help_rules(struct app *app)
{
    for (int i = 0; i < RULE_COUNT; i++)
        put_rule(app, (enum rule)i);
}
